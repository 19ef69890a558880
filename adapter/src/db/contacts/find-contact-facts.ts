/**
 * Everything that decides whether clients may be contacted now, by one statement: consent in the channel, flags, messages
 * within the window of the contact policy, and the policy itself.
 *
 * A message is a sendable answer to a request of an API user: the service writes texts and does not see them sent, so a
 * text that was asked for counts. Campaigns of the command line are left out: their ids may be row numbers.
 */
import { sql } from 'slonik';
import { z } from 'zod';
import type { ContactFacts } from '../../api/contact-facts.ts';
import { type ActivePolicy, noContactPolicy } from '../../api/contacts.ts';
import { commandLineUserId } from '../campaigns/insert-campaign.ts';
import type { Statements } from '../database.ts';
import { clientIdColumn } from '../row-types.ts';
import { activePolicyColumns, activePolicyRow, toActivePolicy } from './policy-columns.ts';

export interface ContactFactsQuery {
  readonly clientIds: readonly number[];
  /** Empty for a channel that is only described: then nothing is known of consent. */
  readonly channelCode: string;
  /** The request that is being answered does not count against itself. */
  readonly excludedRequestId: string;
  /** Milliseconds since 1970. */
  readonly nowMs: number;
}

export interface StoredFacts extends ContactFacts {
  /** An outcome of a text said so: a request may not say otherwise. */
  readonly opted_out: boolean;
}

export interface StoredContacts {
  readonly policy: ActivePolicy;
  /** Client id → facts; every client asked about is there. */
  readonly facts: ReadonlyMap<number, StoredFacts>;
}

const factsRow = z.object({
  client_id: clientIdColumn,
  consent: z.boolean().nullable(),
  do_not_disturb: z.boolean().nullable(),
  opted_out: z.boolean(),
  credit_self_ban: z.boolean().nullable(),
  utc_offset_minutes: z.int().nullable(),
  sent_in_channel_count: z.int().nullable(),
  sent_in_all_count: z.int().nullable(),
  policy: activePolicyRow.nullable(),
});

/** @param query with at least one client. */
export async function findContactFacts(database: Statements, query: ContactFactsQuery): Promise<StoredContacts> {
  const rows = await database.any(sql.type(factsRow)`
    WITH policy AS MATERIALIZED (SELECT ${activePolicyColumns} FROM contact_policies ORDER BY version DESC LIMIT 1)
    SELECT wanted.client_id, contact.consent, client_flags.do_not_disturb,
      client_flags.opted_out_at IS NOT NULL AS opted_out, client_flags.credit_self_ban,
      client_flags.utc_offset_minutes, sent.in_channel_count AS sent_in_channel_count,
      sent.in_all_count AS sent_in_all_count, to_jsonb(policy) AS policy
    FROM ${sql.unnest(
      query.clientIds.map((id) => [id]),
      ['int8'],
    )} AS wanted (client_id)
    LEFT JOIN policy ON true
    LEFT JOIN client_flags ON client_flags.client_id = wanted.client_id
    LEFT JOIN LATERAL (
      SELECT consent FROM client_contacts
      WHERE client_contacts.client_id = wanted.client_id AND channel_code = ${query.channelCode}
      ORDER BY at DESC, sequence DESC
      LIMIT 1
    ) AS contact ON true
    LEFT JOIN LATERAL (
      SELECT count(*)::integer AS in_all_count,
        (count(*) FILTER (WHERE asked_clients.channel_code = ${query.channelCode}))::integer AS in_channel_count
      FROM asked_clients
      JOIN requests ON requests.id = asked_clients.request_id AND requests.user_id <> ${commandLineUserId}
      JOIN answers ON answers.asked_client_id = asked_clients.id AND answers.status = 'sendable'
      WHERE asked_clients.client_id = wanted.client_id AND asked_clients.request_id <> ${query.excludedRequestId}
        AND answers.answered_at > ${sql.timestamp(new Date(query.nowMs))} - make_interval(days => policy.window_days)
    ) AS sent ON policy.channel_messages_max > 0 OR policy.all_messages_max > 0
  `);
  const policy = rows[0]?.policy ?? null;
  return {
    policy: policy === null ? noContactPolicy : toActivePolicy(policy),
    facts: new Map(rows.map(({ client_id, policy: _policy, ...facts }) => [client_id, facts])),
  };
}
