/**
 * What is known about contacting the clients of a request: the request's own facts win; else what is stored; the local
 * time also from the client's region.
 */
import { type ContactFacts, unknownContact } from '../api/contact-facts.ts';
import type { ActivePolicy } from '../api/contacts.ts';
import { noContactPolicy } from '../api/contacts.ts';
import { findContactFacts } from '../db/contacts/find-contact-facts.ts';
import type { Statements } from '../db/database.ts';
import { utcOffsetOfRegion } from './utc-offset-of-region.ts';

export interface ContactClient {
  readonly id: number;
  readonly features: Readonly<Record<string, unknown>>;
  readonly contact: ContactFacts;
}

export interface ContactsQuery<Client extends ContactClient> {
  readonly clients: readonly Client[];
  readonly channelCode: string;
  readonly requestId: string;
  /** Milliseconds since 1970. */
  readonly nowMs: number;
}

export interface ResolvedContacts<Client> {
  readonly policy: ActivePolicy;
  /** The clients given, in their order, with everything that is known. */
  readonly clients: readonly Client[];
}

/** One statement for all clients of a request. */
export async function resolveContacts<Client extends ContactClient>(
  database: Statements,
  query: ContactsQuery<Client>,
): Promise<ResolvedContacts<Client>> {
  const { clients, channelCode, requestId, nowMs } = query;
  if (clients.length === 0) return { policy: noContactPolicy, clients };
  const stored = await findContactFacts(database, {
    clientIds: clients.map(({ id }) => id),
    channelCode,
    excludedRequestId: requestId,
    nowMs,
  });
  return {
    policy: stored.policy,
    clients: clients.map((client) => withContact(client, stored.facts.get(client.id) ?? unknownContact)),
  };
}

/**
 * The client with its own facts, then the stored ones, then its region's local time. An opt-out comes first: the request
 * or the file may have been made before it.
 */
export function withContact<Client extends ContactClient>(
  client: Client,
  stored: ContactFacts & { readonly opted_out?: boolean },
): Client {
  const { contact, features } = client;
  return {
    ...client,
    contact: {
      consent: contact.consent ?? stored.consent,
      credit_self_ban: contact.credit_self_ban ?? stored.credit_self_ban,
      do_not_disturb: stored.opted_out === true ? true : (contact.do_not_disturb ?? stored.do_not_disturb),
      utc_offset_minutes:
        contact.utc_offset_minutes ?? stored.utc_offset_minutes ?? utcOffsetOfRegion(features.reg_region_nm),
      sent_in_channel_count: contact.sent_in_channel_count ?? stored.sent_in_channel_count,
      sent_in_all_count: contact.sent_in_all_count ?? stored.sent_in_all_count,
    },
  };
}
