/** Consent, flags and the contact policy. */
import { z } from 'zod';
import { contactPathSchema, postContactsSchema, putContactPolicySchema, putContactSchema } from '../api/contacts.ts';
import { parseInput } from '../api/parse-input.ts';
import type { Clock, CreateUuid } from '../clock.ts';
import { writeContacts } from '../contacts/write-contacts.ts';
import type { AdapterContext, AdapterMiddleware } from '../context.ts';
import { insertAudit } from '../db/audit/insert-audit.ts';
import { findContact } from '../db/contacts/find-contact.ts';
import { findContactPolicy } from '../db/contacts/find-contact-policy.ts';
import { insertContactPolicy } from '../db/contacts/insert-contact-policy.ts';
import { listContactPolicies } from '../db/contacts/list-contact-policies.ts';
import type { Database } from '../db/database.ts';
import { RequestError } from '../errors.ts';
import { limits } from '../limits.ts';
import { parseExpectedVersion } from './parse-expected-version.ts';

export interface ContactRouteOptions {
  /** @throws RequestError database_unavailable. */
  readonly database: () => Database;
  readonly clock: Clock;
  readonly createUuid: CreateUuid;
}

/** PUT /v1/contacts/{client_id} */
export function putContactRoute(options: ContactRouteOptions): AdapterMiddleware {
  return async (context) => {
    const clientId = parseClientId(context);
    const change = { client_id: clientId, ...parseInput(putContactSchema, context.request.body) };
    await writeContacts(writeContext(options, context), [change], () => '');
    context.body = await findContact(options.database(), clientId);
  };
}

/** POST /v1/contacts */
export function postContactsRoute(options: ContactRouteOptions): AdapterMiddleware {
  return async (context) => {
    const { clients } = parseInput(postContactsSchema, context.request.body);
    const written = await writeContacts(writeContext(options, context), clients, (index) => `clients[${index}]`);
    context.body = {
      clients_count: clients.length,
      consents_count: written.consentsCount,
      flags_count: written.flagsCount,
    };
  };
}

/** GET /v1/contacts/{client_id} */
export function contactRoute({ database }: ContactRouteOptions): AdapterMiddleware {
  return async (context) => {
    context.body = await findContact(database(), parseClientId(context));
  };
}

/** GET /v1/contact-policy */
export function contactPolicyRoute({ database }: ContactRouteOptions): AdapterMiddleware {
  return async (context) => {
    const policy = await findContactPolicy(database());
    context.set('ETag', `"${policy.version}"`);
    context.body = policy;
  };
}

/** GET /v1/contact-policy/versions */
export function contactPolicyVersionsRoute({ database }: ContactRouteOptions): AdapterMiddleware {
  return async (context) => {
    parseInput(noQuerySchema, { ...context.query });
    context.body = { items: await listContactPolicies(database(), limits.contactHistoryMax) };
  };
}

/** PUT /v1/contact-policy */
export function putContactPolicyRoute({ database, clock }: ContactRouteOptions): AdapterMiddleware {
  return async (context) => {
    const expectedVersion = parseExpectedVersion(context);
    const policy = parseInput(putContactPolicySchema, context.request.body);
    const createdBy = context.state.user!.id;
    const row = { policy, expectedVersion, createdBy, createdAtMs: clock.epochMs() };
    const isSaved = await database().transaction(async (transaction) => {
      if (!(await insertContactPolicy(transaction, row))) return false;
      const details = { version: expectedVersion + 1, window_days: policy.window_days };
      const { createdBy: userId, createdAtMs: atMs } = row;
      await insertAudit(transaction, { userId, action: 'contact-policy.save', subject: '', details, atMs });
      return true;
    });
    const current = await findContactPolicy(database());
    if (!isSaved) {
      const [limit, given] = [`"${current.version}"`, `"${expectedVersion}"`];
      const message = `If-Match: the contact policy has version ${current.version} by now; got ${expectedVersion}`;
      throw new RequestError('version_conflict', message, { field: 'If-Match', limit, given });
    }
    context.status = 201;
    context.body = current;
  };
}

const noQuerySchema = z.strictObject({});

function parseClientId(context: AdapterContext): number {
  return parseInput(contactPathSchema, { ...(context as { params?: object }).params }).client_id;
}

function writeContext({ database, clock, createUuid }: ContactRouteOptions, context: AdapterContext) {
  return { database: database(), createUuid, userId: context.state.user!.id, nowMs: clock.epochMs() };
}
