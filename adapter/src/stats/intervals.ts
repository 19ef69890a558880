/**
 * Intervals at 95 %. Rates: Wilson's, which stays within 0 and 1 and holds for few cases. Differences of two rates:
 * Newcombe's, made of the two Wilson intervals. Differences over several campaigns: Mantel and Haenszel's weighted mean
 * with the variance of Greenland and Robins.
 */
import type { Difference, Rate } from '../api/stats.ts';

/** Of the standard normal distribution, two-sided 95 %. */
const z = 1.959963984540054;

export function rateOf(count: number, of: number): Rate {
  if (of === 0) return { count, of, rate: null, low: 0, high: 1 };
  const share = count / of;
  const zz = z * z;
  const centre = (share + zz / (2 * of)) / (1 + zz / of);
  const half = (z / (1 + zz / of)) * Math.sqrt((share * (1 - share)) / of + zz / (4 * of * of));
  return {
    count,
    of,
    rate: share,
    low: count === 0 ? 0 : clip(centre - half),
    high: count === of ? 1 : clip(centre + half),
  };
}

/** @returns null while one of them is of nothing */
export function differenceOf(one: Rate, other: Rate): Difference | null {
  if (one.rate === null || other.rate === null) return null;
  const value = one.rate - other.rate;
  return {
    value,
    low: value - Math.hypot(one.rate - one.low, other.high - other.rate),
    high: value + Math.hypot(one.high - one.rate, other.rate - other.low),
  };
}

/** @returns null without a pair of which both are of something */
export function pooledDifference(pairs: readonly (readonly [Rate, Rate])[]): Difference | null {
  let weighted = 0;
  let weights = 0;
  let variance = 0;
  for (const [one, other] of pairs) {
    const total = one.of + other.of;
    if (one.of === 0 || other.of === 0) continue;
    const weight = (one.of * other.of) / total;
    weighted += weight * (one.count / one.of - other.count / other.of);
    weights += weight;
    variance +=
      (one.count * (one.of - one.count) * other.of ** 3 + other.count * (other.of - other.count) * one.of ** 3) /
      (one.of * other.of * total ** 2);
  }
  if (weights === 0) return null;
  const value = weighted / weights;
  const half = (z * Math.sqrt(variance)) / weights;
  return { value, low: Math.max(-1, value - half), high: Math.min(1, value + half) };
}

const clip = (share: number): number => Math.min(1, Math.max(0, share));
