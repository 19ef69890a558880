import { describe, expect, it } from 'vitest';
import { cohenKappa } from './cohen-kappa.ts';

const table = (...cells: readonly [string, string, number][]) =>
  cells.map(([one, other, count]) => ({ one, other, count }));

describe("Cohen's kappa", () => {
  it('is that of the textbook: 20 and 15 agreed, 5 and 10 not, of 50', () => {
    const kappa = cohenKappa(
      table(['good', 'good', 20], ['wrong', 'wrong', 15], ['good', 'wrong', 5], ['wrong', 'good', 10]),
    );
    expect(kappa).toBeCloseTo(0.4, 10);
  });

  it('is 1 where all agree, and 0 where they agree as chance would', () => {
    expect(cohenKappa(table(['good', 'good', 3], ['wrong', 'wrong', 4]))).toBe(1);
    expect(
      cohenKappa(table(['good', 'good', 1], ['good', 'wrong', 1], ['wrong', 'good', 1], ['wrong', 'wrong', 1])),
    ).toBe(0);
  });

  it('is below 0 where they agree less than by chance', () => {
    expect(cohenKappa(table(['good', 'wrong', 5], ['wrong', 'good', 5]))).toBe(-1);
  });

  it('is not defined without texts, nor where there is nothing to disagree about', () => {
    expect(cohenKappa([])).toBeNull();
    expect(cohenKappa(table(['good', 'good', 9]))).toBeNull();
  });
});
