import { sql } from 'slonik';
import { z } from 'zod';
import { itemKinds, type MarketItemBody, type MarketItemsQuery } from '../../api/insight-market.ts';
import { limits } from '../../limits.ts';
import type { Statements } from '../database.ts';
import { instantColumn } from '../row-types.ts';

const itemRow = z.object({
  id: z.string(),
  kind: z.enum(itemKinds),
  competitor: z.string(),
  source: z.string(),
  published_at: instantColumn,
  title: z.string(),
  text: z.string(),
  value: z.number().nullable(),
  story_id: z.string(),
});

const columns = sql.fragment`id, kind, competitor, source, published_at, title, text, value, story_id`;

/** A page of items, newest first; one more than the page has, when there are more. */
export async function listMarketItems(database: Statements, query: MarketItemsQuery): Promise<MarketItemBody[]> {
  const { cursor } = query;
  const conditions = [
    sql.fragment`true`,
    query.kind === undefined ? null : sql.fragment`kind = ${query.kind}`,
    query.competitor === undefined ? null : sql.fragment`competitor = ${query.competitor}`,
    cursor === undefined
      ? null
      : sql.fragment`(published_at, id) < (SELECT published_at, id FROM market_items WHERE id = ${cursor})`,
  ].filter((condition) => condition !== null);
  const rows = await database.any(sql.type(itemRow)`
    SELECT ${columns} FROM market_items
    WHERE ${sql.join(conditions, sql.fragment` AND `)}
    ORDER BY published_at DESC, id DESC
    LIMIT ${limits.insightPageMax + 1}
  `);
  return rows.map((row) => ({ ...row, published_at: new Date(row.published_at).toISOString() }));
}

/** All items published in a period, in time. */
export async function readMarketItems(database: Statements, fromMs: number, toMs: number) {
  const rows = await database.any(sql.type(itemRow)`
    SELECT ${columns} FROM market_items
    WHERE published_at >= ${sql.timestamp(new Date(fromMs))} AND published_at < ${sql.timestamp(new Date(toMs))}
    ORDER BY published_at, id
  `);
  return rows.map(({ published_at, story_id, ...row }) => ({ ...row, publishedAtMs: published_at, storyId: story_id }));
}
