/**
 * A reading → features with counts, in blocks that are scaled apart: `c` pieces of 2–5 characters of a word with its
 * edges, `w` stems, `b` neighbouring stems, `s` stems with one word between, `l` beginnings of words that the lexicon knows and `g` their groups, `h` pairs of
 * groups in one statement, `p` the product's family alone and with a
 * group, `x` signs and length. Words of a clause that says that something suits give the features of
 * the blocks `w`, `l` and `g` under the mark `+`, and no others.
 *
 * Each feature remembers the words it came from: the phrases that speak for a concern are found by them.
 */

import type { ProductFamily } from '../../domain/products.ts';
import { entriesOf } from './lexicon.ts';
import type { Reading, Word } from './read-words.ts';

export interface Feature {
  count: number;
  /** Indexes of words. */
  readonly words: number[];
}

export type Features = ReadonlyMap<string, Feature>;

const piecesFrom = 2;
const piecesTo = 5;

/** @param family of the product that the statement is about; null when nobody said. */
export function extractFeatures({ words, language, asks, shouts }: Reading, family: ProductFamily | null): Features {
  const features = new Map<string, Feature>();
  const add = (name: string, ...from: number[]) => {
    const feature = features.get(name);
    if (!feature) features.set(name, { count: 1, words: from });
    else {
      feature.count += 1;
      feature.words.push(...from);
    }
  };
  const groupWords = new Map<string, number[]>();
  for (const [index, word] of words.entries()) {
    const mark = word.content ? '+' : '';
    add(`w:${mark}${word.stem}`, index);
    for (const { start, group } of entriesOf(word.form, language)) {
      add(`g:${mark}${group}`, index);
      add(`l:${mark}${start}`, index);
      if (!word.content) groupWords.set(group, [...(groupWords.get(group) ?? []), index]);
    }
    if (word.content) continue;
    addPieces(word, index, add);
    const next = words[index + 1];
    if (next && !next.content) add(`b:${word.stem} ${next.stem}`, index, index + 1);
    const afterNext = words[index + 2];
    if (afterNext && !afterNext.content) add(`s:${word.stem} ${afterNext.stem}`, index, index + 2);
  }
  addPairs(groupWords, add);
  if (family) {
    add(`p:${family}`);
    for (const [group, from] of groupWords) add(`p:${family} ${group}`, from[0]!);
  }
  if (asks) add('x:?');
  if (shouts) add('x:!');
  add(`x:length${Math.min(6, Math.ceil(Math.log2(1 + words.length)))}`);
  return features;
}

function addPieces(word: Word, index: number, add: (name: string, ...from: number[]) => void): void {
  const edged = ` ${word.form} `;
  for (let length = piecesFrom; length <= piecesTo; length += 1) {
    for (let start = 0; start + length <= edged.length; start += 1) {
      add(`c:${edged.slice(start, start + length)}`, index);
    }
  }
}

function addPairs(
  groupWords: ReadonlyMap<string, readonly number[]>,
  add: (name: string, ...from: number[]) => void,
): void {
  const groups = [...groupWords.keys()].sort();
  for (const [index, first] of groups.entries()) {
    for (const second of groups.slice(index + 1)) {
      add(`h:${first} ${second}`, groupWords.get(first)![0]!, groupWords.get(second)![0]!);
    }
  }
}

export const blocks = ['c', 'w', 'l', 'b', 's', 'g', 'h', 'p', 'x'] as const;
export type Block = (typeof blocks)[number];

/** How much each block weighs in a row of length 1 a block; chosen by cross-validation (docs/CONCERNS.md). */
export type BlockWeights = Readonly<Record<Block, number>>;
