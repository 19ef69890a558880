/** The audit trail: a page, or all of it as CSV. */
import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import { type AuditItem, auditExportQuerySchema, auditQuerySchema } from '../api/audit.ts';
import { parseInput } from '../api/parse-input.ts';
import type { Clock } from '../clock.ts';
import type { AdapterMiddleware } from '../context.ts';
import { insertAudit } from '../db/audit/insert-audit.ts';
import { listAudit } from '../db/audit/list-audit.ts';
import type { Database } from '../db/database.ts';
import { limits } from '../limits.ts';

export interface AuditRouteOptions {
  /** @throws RequestError database_unavailable. */
  readonly database: () => Database;
  readonly clock: Clock;
}

/** GET /v1/audit */
export function auditRoute({ database }: AuditRouteOptions): AdapterMiddleware {
  return async (context) => {
    const page = await listAudit(database(), parseInput(auditQuerySchema, { ...context.query }));
    context.body = { items: page.items, next_cursor: page.nextCursor };
  };
}

/** GET /v1/audit.csv: page by page, so that a long trail is never held in memory. */
export function auditCsvRoute({ database, clock }: AuditRouteOptions): AdapterMiddleware {
  return async (context) => {
    const filters = parseInput(auditExportQuerySchema, { ...context.query });
    const first = await listAudit(database(), { ...filters, limit: limits.auditExportPageRows });
    const { id: userId } = context.state.user!;
    const details = { action: filters.action ?? null, user: filters.user ?? null };
    await insertAudit(database(), { userId, action: 'audit.export', subject: '', details, atMs: clock.epochMs() });
    context.type = 'text/csv; charset=utf-8';
    context.set('Content-Disposition', 'attachment; filename="offerwright-audit.csv"');
    context.body = Readable.from(
      (async function* () {
        // Spreadsheets take a file without the mark for one in the system's old code page.
        yield `\uFEFF${toLines([['at', 'user', 'action', 'subject', 'details']])}`;
        for (let page = first; ; ) {
          yield toLines(page.items.map(toCells));
          if (page.nextCursor === null) return;
          const cursor = page.nextCursor;
          page = await listAudit(database(), { ...filters, cursor, limit: limits.auditExportPageRows });
        }
      })(),
    );
  };
}

function toCells({ at, user, action, subject, details }: AuditItem): string[] {
  return [at, user ?? '', action, subject, Object.keys(details).length === 0 ? '' : JSON.stringify(details)];
}

/** What a spreadsheet would take for a formula (= + - @ …) gets a leading apostrophe. */
function toLines(rows: readonly (readonly string[])[]): string {
  return stringify(rows as string[][], { escape_formulas: true, record_delimiter: 'windows' });
}
