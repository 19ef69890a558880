/**
 * Draws what judges see: every text once, to be scored, and pairs of texts of the same brief, to be compared. Who wrote
 * what goes into the key alone; ids are drawn at random, the order of texts and of the two in a pair too.
 *
 * Where two sources wrote the same text, it is scored once, for both, and their pair is a tie that nobody needs to see.
 */
import { z } from 'zod';
import { createRandom, mixSeed, type Random } from '../../server/src/domain/random.ts';
import { CommandError } from '../report.ts';
import { shuffle } from './draw-briefs.ts';
import type { Brief, TextLine } from './text-line.ts';

/** One text to be scored, without its source. */
export interface ScoreItem extends Omit<Brief, 'id'> {
  readonly kind: 'score';
  readonly id: string;
  readonly text: string;
}

/** Two texts of one brief, without their sources. */
export interface PairItem extends Omit<Brief, 'id'> {
  readonly kind: 'pair';
  readonly id: string;
  readonly a: string;
  readonly b: string;
}

export type Item = ScoreItem | PairItem;

const keySchema = z.strictObject({
  seed: z.int(),
  scores: z.record(
    z.string(),
    z.strictObject({ brief: z.string(), channel: z.string(), sources: z.array(z.string()).min(1) }),
  ),
  pairs: z.record(z.string(), z.strictObject({ brief: z.string(), channel: z.string(), a: z.string(), b: z.string() })),
  /** Pairs whose texts were the same: ties without a judge. */
  sameText: z.array(z.strictObject({ brief: z.string(), channel: z.string(), a: z.string(), b: z.string() })),
});

export type Key = z.infer<typeof keySchema>;

/** @throws CommandError */
export function parseKey(name: string, content: string): Key {
  try {
    return keySchema.parse(JSON.parse(content));
  } catch {
    throw new CommandError(`${name} is no key of judge -- draw`);
  }
}

export interface DrawOptions {
  readonly seed: number;
  readonly kinds: ReadonlySet<'score' | 'pair'>;
  /** Which sources meet in pairs; null: each with each. */
  readonly pairsOf: readonly (readonly [string, string])[] | null;
}

export interface Drawn {
  /** In the mixed order. */
  readonly items: readonly Item[];
  readonly key: Key;
}

/** @throws CommandError when texts of one id disagree about the brief, or a source answers a brief twice. */
export function drawItems(texts: readonly TextLine[], options: DrawOptions): Drawn {
  const briefs = groupByBrief(texts);
  const random = createRandom(mixSeed(options.seed, 'draw'));
  const key: Key = { seed: options.seed, scores: {}, pairs: {}, sameText: [] };
  const newId = createIds(random);
  const items: Item[] = [];
  const sources = [...new Set(texts.map((text) => text.source))].sort();
  const pairsOf =
    options.pairsOf ?? sources.flatMap((left, at) => sources.slice(at + 1).map((right) => [left, right] as const));
  for (const pair of pairsOf.flat()) {
    if (!sources.includes(pair))
      throw new CommandError(`--pairs: no text is by ${pair}; sources: ${sources.join(', ')}`);
  }
  for (const [id, ofBrief] of briefs) {
    const { product, channel, concern, client } = ofBrief[0]!;
    const shown = { product, channel, concern, client };
    if (options.kinds.has('score')) {
      for (const [text, same] of Map.groupBy(ofBrief, ({ body }) => body)) {
        const itemId = newId('s');
        key.scores[itemId] = { brief: id, channel, sources: same.map(({ source }) => source) };
        items.push({ kind: 'score', id: itemId, ...shown, text });
      }
    }
    if (!options.kinds.has('pair')) continue;
    for (const [left, right] of pairsOf) {
      const [first, second] = [left, right].map((source) => ofBrief.find((text) => text.source === source));
      if (!first || !second) continue;
      const flip = random.next() < 0.5;
      const [a, b] = flip ? [second, first] : [first, second];
      const entry = { brief: id, channel, a: a.source, b: b.source };
      if (a.body === b.body) {
        key.sameText.push(entry);
        continue;
      }
      const itemId = newId('p');
      key.pairs[itemId] = entry;
      items.push({ kind: 'pair', id: itemId, ...shown, a: a.body, b: b.body });
    }
  }
  return { items: shuffle(items, random), key: sortKey(key) };
}

function groupByBrief(texts: readonly TextLine[]): ReadonlyMap<string, readonly TextLine[]> {
  const briefs = Map.groupBy(texts, (text) => text.id);
  for (const [id, ofBrief] of briefs) {
    const said = new Set(
      ofBrief.map(({ product, channel, concern, client }) => [product, channel, concern, client].join('\n')),
    );
    if (said.size > 1)
      throw new CommandError(`brief ${id}: its texts disagree about the product, channel, concern or client`);
    if (new Set(ofBrief.map(({ source }) => source)).size < ofBrief.length) {
      throw new CommandError(`brief ${id}: one source wrote two texts to it`);
    }
  }
  return briefs;
}

/** Letters and digits that no reader confuses. */
const idLetters = 'abcdefghjkmnpqrstuvwxyz23456789';
const idLength = 6;

function createIds(random: Random): (prefix: 's' | 'p') => string {
  const taken = new Set<string>();
  return (prefix) => {
    for (;;) {
      const letters = Array.from({ length: idLength }, () => idLetters[Math.floor(random.next() * idLetters.length)]!);
      const id = `${prefix}-${letters.join('')}`;
      if (taken.has(id)) continue;
      taken.add(id);
      return id;
    }
  };
}

/** In the order of ids, so that the key does not tell the order in which texts came either. */
function sortKey(key: Key): Key {
  const sorted = <Value>(entries: Record<string, Value>): Record<string, Value> =>
    Object.fromEntries(Object.entries(entries).sort(([left], [right]) => (left < right ? -1 : 1)));
  return { ...key, scores: sorted(key.scores), pairs: sorted(key.pairs) };
}
