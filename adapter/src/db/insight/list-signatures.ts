import { sql } from 'slonik';
import { z } from 'zod';
import { itemKinds } from '../../api/insight-market.ts';
import type { Statements } from '../database.ts';
import { instantColumn } from '../row-types.ts';

const signatureRow = z.object({
  kind: z.enum(itemKinds),
  competitor: z.string(),
  published_at: instantColumn,
  story_id: z.string(),
  signature: z.array(z.bigint().transform(Number)),
});

export interface SignatureQuery {
  readonly competitors: readonly string[];
  readonly fromMs: number;
  readonly toMs: number;
}

/** Signatures of stories of these competitors within the time. */
export async function listSignatures(database: Statements, { competitors, fromMs, toMs }: SignatureQuery) {
  const rows = await database.any(sql.type(signatureRow)`
    SELECT kind, competitor, published_at, story_id, signature
    FROM market_items
    WHERE competitor = ANY (${sql.array([...competitors], 'text')})
      AND published_at BETWEEN ${sql.timestamp(new Date(fromMs))} AND ${sql.timestamp(new Date(toMs))}
      AND signature IS NOT NULL
  `);
  return rows.map(({ published_at, story_id, ...row }) => ({ ...row, publishedAtMs: published_at, storyId: story_id }));
}
