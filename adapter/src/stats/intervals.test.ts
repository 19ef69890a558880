import { describe, expect, it } from 'vitest';
import { differenceOf, pooledDifference, rateOf } from './intervals.ts';

describe('rateOf', () => {
  it('is Wilson’s interval (Newcombe 1998, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29)', () => {
    for (const [count, of, low, high] of [
      [81, 263, 0.2553, 0.3662],
      [15, 148, 0.0624, 0.1605],
      [0, 20, 0, 0.1611],
      [1, 29, 0.0061, 0.1718],
    ] as const) {
      const rate = rateOf(count, of);
      expect([rate.low, rate.high]).toEqual([expect.closeTo(low, 4), expect.closeTo(high, 4)]);
    }
  });

  it('says nothing of nothing, and stays within 0 and 1', () => {
    expect(rateOf(0, 0)).toEqual({ count: 0, of: 0, rate: null, low: 0, high: 1 });
    expect(rateOf(5, 5).high).toBe(1);
  });
});

describe('differenceOf', () => {
  it('is Newcombe’s interval (1998, table II, method 10)', () => {
    for (const [one, other, low, high] of [
      [rateOf(56, 70), rateOf(48, 80), 0.0524, 0.3339],
      [rateOf(9, 10), rateOf(3, 10), 0.1705, 0.809],
      [rateOf(10, 10), rateOf(0, 20), 0.6791, 1],
    ] as const) {
      const difference = differenceOf(one, other)!;
      expect([difference.low, difference.high]).toEqual([expect.closeTo(low, 4), expect.closeTo(high, 4)]);
    }
    expect(differenceOf(rateOf(1, 2), rateOf(0, 0))).toBeNull();
  });
});

describe('pooledDifference', () => {
  it('of one pair is its difference with the plain variance', () => {
    const pooled = pooledDifference([[rateOf(40, 200), rateOf(5, 100)]])!;
    const half = 1.959963984540054 * Math.sqrt((0.2 * 0.8) / 200 + (0.05 * 0.95) / 100);
    expect(pooled).toEqual({
      value: expect.closeTo(0.15, 10),
      low: expect.closeTo(0.15 - half, 10),
      high: expect.closeTo(0.15 + half, 10),
    });
  });

  it('is not deceived by campaigns of different size and rate (Simpson)', () => {
    const pairs = [
      [rateOf(90, 100), rateOf(850, 1000)],
      [rateOf(200, 1000), rateOf(15, 100)],
    ] as const;
    const pooled = pooledDifference(pairs)!;
    expect(pooled.value).toBeCloseTo(0.05, 10);
    expect(differenceOf(rateOf(290, 1100), rateOf(865, 1100))!.value).toBeLessThan(0);
    expect(pooledDifference([[rateOf(1, 2), rateOf(0, 0)]])).toBeNull();
  });
});
