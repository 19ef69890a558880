import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { feasibleVariants, shortestBody } from './feasible-variants.ts';

const all = (positions: readonly (readonly string[])[]) =>
  positions.map((variants) => variants.map((_, index) => index));

describe('feasibleVariants', () => {
  const positions = [
    ['aa', 'aaaaaa'],
    ['b', 'bbb', 'bbbb'],
  ];

  it('keeps everything that fits', () => {
    expect(feasibleVariants(positions, all(positions), 11)).toEqual(all(positions));
  });

  it('drops the greatest saving first', () => {
    expect(feasibleVariants(positions, all(positions), 10)).toEqual([[0], [0, 1, 2]]);
    expect(feasibleVariants(positions, all(positions), 6)).toEqual([[0], [0, 1]]);
    expect(feasibleVariants(positions, all(positions), 4)).toEqual([[0], [0]]);
  });

  it('is null when not even the shortest body fits, or a position has nothing left', () => {
    expect(feasibleVariants(positions, all(positions), 3)).toBeNull();
    expect(feasibleVariants(positions, [[0], []], 100)).toBeNull();
  });

  it('chooses among the candidates only', () => {
    expect(feasibleVariants(positions, [[1], [2, 1]], 100)).toEqual([[1], [1, 2]]);
  });

  it('leaves bodies of which the longest fits, and is null only where the shortest does not', () => {
    const texts = fc.array(fc.array(fc.string({ minLength: 1, maxLength: 30 }), { minLength: 1, maxLength: 5 }), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(texts, fc.nat(200), (lists, charsMax) => {
        const allowed = feasibleVariants(lists, all(lists), charsMax);
        if (allowed === null) {
          expect(shortestBody(lists, all(lists))).toBeGreaterThan(charsMax);
          return;
        }
        const longest = allowed.map((variants, p) => Math.max(...variants.map((v) => lists[p]![v]!.length)));
        expect(longest.reduce((sum, length) => sum + length, lists.length - 1)).toBeLessThanOrEqual(charsMax);
        expect(allowed.every((variants) => variants.length > 0)).toBe(true);
      }),
    );
  });
});
