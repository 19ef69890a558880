/** What the bank sets for the pages of all its people. */
import { parseInput } from '../api/parse-input.ts';
import { putSettingsSchema } from '../api/settings.ts';
import type { Clock } from '../clock.ts';
import type { AdapterMiddleware } from '../context.ts';
import { insertAudit } from '../db/audit/insert-audit.ts';
import type { Database } from '../db/database.ts';
import { findSettings } from '../db/settings/find-settings.ts';
import { insertSettings } from '../db/settings/insert-settings.ts';
import { RequestError } from '../errors.ts';
import { parseExpectedVersion } from './parse-expected-version.ts';

export interface SettingsRouteOptions {
  /** @throws RequestError database_unavailable. */
  readonly database: () => Database;
  readonly clock: Clock;
}

/** GET /v1/settings */
export function settingsRoute({ database }: SettingsRouteOptions): AdapterMiddleware {
  return async (context) => {
    const settings = await findSettings(database());
    context.set('ETag', `"${settings.version}"`);
    context.body = settings;
  };
}

/** PUT /v1/settings */
export function putSettingsRoute({ database, clock }: SettingsRouteOptions): AdapterMiddleware {
  return async (context) => {
    const expectedVersion = parseExpectedVersion(context);
    const settings = parseInput(putSettingsSchema, context.request.body);
    const userId = context.state.user!.id;
    const atMs = clock.epochMs();
    const isSaved = await database().transaction(async (transaction) => {
      const row = { settings, expectedVersion, createdBy: userId, createdAtMs: atMs };
      if (!(await insertSettings(transaction, row))) return false;
      const details = { version: expectedVersion + 1, sms_segment_kopecks: settings.sms_segment_kopecks };
      await insertAudit(transaction, { userId, action: 'settings.save', subject: '', details, atMs });
      return true;
    });
    const current = await findSettings(database());
    if (!isSaved) {
      const [limit, given] = [`"${current.version}"`, `"${expectedVersion}"`];
      const message = `If-Match: the settings have version ${current.version} by now; got ${expectedVersion}`;
      throw new RequestError('version_conflict', message, { field: 'If-Match', limit, given });
    }
    context.status = 201;
    context.body = current;
  };
}
