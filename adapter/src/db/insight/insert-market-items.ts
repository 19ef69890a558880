import { sql } from 'slonik';
import type { Statements } from '../database.ts';

export interface StoredItem {
  readonly id: string;
  readonly kind: string;
  readonly competitor: string;
  readonly source: string;
  readonly publishedAtMs: number;
  readonly title: string;
  readonly text: string;
  readonly value: number | null;
  readonly storyId: string;
  readonly signature: readonly number[] | null;
  readonly sha256: string;
}

export interface MarketItemsOrigin {
  readonly nowMs: number;
  readonly userId: string | null;
}

/** Items that another transaction has stored meanwhile are left. The first of a story comes before those that retell it. */
export async function insertMarketItems(
  database: Statements,
  items: readonly StoredItem[],
  { nowMs, userId }: MarketItemsOrigin,
): Promise<void> {
  if (items.length === 0) return;
  const rows = items.map((item) => [
    item.id,
    item.kind,
    item.competitor,
    item.source,
    new Date(item.publishedAtMs).toISOString(),
    item.title,
    item.text,
    item.value,
    item.storyId,
    item.signature === null ? null : JSON.stringify(item.signature),
    item.sha256,
  ]);
  const types = ['uuid', 'text', 'text', 'text', 'timestamptz', 'text', 'text', 'float8', 'uuid', 'jsonb', 'text'];
  await database.query(sql.unsafe`
    INSERT INTO market_items (
      id, created_at, created_by, kind, competitor, source, published_at, title, text, value, story_id, signature, sha256
    )
    SELECT id, ${sql.timestamp(new Date(nowMs))}, ${userId}, kind, competitor, source, published_at, title, text, value,
      story_id,
      CASE WHEN signature IS NOT NULL THEN ARRAY(SELECT jsonb_array_elements_text(signature)::bigint) END, sha256
    FROM ${sql.unnest(rows, types)} AS item (
      id, kind, competitor, source, published_at, title, text, value, story_id, signature, sha256
    )
    ON CONFLICT (sha256) DO NOTHING
  `);
}
