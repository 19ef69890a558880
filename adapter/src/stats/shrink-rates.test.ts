import { describe, expect, it } from 'vitest';
import { betaDistribution, betaQuantile, shrinkRates } from './shrink-rates.ts';

describe('the beta distribution', () => {
  it('has its closed forms', () => {
    for (const x of [0.01, 0.2, 0.5, 0.77, 0.999]) {
      expect(betaDistribution(x, 1, 4)).toBeCloseTo(1 - (1 - x) ** 4, 12);
      expect(betaDistribution(x, 3, 1)).toBeCloseTo(x ** 3, 12);
      expect(betaDistribution(x, 0.5, 0.5)).toBeCloseTo((2 / Math.PI) * Math.asin(Math.sqrt(x)), 10);
      // Of whole numbers it is a sum of binomials.
      expect(betaDistribution(x, 2, 3)).toBeCloseTo(6 * x ** 2 - 8 * x ** 3 + 3 * x ** 4, 12);
    }
    expect([betaDistribution(0, 2, 3), betaDistribution(1, 2, 3)]).toEqual([0, 1]);
  });

  it('is turned round by its quantile, also of many cases', () => {
    for (const [alpha, beta] of [
      [0.5, 0.5],
      [2, 30],
      [400, 1200],
      [20_000, 3],
    ] as const) {
      for (const probability of [0.025, 0.5, 0.975]) {
        expect(betaDistribution(betaQuantile(probability, alpha, beta), alpha, beta)).toBeCloseTo(probability, 9);
      }
    }
  });
});

describe('shrinkRates', () => {
  it('pulls few cases to the mean of all, and many hardly', () => {
    const groups = [
      { count: 3, of: 3 },
      { count: 0, of: 0 },
      ...Array.from({ length: 20 }, (_, index) => ({ count: index < 10 ? 30 : 50, of: 100 })),
    ];
    const [few, none, many] = shrinkRates(groups);
    expect(none).toBeNull();
    expect(few!.mean).toBeGreaterThan(0.4);
    expect(few!.mean).toBeLessThan(0.6);
    expect(Math.abs(many!.mean - 0.3)).toBeLessThan(0.03);
    expect(few!.high - few!.low).toBeGreaterThan(many!.high - many!.low);
  });

  it('takes groups that differ by chance alone for alike', () => {
    const groups = Array.from({ length: 40 }, (_, index) => ({ count: 18 + (index % 5), of: 100 }));
    const estimates = shrinkRates(groups);
    const means = estimates.map((estimate) => estimate!.mean);
    expect(Math.max(...means) - Math.min(...means)).toBeLessThan(0.01);
  });

  it('leaves room for doubt where all are good, or all are wrong', () => {
    const [good] = shrinkRates([{ count: 4, of: 4 }]);
    expect(good!.low).toBeLessThan(0.9);
    const [wrong] = shrinkRates([{ count: 0, of: 4 }]);
    expect(wrong!.high).toBeGreaterThan(0.1);
  });
});
