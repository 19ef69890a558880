/**
 * The filters of the history as conditions on `history_entries`, joined with `history_texts` where words are searched
 * for. Search: what is part of a known thread's id is looked for there, everything else among the words of the texts.
 * One or the other and never both: a condition over two tables joined by OR would use no index.
 */
import { type FragmentSqlToken, sql } from 'slonik';
import { z } from 'zod';
import type { HistoryFilters } from '../../api/history.ts';
import { lowestUuidAt } from '../../clock.ts';
import { limits } from '../../limits.ts';
import type { Statements } from '../database.ts';

export interface HistorySource {
  /** Joined after `history_entries`; empty where no words are searched for. */
  readonly join: FragmentSqlToken;
  readonly where: FragmentSqlToken;
}

/** Ids of a page that was seen, both exclusive. */
export interface PageBounds {
  readonly below?: string | undefined;
  readonly above?: string | undefined;
}

export async function buildHistorySource(
  database: Statements,
  filters: HistoryFilters,
  bounds: PageBounds = {},
): Promise<HistorySource> {
  const threadIds = filters.q === undefined ? [] : await findThreadIds(database, filters.q);
  const words = filters.q !== undefined && threadIds.length === 0 ? filters.q : null;
  const conditions = [
    ...columnConditions(filters),
    ...idConditions(filters, bounds, 'history_entries'),
    // Told twice, because PostgreSQL does not infer a range of one table from that of the other, and would walk the
    // texts from their end.
    ...(words === null ? [] : idConditions(filters, bounds, 'history_texts')),
    filters.reason === undefined ? null : sql.fragment`history_entries.label_reasons @> ARRAY[${filters.reason}]`,
    filters.rule === undefined
      ? null
      : sql.fragment`history_entries.rule_ids <> '{}' AND history_entries.rule_ids @> ARRAY[${filters.rule}]`,
    filters.user === undefined
      ? null
      : sql.fragment`history_entries.user_id = (SELECT users.id FROM users WHERE users.name = ${filters.user})`,
    threadIds.length === 0 ? null : sql.fragment`history_entries.thread_id = ANY(${sql.array(threadIds, 'text')})`,
    words === null ? null : sql.fragment`history_texts.search @@ websearch_to_tsquery('russian', ${words})`,
  ].filter((condition) => condition !== null);
  return {
    join: words === null ? sql.fragment`` : sql.fragment`JOIN history_texts ON history_texts.id = history_entries.id`,
    where: sql.fragment`${sql.join([sql.fragment`true`, ...conditions], sql.fragment` AND `)}`,
  };
}

function idConditions(
  { from, to }: HistoryFilters,
  { below, above }: PageBounds,
  table: string,
): (FragmentSqlToken | null)[] {
  const id = sql.identifier([table, 'id']);
  return [
    from === undefined ? null : sql.fragment`${id} >= ${lowestUuidAt(from)}::uuid`,
    to === undefined ? null : sql.fragment`${id} < ${lowestUuidAt(to)}::uuid`,
    below === undefined ? null : sql.fragment`${id} < ${below}::uuid`,
    above === undefined ? null : sql.fragment`${id} > ${above}::uuid`,
  ];
}

/** Filters that are the value of a column. */
function columnConditions(filters: HistoryFilters): (FragmentSqlToken | null)[] {
  const columns = {
    client_id: filters.client_id,
    product_code: filters.product,
    channel_code: filters.channel,
    source: filters.source,
    status: filters.status,
    concern: filters.concern,
    label: filters.label,
  };
  const byValue = Object.entries(columns).map(([column, value]) =>
    value === undefined ? null : sql.fragment`${sql.identifier(['history_entries', column])} = ${value}`,
  );
  const ofCampaign =
    filters.campaign === undefined ? null : sql.fragment`history_entries.campaign_id = ${filters.campaign}::uuid`;
  return [...byValue, ofCampaign];
}

const threadRow = z.object({ thread_id: z.string() });

async function findThreadIds(database: Statements, part: string): Promise<string[]> {
  const rows = await database.any(sql.type(threadRow)`
    SELECT thread_id
    FROM history_threads
    WHERE strpos(lower(thread_id), lower(${part})) > 0
    ORDER BY thread_id
    LIMIT ${limits.historyThreadsMax}
  `);
  return rows.map((row) => row.thread_id);
}
