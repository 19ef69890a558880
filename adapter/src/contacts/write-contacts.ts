/** Stores what clients said about being contacted: consents into the history, flags into their current row, all or none. */
import type { ContactChange } from '../api/contacts.ts';
import type { CreateUuid } from '../clock.ts';
import { insertConsents, type NewConsent } from '../db/contacts/insert-consents.ts';
import { type NewFlags, upsertFlags } from '../db/contacts/upsert-flags.ts';
import type { Database } from '../db/database.ts';
import { RequestError } from '../errors.ts';
import { limits } from '../limits.ts';

export interface WriteContext {
  readonly database: Database;
  readonly createUuid: CreateUuid;
  readonly userId: string;
  /** Milliseconds since 1970. */
  readonly nowMs: number;
}

export interface Written {
  readonly consentsCount: number;
  readonly flagsCount: number;
}

/**
 * @param fieldOf path of a change in the request, for messages
 * @throws RequestError invalid_request for a client that comes twice, a date to come, or a change that says nothing
 */
export async function writeContacts(
  context: WriteContext,
  changes: readonly ContactChange[],
  fieldOf: (index: number) => string,
): Promise<Written> {
  assertSound(changes, fieldOf, context.nowMs);
  const consents = changes.flatMap((change) => toConsents(change, context));
  const flags = changes.filter(hasFlags).map((change) => toFlags(change, context.createUuid()));
  await context.database.transaction(async (transaction) => {
    await insertConsents(transaction, consents, context.userId, context.nowMs);
    await upsertFlags(transaction, flags, context.userId, context.nowMs);
  });
  return { consentsCount: consents.length, flagsCount: flags.length };
}

function assertSound(changes: readonly ContactChange[], fieldOf: (index: number) => string, nowMs: number): void {
  const seen = new Map<number, number>();
  changes.forEach((change, index) => {
    const field = fieldOf(index);
    const first = seen.get(change.client_id);
    if (first !== undefined) {
      throw refuse(`${field}.client_id`, 'an id that comes once in a request', `the id of ${fieldOf(first)}`);
    }
    seen.set(change.client_id, index);
    if (change.at !== undefined && change.at > nowMs + limits.contactClockSkewMs) {
      throw refuse(joinPath(field, 'at'), 'a time that has passed', 'a time to come');
    }
    if (Object.keys(change.consents).length === 0 && !hasFlags(change)) {
      const limit = 'a change of consents, do_not_disturb, credit_self_ban or utc_offset_minutes';
      throw refuse(field === '' ? 'body' : field, limit, 'none');
    }
  });
}

function refuse(field: string, limit: string, given: string): RequestError {
  return new RequestError('invalid_request', `${field}: must be ${limit}; got ${given}`, { field, limit, given });
}

const joinPath = (path: string, name: string) => (path === '' ? name : `${path}.${name}`);

function hasFlags(change: ContactChange): boolean {
  return (
    change.do_not_disturb !== undefined ||
    change.credit_self_ban !== undefined ||
    change.utc_offset_minutes !== undefined
  );
}

function toConsents(change: ContactChange, { createUuid, nowMs }: WriteContext): NewConsent[] {
  return Object.entries(change.consents).map(([channelCode, consent]) => ({
    id: createUuid(),
    clientId: change.client_id,
    channelCode,
    consent,
    atMs: change.at ?? nowMs,
    source: change.source,
  }));
}

function toFlags(change: ContactChange, id: string): NewFlags {
  return {
    id,
    clientId: change.client_id,
    doNotDisturb: change.do_not_disturb,
    creditSelfBan: change.credit_self_ban,
    utcOffsetMinutes: change.utc_offset_minutes,
    source: change.source,
  };
}
