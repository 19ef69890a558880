/** One entry of the history with all that was asked and answered, read back into the shape that is sent. */
import { sql } from 'slonik';
import { z } from 'zod';
import { keptRankingSchema } from '../../api/campaign-ranking.ts';
import { type HistoryItem, labelReasons, labelStates } from '../../api/history.ts';
import { readResult, resultColumnList, resultColumns } from '../requests/result-columns.ts';
import { clientIdColumn, instantColumn } from '../row-types.ts';

export const historyColumns = {
  id: z.uuid(),
  request_id: z.uuid(),
  user_name: z.string(),
  asked_at: instantColumn,
  answered_at: instantColumn.nullable(),
  position: z.int(),
  client_id: clientIdColumn.nullable(),
  product_code: z.string(),
  channel_code: z.string(),
  profile_name: z.string(),
  campaign_id: z.uuid().nullable(),
  label: z.enum(labelStates),
  label_reasons: z.array(z.enum(labelReasons)),
  offer_ranking: keptRankingSchema.nullable(),
  ...resultColumns,
};

const historyRow = z.object(historyColumns);

export const historyColumnList = sql.fragment`
  asked_clients.id, asked_clients.request_id, users.name AS user_name, asked_clients.asked_at, answers.answered_at,
  asked_clients.position, asked_clients.client_id, asked_clients.product_code, asked_clients.channel_code,
  requests.profile_name, history_entries.campaign_id, history_entries.label, history_entries.label_reasons,
  campaign_members.ranking AS offer_ranking, ${resultColumnList}
`;

/** What the columns are read from, after `history_entries`. */
export const historyJoins = sql.fragment`
  JOIN asked_clients ON asked_clients.id = history_entries.id
  JOIN requests ON requests.id = asked_clients.request_id
  JOIN users ON users.id = requests.user_id
  LEFT JOIN answers ON answers.asked_client_id = asked_clients.id
  LEFT JOIN campaign_members ON campaign_members.plan_id = history_entries.campaign_id
    AND campaign_members.row = asked_clients.position + 1
    AND campaign_members.product_code = asked_clients.product_code
    AND campaign_members.channel_code = asked_clients.channel_code
`;

export function readHistoryItem(row: z.output<typeof historyRow>, hits: HistoryItem['hits'] = []): HistoryItem {
  const result = readResult(row, row.position, row.client_id);
  return {
    id: row.id,
    request_id: row.request_id,
    user: row.user_name,
    asked_at: new Date(row.asked_at).toISOString(),
    answered_at: row.answered_at === null ? null : new Date(row.answered_at).toISOString(),
    client_id: row.client_id,
    index: row.position,
    product: row.product_code,
    channel: row.channel_code,
    profile: row.profile_name,
    campaign: row.campaign_id,
    label: row.label,
    label_reasons: row.label_reasons,
    offer: row.offer_ranking,
    hits,
    status: row.status ?? 'unanswered',
    answer: result.kind === 'answer' ? result.answer : null,
    error: result.kind === 'error' ? result.error : null,
  };
}
