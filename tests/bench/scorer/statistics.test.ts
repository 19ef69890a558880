import { describe, expect, it } from 'vitest';
import { chanceAmongFirst, estimateMean, estimateShare, median } from './statistics.ts';

describe('statistics of the scorer bench', () => {
  it("gives Wilson's interval of a share", () => {
    const { value, low, high } = estimateShare([...Array(8).fill(1), ...Array(2).fill(0)]);
    expect(value).toBeCloseTo(0.8);
    expect(low).toBeCloseTo(0.49, 2);
    expect(high).toBeCloseTo(0.943, 2);
  });

  it('gives the interval of a mean', () => {
    const { value, low, high } = estimateMean([1, 2, 3, 4]);
    expect(value).toBe(2.5);
    expect(high - value).toBeCloseTo((1.96 * 1.29099) / 2, 4);
    expect(value - low).toBeCloseTo(high - value);
  });

  it('shares a place among equal scores', () => {
    expect(chanceAmongFirst([3, 1, 2], 0, 1)).toBe(1);
    expect(chanceAmongFirst([3, 1, 2], 2, 1)).toBe(0);
    expect(chanceAmongFirst([1, 1, 1, 1], 2, 1)).toBe(0.25);
    expect(chanceAmongFirst([5, 1, 1, 1], 2, 3)).toBeCloseTo(2 / 3);
    expect(chanceAmongFirst([1, 1], 0, 3)).toBe(1);
  });

  it('takes the middle', () => {
    expect(median([5, 1, 3])).toBe(3);
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });
});
