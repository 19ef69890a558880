/** Clients of a campaign in the order of the file, with their answers; a page goes on after the last row and offer. */
import { sql } from 'slonik';
import { z } from 'zod';
import { keptRankingSchema } from '../../api/campaign-ranking.ts';
import type { CampaignResultsQuery } from '../../api/campaigns.ts';
import { labelStates } from '../../api/history.ts';
import type { Statements } from '../database.ts';
import { resultColumnList, resultColumns } from '../requests/result-columns.ts';
import { clientIdColumn, instantColumn } from '../row-types.ts';

const memberRow = z.object({
  row: z.int(),
  offer: z.int(),
  member_client_id: clientIdColumn.nullable(),
  outcome: z.enum(['text', 'control', 'excluded', 'problem']),
  reason: z.string().nullable(),
  product_code: z.string().nullable(),
  channel_code: z.string().nullable(),
  arm: z.string().nullable(),
  score: z.number().nullable(),
  reasons: z.array(z.string()),
  ranking: keptRankingSchema.nullable(),
  answer_id: z.uuid().nullable(),
  request_id: z.uuid().nullable(),
  answered_at: instantColumn.nullable(),
  /** The client asked for no more after the text was written (POST /v1/outcomes). */
  has_opted_out: z.boolean(),
  label: z.enum(labelStates),
  ...resultColumns,
});
export type StoredMember = z.output<typeof memberRow>;

export interface MembersQuery extends Omit<CampaignResultsQuery, 'limit' | 'cursor'> {
  readonly planId: string;
  readonly after: { readonly row: number; readonly offer: number };
  readonly membersMax: number;
}

export function listMembers(database: Statements, query: MembersQuery): Promise<readonly StoredMember[]> {
  return database.any(sql.type(memberRow)`
    SELECT campaign_members.row, campaign_members.offer, campaign_members.client_id AS member_client_id, outcome,
      campaign_members.reason, campaign_members.product_code, campaign_members.channel_code, campaign_members.arm,
      score, reasons, ranking, answers.asked_client_id AS answer_id, asked_clients.request_id, answers.answered_at,
      coalesce(history_entries.label, 'none') AS label,
      client_flags.opted_out_at IS NOT NULL AS has_opted_out,
      ${resultColumnList}
    FROM campaign_members
    LEFT JOIN campaign_cells ON campaign_cells.plan_id = campaign_members.plan_id
      AND campaign_cells.product_code = campaign_members.product_code
      AND campaign_cells.channel_code = campaign_members.channel_code AND campaign_cells.arm = campaign_members.arm
    LEFT JOIN campaigns ON campaigns.id = campaign_cells.campaign_id
    LEFT JOIN asked_clients ON asked_clients.request_id = campaigns.request_id
      AND asked_clients.position = campaign_members.row - 1
    LEFT JOIN answers ON answers.asked_client_id = asked_clients.id
    LEFT JOIN history_entries ON history_entries.id = asked_clients.id
    LEFT JOIN client_flags ON campaigns.has_client_ids AND client_flags.client_id = asked_clients.client_id
    WHERE campaign_members.plan_id = ${query.planId}::uuid
      AND (campaign_members.row, campaign_members.offer) > (${query.after.row}, ${query.after.offer})
      AND ${sql.join(conditionsOf(query), sql.fragment` AND `)}
    ORDER BY campaign_members.row, campaign_members.offer
    LIMIT ${query.membersMax}
  `);
}

function conditionsOf(query: MembersQuery) {
  return [
    statusCondition(query.status),
    query.source === undefined ? null : sql.fragment`answers.source = ${query.source}`,
    verdictCondition(query.verdict),
    query.product === undefined ? null : sql.fragment`campaign_members.product_code = ${query.product}`,
    query.channel === undefined ? null : sql.fragment`campaign_members.channel_code = ${query.channel}`,
    query.variant === undefined ? null : sql.fragment`campaign_members.arm = ${query.variant}`,
    query.label === undefined
      ? null
      : sql.fragment`answers.asked_client_id IS NOT NULL AND history_entries.label = ${query.label}`,
    query.client_id === undefined ? null : sql.fragment`campaign_members.client_id = ${query.client_id}`,
  ].map((condition) => condition ?? sql.fragment`true`);
}

function statusCondition(status: CampaignResultsQuery['status']) {
  switch (status) {
    case undefined:
      return null;
    case 'control':
    case 'excluded':
    case 'problem':
      return sql.fragment`outcome = ${status}`;
    case 'waiting':
      return sql.fragment`(outcome = 'text' AND answers.asked_client_id IS NULL)`;
    default:
      return sql.fragment`answers.status = ${status}`;
  }
}

function verdictCondition(verdict: CampaignResultsQuery['verdict']) {
  const warned = sql.fragment`answers.verdict @? '$.results[*] ? (@.outcome == "warned")'`;
  switch (verdict) {
    case undefined:
      return null;
    case 'passed':
      return sql.fragment`((answers.verdict ->> 'passed')::boolean AND NOT ${warned})`;
    case 'warned':
      return sql.fragment`((answers.verdict ->> 'passed')::boolean AND ${warned})`;
    case 'blocked':
      return sql.fragment`NOT (answers.verdict ->> 'passed')::boolean`;
  }
}
