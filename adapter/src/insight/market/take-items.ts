/**
 * Raw items → stored ones. Order: each is parsed (a bad one is told by its place and loses nothing else) → exact
 * duplicates, of this call and of before, are counted and left → the story that an item tells once more is found among
 * those of two weeks around → all new ones are written in one transaction.
 */

import type { Statements } from '../../db/database.ts';
import { findKnownHashes } from '../../db/insight/find-known-hashes.ts';
import { insertMarketItems, type StoredItem } from '../../db/insight/insert-market-items.ts';
import { listSignatures } from '../../db/insight/list-signatures.ts';
import { lockMarketItems } from '../../db/insight/lock-market-items.ts';
import type { FieldProblem } from '../../errors.ts';
import { findStory, hashItem, type SignedItem, signStory } from './find-story.ts';
import { dayMs } from './market.ts';
import { marketLimits } from './market-limits.ts';
import { isProblem, type NewItem, parseItem } from './parse-item.ts';
import type { PlacedItem } from './read-item-file.ts';

export interface TakenItems {
  readonly taken: number;
  readonly repeated: number;
  /** Items that tell a known story once more; they are among those taken. */
  readonly retold: number;
  readonly problems: readonly (FieldProblem & { readonly row: number })[];
}

export interface TakingContext {
  readonly createUuid: () => string;
  readonly nowMs: number;
  readonly userId: string | null;
}

export async function takeItems(
  transaction: Statements,
  placed: readonly PlacedItem[],
  context: TakingContext,
): Promise<TakenItems> {
  const problems: (FieldProblem & { row: number })[] = [];
  const fresh = new Map<string, NewItem>();
  let repeated = 0;
  for (const { row, raw } of placed) {
    const item = parseItem(raw, context.nowMs);
    if (isProblem(item)) problems.push({ row, ...item });
    else if (fresh.has(hashItem(item))) repeated++;
    else fresh.set(hashItem(item), item);
  }
  await lockMarketItems(transaction);
  const known = await findKnownHashes(transaction, [...fresh.keys()]);
  for (const hash of known) fresh.delete(hash);
  const { rows, retold } = await findStories(transaction, fresh, context);
  await insertMarketItems(transaction, rows, context);
  return { taken: rows.length, repeated: repeated + known.length, retold, problems };
}

async function findStories(
  transaction: Statements,
  fresh: ReadonlyMap<string, NewItem>,
  { createUuid }: TakingContext,
): Promise<{ rows: StoredItem[]; retold: number }> {
  // The oldest first: it is the one that began the story.
  const sorted = [...fresh].sort(([, one], [, other]) => one.publishedAtMs - other.publishedAtMs);
  const [first, last] = [sorted[0]?.[1], sorted.at(-1)?.[1]];
  if (first === undefined || last === undefined) return { rows: [], retold: 0 };
  const spreadMs = marketLimits.likenessDays * dayMs;
  const stored = await listSignatures(transaction, {
    competitors: [...new Set(sorted.map(([, { competitor }]) => competitor))],
    fromMs: first.publishedAtMs - spreadMs,
    toMs: last.publishedAtMs + spreadMs,
  });
  const keyOf = ({ kind, competitor }: Pick<NewItem, 'kind' | 'competitor'>) =>
    JSON.stringify([kind, competitor.toLowerCase()]);
  const told = Map.groupBy<string, SignedItem>(stored, keyOf);
  let retold = 0;
  const rows = sorted.map(([sha256, item]) => {
    const signature = signStory(item);
    const group = told.get(keyOf(item)) ?? [];
    const id = createUuid();
    const story = findStory(item, signature, group);
    if (story !== null) retold++;
    const row = { ...item, id, sha256, signature, storyId: story ?? id };
    group.push(row);
    told.set(keyOf(item), group);
    return row;
  });
  return { rows, retold };
}
