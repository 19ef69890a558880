/** The ranking of offers without a database: by signals, by models, by what a sale is worth. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Foretold } from './foretell-products.ts';
import { rankOffers, takeBest, toOfferValues } from './rank-offers.ts';

const offers = ['CC', 'DEPOSIT', 'DC'].flatMap((productCode) =>
  ['SMS', 'PUSH', 'OFFICE_BANNER'].map((channelCode) => ({ productCode, channelCode })),
);

interface Given {
  readonly signals?: readonly string[];
  readonly isSenior?: boolean;
  readonly probabilities?: Readonly<Record<string, number>>;
  readonly values?: Readonly<Record<string, number>>;
}

function rank({ signals = [], isSenior = false, probabilities = {}, values = {} }: Given) {
  const foretold = new Map(
    Object.entries(probabilities).map(([product, probability]): [string, Foretold] => {
      const reasons = [{ name: 'model.age', text_ru: 'возраст', text_en: 'age' }];
      return [product, { modelId: product, probability, baseRate: 0.1, reasons }];
    }),
  );
  const priced = toOfferValues(Object.entries(values).map(([product, value]) => ({ product, value })));
  const ranked = rankOffers({ signals, isSenior, foretold }, offers, { values: priced, words: { signals: [] } });
  return takeBest(ranked, offers.length);
}

describe('rankOffers', () => {
  it('by signals puts the offer first that the salient one speaks for', () => {
    const [best] = rank({ signals: ['visit_deposit', 'active_card'] });
    expect(best).toMatchObject({ product: 'DEPOSIT', basis: 'signal_fit', model: null });
    expect(best!.reasons.map(({ name }) => name)).toContain('signal.visit_deposit');
  });

  it('gives a product once, scores within 0 and 1, the best first, and a reason for each', () => {
    const found = fc.uniqueArray(
      fc.constantFrom('salary', 'saver', 'big_saver', 'active_card', 'car', 'visit_card', 'x'),
    );
    const chances = fc.dictionary(fc.constantFrom('CC', 'DC'), fc.double({ min: 0, max: 1, noNaN: true }));
    const worth = fc.dictionary(fc.constantFrom('CC', 'DEPOSIT'), fc.double({ min: 0, max: 1e6, noNaN: true }));
    fc.assert(
      fc.property(found, fc.boolean(), chances, worth, (signals, isSenior, probabilities, values) => {
        const ranked = rank({ signals, isSenior, probabilities, values });
        expect(ranked.map(({ product }) => product).sort()).toEqual(['CC', 'DC', 'DEPOSIT']);
        const places = ranked.map((offer) => offer.rank_score);
        expect(places).toEqual(places.toSorted((a, b) => b - a));
        for (const { product, score, basis, reasons } of ranked) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(1);
          expect(basis).toBe(product in probabilities ? 'probability' : 'signal_fit');
          expect(reasons.length).toBeGreaterThan(0);
        }
      }),
    );
  });

  it('prefers people to screens for those of sixty and more', () => {
    const [best] = rank({ isSenior: true });
    expect(best).toMatchObject({ channel: 'OFFICE_BANNER' });
    expect(best!.reasons.map(({ name }) => name)).toEqual(['anybody', 'channel.prefers_people']);
  });

  it('puts a product that the model finds likely before one that signals speak for, and a dear one before a cheap one', () => {
    const signals = ['visit_deposit'];
    // A fit of 0.73 is 7.3 times that of anybody; a probability of 0.9 is 9 times the base rate, in an office 9.45 times.
    const [likely] = rank({ signals, probabilities: { CC: 0.9 } });
    expect(likely).toMatchObject({ product: 'CC', channel: 'OFFICE_BANNER', basis: 'probability', score: 0.9 });
    expect(likely!.lift).toBeCloseTo(9.45);
    expect(rank({ signals, probabilities: { CC: 0.2 } })[0]).toMatchObject({ product: 'DEPOSIT' });
    const [dear] = rank({ signals, probabilities: { CC: 0.2 }, values: { CC: 10_000, DEPOSIT: 100 } });
    expect(dear).toMatchObject({ product: 'CC', value: 10_000, expected_value: 2000 });
    expect(dear!.rank_score).toBeCloseTo(21_000);
  });
});
