/** Statistics of market watch: tails of counts, robust z. */
import { median } from '../journeys/quantile.ts';

/** log Γ(x) for x > 0 (Lanczos, g = 7, n = 9; relative error below 1e-14). */
export function logGamma(x: number): number {
  const coefficients = [
    0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
    12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
  ];
  const shifted = x - 1;
  let sum = coefficients[0]!;
  for (let index = 1; index < coefficients.length; index++) sum += coefficients[index]! / (shifted + index);
  const t = shifted + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(t) - t + Math.log(sum);
}

/**
 * P(X ≥ count) for a count whose rate is learnt from `past` counts of equal periods: the predictive distribution of a
 * Poisson rate with Jeffreys' prior, which is negative binomial. A short or quiet past thus makes no certainty: after
 * twelve weeks of nothing, five are still no proof.
 */
export function chanceOfCount(count: number, past: readonly number[]): number {
  const shape = past.reduce((sum, one) => sum + one, 0) + 0.5;
  const success = past.length / (past.length + 1);
  let below = 0;
  for (let value = 0; value < count; value++) {
    below += Math.exp(
      logGamma(value + shape) -
        logGamma(shape) -
        logGamma(value + 1) +
        shape * Math.log(success) +
        value * Math.log(1 - success),
    );
  }
  return Math.max(0, 1 - below);
}

/**
 * Distance from the median in units of the median absolute deviation, scaled to a normal deviation (1.4826). A spread of
 * nothing counts as `spreadMin`, so that one kopeck after a flat month is no event.
 */
export function robustZ(value: number, past: readonly number[], spreadMin: number): number {
  const middle = median(past) ?? 0;
  const spread = 1.4826 * (median(past.map((one) => Math.abs(one - middle))) ?? 0);
  return (value - middle) / Math.max(spread, spreadMin);
}
