/**
 * No variant of the copybook has two neighbours that cannot agree. A finding is a fault of the wording, or of the tables
 * in tests/kit/agreement/: then the phrase goes among the right ones of agreement.test.ts and the table is mended.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { findDisagreements, loadMorphology, type Morphology } from '../kit/agreement.ts';
import { type PlacedVariant, readVariants } from '../kit/copybook-variants.ts';

let variants: readonly PlacedVariant[];
let morphology: Morphology;
beforeAll(async () => {
  [variants, morphology] = await Promise.all([readVariants(), loadMorphology()]);
});

function findingsIn(texts: readonly PlacedVariant[]): string[] {
  return texts.flatMap(({ thread, text }) =>
    findDisagreements(text, morphology).map(({ rule, words }) => `${thread.id}: ${rule}: ${words} | ${text}`),
  );
}

describe('agreement in the copybook', () => {
  it('has nothing against any variant', () => {
    expect(variants.length).toBeGreaterThan(17_000);
    expect(findingsIn(variants)).toEqual([]);
  });

  it('knows nearly all of its words', () => {
    const words = new Set(variants.flatMap(({ text }) => text.toLowerCase().match(/[а-яё]{2,}/gu) ?? []));
    const unknown = [...words].filter((word) => morphology.readingsOf(word).length === 0);
    expect(unknown.length / words.size).toBeLessThan(0.03);
  });

  it('would find each of these spoiled', () => {
    const spoiled = variants
      .filter(({ text }) => /(?<![а-яё])(?:ваш|вашу|новую|нашу) [а-яё]+/u.test(text))
      .map((variant) => ({
        ...variant,
        text: variant.text.replace(/(?<![а-яё])(?:ваш|вашу|новую|нашу)(?= )/u, 'вашего'),
      }));
    expect(spoiled.length).toBeGreaterThan(100);
    expect(findingsIn(spoiled).length / spoiled.length).toBeGreaterThan(0.7);
  });
});
