/**
 * No variant of the copybook has two neighbours that cannot agree. A finding is a fault of the wording, or of the tables
 * in tests/kit/agreement/: then the phrase goes among the right ones of agreement.test.ts and the table is mended.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { findDisagreements, loadMorphology, type Morphology } from '../kit/agreement.ts';
import { type PlacedVariant, readVariants } from '../kit/copybook-variants.ts';

/** Right words that a dictionary of 2016 lacks or holds for slang, and compounds. Checked by reading. */
const newWords =
  /^(?:тест-драйв|каршеринг|полдела|фотоосмотр|шиномонтаж|обменник|домофон|кофемашин|конструктив|смс|вторичк|вложиться|подстраховаться|подстрахуйтесь|полсуммы|недосказанность|секретик|плейлист|купли-продажи|раз-другой|подставятся|оплатятся|меряют|жальче|исландия|зарплатн|один-два|одной-двух|две-три|два-три|двух-тр[её]х|нет-нет|неделю-другую)/iu;

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

  it('has no word that the dictionary of forms does not know, but the listed ones', () => {
    const words = new Set(variants.flatMap(({ text }) => text.match(/[А-Яа-яЁё]{2,}(?:-[А-Яа-яЁё]+)*/gu) ?? []));
    const unknown = [...words].filter((word) => morphology.readingsOf(word).length === 0 && !newWords.test(word));
    expect(unknown).toEqual([]);
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
