/** Digests: written once, never changed. */
import { sql } from 'slonik';
import { z } from 'zod';
import { type MarketDigestBody, type MarketDigestItem, marketDigestPartsSchema } from '../../api/insight-market.ts';
import { limits } from '../../limits.ts';
import type { Statements } from '../database.ts';
import { instantColumn } from '../row-types.ts';

export interface NewDigest extends Omit<MarketDigestBody, 'created_at' | 'created_by'> {
  readonly createdAtMs: number;
  readonly createdBy: string | null;
}

export async function insertMarketDigest(database: Statements, digest: NewDigest): Promise<void> {
  await database.query(sql.unsafe`
    INSERT INTO market_digests (id, created_at, created_by, week, items_count, events, evidence)
    VALUES (
      ${digest.id}, ${sql.timestamp(new Date(digest.createdAtMs))}, ${digest.createdBy}, ${digest.week},
      ${digest.items_count}, ${JSON.stringify(digest.events)}::jsonb, ${JSON.stringify(digest.evidence)}::jsonb
    )
  `);
}

const digestRow = z.object({
  id: z.string(),
  created_at: instantColumn,
  created_by: z.string().nullable(),
  ...marketDigestPartsSchema.shape,
});

export async function findMarketDigest(database: Statements, id: string): Promise<MarketDigestBody | null> {
  const row = await database.maybeOne(sql.type(digestRow)`
    SELECT market_digests.id, market_digests.created_at, users.name AS created_by, market_digests.week,
      market_digests.items_count, market_digests.events, market_digests.evidence
    FROM market_digests
    LEFT JOIN users ON users.id = market_digests.created_by
    WHERE market_digests.id = ${id}
  `);
  return row === null ? null : { ...row, created_at: new Date(row.created_at).toISOString() };
}

const digestItemRow = z.object({
  id: z.string(),
  created_at: instantColumn,
  created_by: z.string().nullable(),
  week: z.string(),
  items_count: z.number(),
  events_count: z.number(),
});

export async function listMarketDigests(database: Statements): Promise<MarketDigestItem[]> {
  const rows = await database.any(sql.type(digestItemRow)`
    SELECT market_digests.id, market_digests.created_at, users.name AS created_by, market_digests.week,
      market_digests.items_count, jsonb_array_length(market_digests.events) AS events_count
    FROM market_digests
    LEFT JOIN users ON users.id = market_digests.created_by
    ORDER BY market_digests.created_at DESC, market_digests.id DESC
    LIMIT ${limits.insightPageMax}
  `);
  return rows.map((row) => ({ ...row, created_at: new Date(row.created_at).toISOString() }));
}
