/**
 * The history, newest first. Ids are UUIDs of version 7, so their order is the order of asking: a time range becomes a
 * range of ids, and a page goes on below the last id seen or above the first (no OFFSET, which reads all that it skips;
 * what is asked meanwhile moves nothing). The page is found among the narrow rows first and only then joined with texts
 * and verdicts.
 */
import { sql } from 'slonik';
import { z } from 'zod';
import type { HistoryItem, HistoryQuery } from '../../api/history.ts';
import { limits } from '../../limits.ts';
import type { Statements } from '../database.ts';
import { buildHistorySource } from './history-conditions.ts';
import { historyColumnList, historyColumns, historyJoins, readHistoryItem } from './history-rows.ts';
import { readHits } from './read-hits.ts';

const listedRow = z.object({ ...historyColumns, marked: z.string().nullable() });

export interface HistoryPage {
  readonly items: HistoryItem[];
  /** Towards the older. */
  readonly nextCursor: string | null;
  /** Towards the newer. */
  readonly previousCursor: string | null;
}

export async function listHistory(database: Statements, query: HistoryQuery): Promise<HistoryPage> {
  const limit = query.limit ?? limits.historyPageDefault;
  const isUpwards = query.after !== undefined;
  const bounds = { below: query.cursor, above: query.after };
  const { join, where, searched } = await buildHistorySource(database, query, bounds);
  const order = isUpwards ? sql.fragment`ASC` : sql.fragment`DESC`;
  const rows = await database.any(sql.type(listedRow)`
    WITH page AS MATERIALIZED (
      SELECT history_entries.id, history_entries.campaign_id, history_entries.label, history_entries.label_reasons
      FROM history_entries
      ${join}
      WHERE ${where}
      ORDER BY history_entries.id ${order}
      LIMIT ${limit + 1}
    )
    SELECT ${historyColumnList},
      ${searched === null ? sql.fragment`NULL::text` : sql.fragment`hits_of_text(answers.text, ${searched})`} AS marked
    FROM page AS history_entries
    ${historyJoins}
    ORDER BY history_entries.id ${order}
  `);
  const hasMore = rows.length > limit;
  const items = rows.slice(0, limit).map((row) => readHistoryItem(row, readHits(row.marked)));
  if (isUpwards) items.reverse();
  const [first, last] = [items.at(0)?.id ?? null, items.at(-1)?.id ?? null];
  return {
    items,
    // Whoever came from a page can go back to it; an empty page leads nowhere.
    nextCursor: isUpwards || hasMore ? last : null,
    previousCursor: (isUpwards && hasMore) || query.cursor !== undefined ? first : null,
  };
}
