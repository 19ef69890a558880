/**
 * The copybook says nothing twice where a client or a campaign would notice. The limits come from reading what each of
 * them finds: below are short calls («Узнать об автокредите», «Оставить листок?»), of which there are only so many, and
 * sentences that differ by more than a word. A finding is rewritten by hand.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { type PlacedVariant, readVariants } from '../kit/copybook-variants.ts';
import { differenceOf, ownWording } from '../kit/wording-likeness.ts';

/** Characters without the product's name, from which a sentence must be the only one of its product and channel. */
const uniqueCharsMin = 35;
/** The same for threads that compete for one client: those of one product, channel and concern. */
const uniqueInCellCharsMin = 30;
const cellDifferenceMin = 0.12;
/** Variants of one position. */
const variantCharsMin = 20;
const variantDifferenceMin = 0.15;

interface Sentence extends PlacedVariant {
  readonly own: string;
}

let sentences: readonly Sentence[];
beforeAll(async () => {
  sentences = (await readVariants()).map((variant) => ({
    ...variant,
    own: ownWording(variant.text, variant.thread.product),
  }));
});

type Pair = readonly [Sentence, Sentence];

function pairsBy(all: readonly Sentence[], keyOf: (sentence: Sentence) => string): Pair[] {
  const groups = Map.groupBy(all, keyOf);
  return [...groups.values()].flatMap((group) =>
    group.flatMap((one, index) => group.slice(index + 1).map((other): Pair => [one, other])),
  );
}

function lengthOf([one, other]: Pair): number {
  return Math.max(one.own.length, other.own.length);
}

function isOneSentence([one, other]: Pair): boolean {
  return one.thread === other.thread && one.position === other.position;
}

/** A variant with the product's name may be the plain one with the name put in: no text has the choice of both. */
function areAlternatives([one, other]: Pair): boolean {
  return one.text.includes('{name}') === other.text.includes('{name}');
}

const place = ({ thread: { product, channel } }: Sentence) => `${product} ${channel}`;
const cell = (sentence: Sentence) => `${place(sentence)} ${sentence.thread.need}`;
const position = (sentence: Sentence) => `${sentence.thread.id} ${sentence.position}`;

function findRepeated(all: readonly Sentence[]): Pair[] {
  return [...Map.groupBy(all, (sentence) => `${place(sentence)} ${sentence.own}`).values()]
    .filter((group) => group.length > 1 && group[0]!.own.length >= uniqueCharsMin)
    .map((group): Pair => [group[0]!, group[1]!]);
}

function findAlikeInCell(all: readonly Sentence[]): Pair[] {
  const long = all.filter(({ own }) => own.length >= uniqueInCellCharsMin);
  return pairsBy(long, cell).filter((pair) => !isOneSentence(pair) && isAlike(pair, cellDifferenceMin));
}

function findAlikeVariants(all: readonly Sentence[]): Pair[] {
  return pairsBy(all, position).filter(
    (pair) => areAlternatives(pair) && lengthOf(pair) >= variantCharsMin && isAlike(pair, variantDifferenceMin),
  );
}

function isAlike([one, other]: Pair, differenceMin: number): boolean {
  return differenceOf(one.own, other.own) < differenceMin;
}

function show(pairs: readonly Pair[]): string[] {
  return pairs.map(([one, other]) => `${one.thread.id} and ${other.thread.id}: ${one.text} | ${other.text}`);
}

describe('duplicates in the copybook', () => {
  it('no sentence stands twice in a product and channel', () => {
    expect(show(findRepeated(sentences))).toEqual([]);
  });

  it('no two threads of a cell say nearly the same', () => {
    expect(show(findAlikeInCell(sentences))).toEqual([]);
  });

  it('no two variants of a position differ by a word or by order only', () => {
    expect(show(findAlikeVariants(sentences))).toEqual([]);
  });

  it('would be found when a sentence is copied, or copied with a letter changed', () => {
    const origin = sentences.find(({ own, thread }) => own.length >= 60 && thread.channel === 'EMAIL')!;
    const twin = sentences.find(
      ({ thread }) => cell({ thread } as Sentence) === cell(origin) && thread !== origin.thread,
    )!;
    const copied = { ...twin, text: origin.text, own: origin.own };
    const changed = { ...copied, own: origin.own.slice(0, -1) };
    expect(findRepeated([origin, copied])).toHaveLength(1);
    expect(findRepeated([origin, changed])).toHaveLength(0);
    expect(findAlikeInCell([origin, changed])).toHaveLength(1);
    expect(findAlikeVariants([origin, { ...origin, own: changed.own }])).toHaveLength(1);
  });
});
