import { describe, expect, it } from 'vitest';
import { createRandom } from '../../server/src/domain/random.ts';
import { bootstrapMean, ordinalAlpha, wilsonShare } from './statistics.ts';

describe('ordinalAlpha', () => {
  it('gives the figure of Krippendorff’s own example (Computing Krippendorff’s Alpha-Reliability, 2011): 0.815', () => {
    const byJudge = [
      '1 2 3 3 2 1 4 1 2 . . .',
      '1 2 3 3 2 2 4 1 2 5 . 3',
      '. 3 3 3 2 3 4 2 2 5 1 .',
      '1 2 3 3 2 4 4 1 2 5 1 .',
    ].map((row) => row.split(' '));
    const items = Array.from({ length: 12 }, (_, unit) =>
      byJudge.flatMap((row) => (row[unit] === '.' ? [] : [Number(row[unit])])),
    );
    expect(ordinalAlpha(items)).toBeCloseTo(0.815, 3);
  });

  it('is 1 for judges who agree, below 0 for judges who contradict each other, undefined for one judge', () => {
    expect(
      ordinalAlpha([
        [1, 1],
        [3, 3],
        [5, 5],
      ]),
    ).toBe(1);
    expect(
      ordinalAlpha([
        [1, 5],
        [5, 1],
        [1, 5],
      ]),
    ).toBeLessThan(0);
    expect(ordinalAlpha([[1], [5]])).toBeNull();
    expect(
      ordinalAlpha([
        [4, 4],
        [4, 4],
      ]),
    ).toBeNull();
  });

  it('forgives a near miss more than a far one', () => {
    const near = ordinalAlpha([
      [1, 2],
      [3, 3],
      [5, 5],
      [4, 4],
    ])!;
    const far = ordinalAlpha([
      [1, 5],
      [3, 3],
      [5, 5],
      [4, 4],
    ])!;
    expect(near).toBeGreaterThan(far);
  });
});

describe('wilsonShare', () => {
  it.each([
    // Published: Newcombe 1998, method 3 (81 of 263, 15 of 148, 0 of 20, 1 of 29).
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('%i of %i', (count, all, low, high) => {
    const interval = wilsonShare(count, all);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });
});

describe('bootstrapMean', () => {
  it('comes near the normal interval of a big sample', () => {
    const random = createRandom(7);
    const sample = Array.from({ length: 400 }, () => random.next());
    const { estimate, low, high } = bootstrapMean(sample, random);
    const half = (1.96 * Math.sqrt(1 / 12)) / Math.sqrt(400);
    expect(estimate).toBeCloseTo(0.5, 1);
    expect(high - estimate).toBeCloseTo(half, 2);
    expect(estimate - low).toBeCloseTo(half, 2);
  });

  it('has no width where nothing varies', () => {
    expect(bootstrapMean([3, 3, 3], createRandom(1))).toEqual({ estimate: 3, low: 3, high: 3 });
  });
});
