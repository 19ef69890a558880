/**
 * Which texts, or which clients of a control group, outcomes are about. A text is named in one of four ways, each with
 * an index of its own; of several texts the last one counts. Refused clients got none.
 */
import { sql } from 'slonik';
import { z } from 'zod';
import { lowestUuidAt } from '../../clock.ts';
import { limits } from '../../limits.ts';
import type { Statements } from '../database.ts';
import { clientIdColumn, instantColumn } from '../row-types.ts';

export interface NamedOutcome {
  /** Comes back with what was found. */
  readonly place: number;
  readonly answerId: string | null;
  readonly clientId: number | null;
  readonly requestId: string | null;
  readonly campaignId: string | null;
  /** Empty: not said. */
  readonly productCode: string;
  readonly channelCode: string;
  readonly atMs: number;
}

const matchRow = z.object({
  place: z.int(),
  answer_id: z.uuid().nullable(),
  client_id: clientIdColumn.nullable(),
  /** False: ids of that campaign are row numbers. */
  knows_client: z.boolean().nullable(),
  asked_at: instantColumn.nullable(),
  is_control: z.boolean(),
});
export type OutcomeMatch = z.output<typeof matchRow>;

const found = sql.fragment`
  asked_clients.id, asked_clients.client_id, asked_clients.asked_at,
  NOT EXISTS (
    SELECT FROM campaigns WHERE campaigns.request_id = asked_clients.request_id AND NOT campaigns.has_client_ids
  ) AS knows_client
  FROM asked_clients
  JOIN answers ON answers.asked_client_id = asked_clients.id AND answers.status IN ('sendable', 'not_sendable')
`;
const types = ['int4', 'text', 'uuid', 'int8', 'uuid', 'uuid', 'text', 'text', 'uuid', 'uuid', 'uuid'];
const msPerDay = 86_400_000;

/** One row for each outcome given; without an answer and not of a control group where nothing was found. */
export async function matchOutcomes(
  database: Statements,
  outcomes: readonly NamedOutcome[],
): Promise<readonly OutcomeMatch[]> {
  return await database.any(sql.type(matchRow)`
    SELECT given.place, text.id AS answer_id, coalesce(text.client_id, given.client_id) AS client_id, text.knows_client,
      text.asked_at, text.id IS NULL AND control.client_id IS NOT NULL AS is_control
    FROM ${sql.unnest(outcomes.map(toRow), types)}
      AS given (place, way, answer_id, client_id, request_id, campaign_id, product, channel, id_from, id_at, id_to)
    LEFT JOIN LATERAL (
      (SELECT ${found} WHERE given.way = 'answer' AND asked_clients.id = given.answer_id)
      UNION ALL
      (SELECT ${found}
        WHERE given.way = 'request' AND asked_clients.client_id = given.client_id
          AND asked_clients.request_id = given.request_id
        ORDER BY asked_clients.id DESC LIMIT 1)
      UNION ALL
      (SELECT ${found}
        JOIN campaigns ON campaigns.request_id = asked_clients.request_id
        LEFT JOIN campaign_cells ON campaign_cells.campaign_id = campaigns.id
        WHERE given.way = 'campaign' AND asked_clients.client_id = given.client_id
          AND given.campaign_id IN (campaigns.id, campaign_cells.plan_id)
          AND given.product IN ('', asked_clients.product_code) AND given.channel IN ('', asked_clients.channel_code)
        ORDER BY asked_clients.id DESC LIMIT 1)
      UNION ALL
      (SELECT ${found}
        WHERE given.way = 'offer' AND asked_clients.client_id = given.client_id
          AND asked_clients.product_code = given.product AND asked_clients.channel_code = given.channel
          AND asked_clients.id >= given.id_from AND asked_clients.id < given.id_to
          AND NOT EXISTS (
            SELECT FROM campaigns
            WHERE campaigns.request_id = asked_clients.request_id AND NOT campaigns.has_client_ids
          )
        -- The last before the event; the first after it where nothing was before, so that the same is found again
        ORDER BY asked_clients.id >= given.id_at,
          CASE WHEN asked_clients.id < given.id_at THEN asked_clients.id END DESC, asked_clients.id
        LIMIT 1)
    ) AS text ON true
    LEFT JOIN LATERAL (
      SELECT client_id FROM campaign_members
      WHERE given.way = 'campaign' AND campaign_members.plan_id = given.campaign_id
        AND campaign_members.client_id = given.client_id AND campaign_members.outcome = 'control'
      LIMIT 1
    ) AS control ON true
  `);
}

function toRow(outcome: NamedOutcome) {
  const { place, answerId, clientId, requestId, campaignId, productCode, channelCode, atMs } = outcome;
  const way = wayOf(outcome);
  return [
    place,
    way,
    answerId,
    clientId,
    requestId,
    campaignId,
    productCode,
    channelCode,
    lowestUuidAt(atMs - limits.outcomeWindowDays * msPerDay),
    lowestUuidAt(atMs),
    // Clocks of two systems differ.
    lowestUuidAt(atMs + limits.contactClockSkewMs),
  ];
}

function wayOf({ answerId, requestId, campaignId }: NamedOutcome): string {
  if (answerId !== null) return 'answer';
  if (requestId !== null) return 'request';
  return campaignId === null ? 'offer' : 'campaign';
}
