/** What holds for any features at all, however odd: the parser is the edge that every client's data passes. */
import { signalNames } from '@offerwright/server/src/domain/signals.ts';
import { featureKinds, featureNames } from '@offerwright/server/src/signals/features.ts';
import { derivePortrait, parseFeatures } from '@offerwright/server/src/signals/index.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const names = fc.oneof(
  fc.constantFrom(...featureNames),
  fc.constantFrom('avg_dep_avg_balance_lmonth', '__proto__'),
  fc.string(),
);
const blanks = fc.constantFrom('', ' ', '\t', 'NULL', 'null', 'NuLl', null, undefined);
const values = fc.oneof(
  fc.anything({ withBigInt: true, withDate: true }),
  blanks,
  fc.double(),
  fc.double().map(String),
);
const rawFeatures = fc
  .array(fc.tuple(names, values))
  .map((pairs) => Object.assign(Object.create(null) as Record<string, unknown>, Object.fromEntries(pairs)));

describe('parseFeatures', () => {
  it('never throws, gives every feature, and names a violation for each that it cannot read', () => {
    fc.assert(
      fc.property(rawFeatures, (raw) => {
        const { features, violations } = parseFeatures(raw);
        expect(Object.keys(features).sort()).toEqual([...featureNames].sort());
        for (const { field, limit, given, message } of violations) {
          expect(Object.hasOwn(raw, field.replace('features.', ''))).toBe(true);
          expect(message).toContain(limit);
          expect(message).toContain(given);
        }
      }),
    );
  });

  it('reads a number the same however it is written', () => {
    const numbers = fc.double({ min: 0, max: 1e9, noNaN: true }).map((value) => Number(value.toFixed(6)));
    fc.assert(
      fc.property(numbers, fc.constantFrom('', ' ', '\u00a0'), (value, space) => {
        const decimal = value.toFixed(6);
        const grouped = decimal.replace(/\B(?=(?:\d{3})+\.)/gu, '\u00a0');
        for (const raw of [value, decimal, `${space}${decimal}${space}`, decimal.replace('.', ','), grouped]) {
          const { features, violations } = parseFeatures({ sum_zp_12m: raw });
          expect(violations).toEqual([]);
          expect(features.sum_zp_12m).toBe(value);
        }
      }),
    );
  });

  it('never shows a value in a violation', () => {
    const secret = fc.integer({ min: 11_111_111, max: 99_999_999 });
    fc.assert(
      fc.property(fc.constantFrom(...featureNames), secret, (name, digits) => {
        const raws = [-digits, `x${digits}`, [digits], { digits }, String(digits).repeat(40)];
        for (const raw of raws) {
          expect(JSON.stringify(parseFeatures({ [name]: raw }).violations)).not.toContain(String(digits));
        }
      }),
    );
  });
});

describe('derivePortrait', () => {
  it('of any features is a portrait, the same each time, without numbers outside ownValues', () => {
    fc.assert(
      fc.property(rawFeatures, (raw) => {
        const { features } = parseFeatures(raw);
        const portrait = derivePortrait(features);
        expect(derivePortrait(features)).toEqual(portrait);
        for (const signal of portrait.signals) expect(signalNames).toContain(signal);
        const { ownValues, region: _, ...rest } = portrait;
        expect(JSON.stringify(rest)).not.toMatch(/\d/u);
        for (const name of featureNames) {
          const value = features[name];
          const guarded = typeof value === 'number' && featureKinds[name] !== 'flag' && Math.abs(value) >= 100;
          if (guarded) expect(ownValues).toContain(value);
        }
      }),
    );
  });

  it('of a client of whom nothing is known has no signals: NULL is never read as zero', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...featureNames), blanks)), (pairs) => {
        const portrait = derivePortrait(parseFeatures(Object.fromEntries(pairs)).features);
        expect(portrait).toMatchObject({ gender: 'u', ageBand: 'u', minor: false, signals: [], ownValues: [] });
      }),
    );
  });
});
