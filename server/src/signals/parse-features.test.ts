import { describe, expect, it } from 'vitest';
import { featureLimits, parseFeatures } from './parse-features.ts';

describe('values that mean "unknown"', () => {
  it.each([null, undefined, '', ' ', '\u00a0', 'NULL', 'null', ' Null ', 'N/A'])('%j is null in every kind', (raw) => {
    const { features, violations } = parseFeatures({ age: raw, gender: raw, reg_region_nm: raw, sum_zp_12m: raw });
    expect(violations).toEqual([]);
    expect(features).toMatchObject({ age: null, gender: null, reg_region_nm: null, sum_zp_12m: null });
  });

  it('missing and unknown names are fine, inherited ones are not read', () => {
    const raw = Object.create({ age: 40 }) as Record<string, unknown>;
    raw.shoe_size = { left: 41 };
    const { features, violations } = parseFeatures(raw);
    expect(violations).toEqual([]);
    expect(Object.values(features).every((value) => value === null)).toBe(true);
  });
});

describe('numbers', () => {
  it.each([
    [45.84, 45.84],
    ['45.84', 45.84],
    ['45,84', 45.84],
    [' 7 ', 7],
    ['1 234', 1234],
    ['1\u00a0234\u00a0567,5', 1234567.5],
    ['300.000000', 300],
    ['1.2e3', 1200],
    ['+5', 5],
    [0, 0],
  ])('%j is read as %d', (raw, value) => {
    const { features, violations } = parseFeatures({ sum_zp_12m: raw });
    expect(violations).toEqual([]);
    expect(features.sum_zp_12m).toBe(value);
  });

  it('reads big integers', () => {
    expect(parseFeatures({ cnt_zp_12m: 12n }).features.cnt_zp_12m).toBe(12);
  });

  it('reads the misprinted name where the proper one is missing', () => {
    expect(parseFeatures({ avg_dep_avg_balance_lmonth: '5' }).features.avg_dep_avg_balance_1month).toBe(5);
    const both = { avg_dep_avg_balance_lmonth: '5', avg_dep_avg_balance_1month: 6 };
    expect(parseFeatures(both).features.avg_dep_avg_balance_1month).toBe(6);
    const badAlias = parseFeatures({ avg_dep_avg_balance_lmonth: true });
    expect(badAlias.violations.map((violation) => violation.field)).toEqual(['features.avg_dep_avg_balance_lmonth']);
  });
});

describe('violations', () => {
  it.each([
    ['age', true, 'boolean'],
    ['age', { years: 40 }, 'object'],
    ['age', [40], 'list of 1 items'],
    ['age', new Date(0), 'date'],
    ['age', 'сорок', 'text that is no number'],
    ['age', '1 23', 'text that is no number'],
    ['age', '0x10', 'text that is no number'],
    ['age', 'Infinity', 'text that is no number'],
    ['age', Number.NaN, 'not a number (NaN)'],
    ['age', Number.POSITIVE_INFINITY, 'an infinite number'],
    ['age', '1e999', 'an infinite number'],
    ['age', -1, 'a negative number'],
    ['age', 131, 'a number above the limit'],
    ['gender', 2, 'a number above the limit'],
    ['gender', '0,5', 'a number between 0 and 1'],
    ['gender', 'male', 'text that is no number'],
    ['cnt_tr_all_3m', '-3', 'a negative number'],
    ['qnt_months_from_last_visit', -1, 'a negative number'],
    ['sum_dep_now', 1e16, 'a number above the limit'],
    ['reg_region_nm', false, 'boolean'],
    ['reg_region_nm', 'я'.repeat(featureLimits.textCharsMax + 1), 'text of 201 characters'],
    ['visit_purposes', ['DCARD'], 'list of 1 items'],
  ])('%s of %j names the field and the kind (%s)', (name, raw, given) => {
    const { features, violations } = parseFeatures({ [name]: raw });
    expect(violations).toHaveLength(1);
    expect(violations[0]).toMatchObject({ field: `features.${name}`, given });
    expect(violations[0]!.message).toContain(violations[0]!.limit);
    expect(features[name as 'age']).toBeNull();
  });

  it('do not stop the reading of other features, and all are given at once', () => {
    const { features, violations } = parseFeatures({
      age: true,
      gender: 1,
      cnt_tr_all_3m: -1,
      super_clust: 'h. Бывшие',
    });
    expect(violations.map((violation) => violation.field)).toEqual(['features.age', 'features.cnt_tr_all_3m']);
    expect(features).toMatchObject({ gender: 1, super_clust: 'h. Бывшие' });
  });

  it('never hold the value', () => {
    const secrets = { age: '7777 лет', gender: 31337, cnt_zp_12m: -55555, reg_region_nm: ['Тайный город'] };
    const text = JSON.stringify(parseFeatures(secrets).violations);
    for (const secret of ['7777', '31337', '55555', 'Тайный']) expect(text).not.toContain(secret);
  });

  it('a borderline value is fine', () => {
    const { violations } = parseFeatures({ age: featureLimits.ageMax, gender: '0', sum_dep_now: -100, cnt_zp_12m: 0 });
    expect(violations).toEqual([]);
  });
});
