import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureReference, quantileAt, tailShare } from './tail-share.ts';

describe('measureReference', () => {
  it('counts the known and the positive, and takes quantiles of the positive', () => {
    const reference = measureReference([null, 0, 4, 2, 1, 3, 5, null]);
    expect(reference).toMatchObject({ knownCount: 6, positiveCount: 5 });
    expect(quantileAt(reference, 0)).toBe(1);
    expect(quantileAt(reference, 50)).toBe(3);
    expect(quantileAt(reference, 75)).toBe(4);
    expect(quantileAt(reference, 100)).toBe(5);
    expect(() => quantileAt(reference, 33)).toThrow('33');
  });

  it('has no quantiles where nobody has a positive value', () => {
    expect(measureReference([0, null])).toEqual({ knownCount: 1, positiveCount: 0, quantiles: [] });
  });
});

describe('tailShare', () => {
  const reference = measureReference([0, 0, 0, 0, 0, 1, 2, 3, 4, 5]);

  it('is the share of all clients at or beyond the value', () => {
    expect(tailShare(reference, 10, 0)).toBe(1);
    expect(tailShare(reference, 10, 0.5)).toBe(0.5);
    expect(tailShare(reference, 10, 3)).toBeCloseTo(0.25);
    expect(tailShare(reference, 10, 5)).toBeCloseTo(0);
    expect(tailShare(reference, 10, 1000)).toBe(0);
  });

  it('never grows with the value and stays in 0–1', () => {
    const values = fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(
        values,
        fc.double({ min: 0, max: 1e9, noNaN: true }),
        fc.double({ min: 0, max: 1e9, noNaN: true }),
        (list, a, b) => {
          const sample = measureReference(list);
          const [low, high] = [Math.min(a, b), Math.max(a, b)].map((value) => tailShare(sample, list.length, value));
          return low! >= high! && high! >= 0 && low! <= 1;
        },
      ),
    );
  });
});
