/**
 * Near-duplicates: the same story told by several sources. A text becomes the set of its three-word shingles, the set a
 * MinHash signature (Broder, 1997), and the share of equal hashes estimates how much two sets have in common. Only texts
 * of one competitor and kind within two weeks are compared, so a plain loop is enough: 1,000 × 1,000 takes 0.1 s.
 */
import { createHash } from 'node:crypto';
import type { MarketItem } from './market.ts';
import { dayMs } from './market.ts';
import { marketLimits } from './market-limits.ts';
import type { NewItem } from './parse-item.ts';

export type Signature = readonly number[];

/** Kinds that are told more than once; prices, reports and reviews each stand for themselves. */
const toldKinds: ReadonlySet<string> = new Set(['publication', 'app_update', 'site_update', 'vacancy']);

/** The same for the same item, whoever sends it: what makes an exact duplicate. */
export function hashItem({ kind, competitor, publishedAtMs, title, text, value, source }: NewItem): string {
  const day = new Date(publishedAtMs).toISOString().slice(0, 10);
  const words = [kind, competitor.toLowerCase(), source.toLowerCase(), day, ...wordsOf(`${title} ${text}`), value];
  return createHash('sha256').update(JSON.stringify(words)).digest('hex');
}

/** @returns null for kinds that are not compared, and for texts of fewer than four words */
export function signStory({ kind, title, text }: Pick<NewItem, 'kind' | 'title' | 'text'>): Signature | null {
  if (!toldKinds.has(kind)) return null;
  const words = wordsOf(`${title} ${text}`);
  if (words.length < 4) return null;
  const signature = new Array<number>(marketLimits.signatureHashes).fill(0xffffffff);
  for (let index = 0; index + 3 <= words.length; index++) {
    const base = hashWords(words.slice(index, index + 3).join(' '));
    for (let place = 0; place < signature.length; place++) {
      const hash = mix(base, place);
      if (hash < signature[place]!) signature[place] = hash;
    }
  }
  return signature;
}

/** 0 … 1. */
export function estimateLikeness(one: Signature, other: Signature): number {
  let equal = 0;
  for (const [index, hash] of one.entries()) if (hash === other[index]) equal++;
  return equal / one.length;
}

export interface SignedItem extends Pick<MarketItem, 'kind' | 'competitor' | 'publishedAtMs' | 'storyId'> {
  readonly signature: Signature | null;
}

/** The story that an item tells once more, or null. */
export function findStory(item: NewItem, signature: Signature | null, known: Iterable<SignedItem>): string | null {
  if (signature === null) return null;
  let best: { storyId: string; likeness: number } | null = null;
  for (const one of known) {
    if (one.signature === null || one.kind !== item.kind) continue;
    if (one.competitor.toLowerCase() !== item.competitor.toLowerCase()) continue;
    if (Math.abs(one.publishedAtMs - item.publishedAtMs) > marketLimits.likenessDays * dayMs) continue;
    const likeness = estimateLikeness(signature, one.signature);
    if (likeness >= marketLimits.likenessMin && likeness > (best?.likeness ?? 0)) {
      best = { storyId: one.storyId, likeness };
    }
  }
  return best?.storyId ?? null;
}

function wordsOf(text: string): string[] {
  return (
    text
      .toLowerCase()
      .replaceAll('ё', 'е')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/** FNV-1a. */
function hashWords(words: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < words.length; index++) hash = Math.imul(hash ^ words.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

/** The finaliser of MurmurHash3 over base and place: one family of hashes. */
function mix(base: number, place: number): number {
  let hash = base ^ Math.imul(place + 1, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
