/**
 * The history, newest first. Ids are UUIDs of version 7, so their order is the order of asking: a time range becomes a
 * range of ids and a page goes on below the last id seen (no OFFSET, which reads all that it skips).
 */
import { sql } from 'slonik';
import { z } from 'zod';
import type { HistoryItem, HistoryQuery } from '../../api/history.ts';
import { lowestUuidAt } from '../../clock.ts';
import { limits } from '../../limits.ts';
import type { Statements } from '../database.ts';
import { readResult, resultColumnList, resultColumns } from '../requests/result-columns.ts';
import { clientIdColumn, instantColumn } from '../row-types.ts';

const historyRow = z.object({
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
  ...resultColumns,
});

export interface HistoryPage {
  readonly items: HistoryItem[];
  readonly nextCursor: string | null;
}

export async function listHistory(database: Statements, query: HistoryQuery): Promise<HistoryPage> {
  const limit = query.limit ?? limits.historyPageDefault;
  const conditions = [
    query.cursor === undefined ? null : sql.fragment`asked_clients.id < ${query.cursor}::uuid`,
    query.from === undefined ? null : sql.fragment`asked_clients.id >= ${lowestUuidAt(query.from)}::uuid`,
    query.to === undefined ? null : sql.fragment`asked_clients.id < ${lowestUuidAt(query.to)}::uuid`,
    query.client_id === undefined ? null : sql.fragment`asked_clients.client_id = ${query.client_id}`,
    query.product === undefined ? null : sql.fragment`asked_clients.product_code = ${query.product}`,
    query.channel === undefined ? null : sql.fragment`asked_clients.channel_code = ${query.channel}`,
    query.source === undefined ? null : sql.fragment`answers.source = ${query.source}`,
    statusCondition(query.status),
  ].filter((condition) => condition !== null);
  const where = conditions.length === 0 ? sql.fragment`true` : sql.join(conditions, sql.fragment` AND `);
  const rows = await database.any(sql.type(historyRow)`
    SELECT asked_clients.id, asked_clients.request_id, users.name AS user_name, asked_clients.asked_at,
      answers.answered_at, asked_clients.position, asked_clients.client_id, asked_clients.product_code,
      asked_clients.channel_code, requests.profile_name, ${resultColumnList}
    FROM asked_clients
    JOIN requests ON requests.id = asked_clients.request_id
    JOIN users ON users.id = requests.user_id
    LEFT JOIN answers ON answers.asked_client_id = asked_clients.id
    WHERE ${where}
    ORDER BY asked_clients.id DESC
    LIMIT ${limit + 1}
  `);
  const page = rows.slice(0, limit);
  return {
    items: page.map(toItem),
    nextCursor: rows.length > limit ? page.at(-1)!.id : null,
  };
}

function statusCondition(status: HistoryQuery['status']) {
  if (status === undefined) return null;
  if (status === 'unanswered') return sql.fragment`answers.asked_client_id IS NULL`;
  return sql.fragment`answers.status = ${status}`;
}

function toItem(row: z.output<typeof historyRow>): HistoryItem {
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
    status: row.status ?? 'unanswered',
    answer: result.kind === 'answer' ? result.answer : null,
    error: result.kind === 'error' ? result.error : null,
  };
}
