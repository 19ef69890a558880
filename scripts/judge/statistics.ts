/**
 * What a judging needs of statistics: means with bootstrap intervals, shares with Wilson's, agreement as Krippendorff's
 * alpha. Small enough to stand here; the tests hold them to published figures. (npm has a `krippendorff` of one release,
 * for nominal data unless one brings the metric; no kept package has the ordinal one.)
 */
import type { Random } from '../../server/src/domain/random.ts';

export interface Interval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

const resamplesCount = 4000;
/** Two-sided 95 %. */
const tail = 0.025;
const normalQuantile = 1.959964;

export function meanOf(sample: readonly number[]): number {
  return sample.reduce((sum, value) => sum + value, 0) / sample.length;
}

/**
 * The mean with its 95 % percentile bootstrap interval.
 * @param sample one value a brief (texts of one brief are alike, so briefs are what is drawn again); not empty.
 */
export function bootstrapMean(sample: readonly number[], random: Random): Interval {
  const means = Array.from({ length: resamplesCount }, () => {
    let sum = 0;
    for (let index = 0; index < sample.length; index += 1) sum += sample[Math.floor(random.next() * sample.length)]!;
    return sum / sample.length;
  }).sort((left, right) => left - right);
  return {
    estimate: meanOf(sample),
    low: means[Math.floor(tail * (means.length - 1))]!,
    high: means[Math.ceil((1 - tail) * (means.length - 1))]!,
  };
}

/** A share with Wilson's 95 % score interval; `all` above 0. */
export function wilsonShare(count: number, all: number): Interval {
  const share = count / all;
  const square = normalQuantile ** 2;
  const centre = (share + square / (2 * all)) / (1 + square / all);
  const half = (normalQuantile / (1 + square / all)) * Math.sqrt((share * (1 - share)) / all + square / (4 * all ** 2));
  return { estimate: share, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

/**
 * Krippendorff's alpha for ordinal values: 1 for perfect agreement, 0 for chance. Items with one judge count for nothing.
 * @param items the values that judges gave each item.
 * @returns null where it is undefined: no item with two judges, or all values alike.
 */
export function ordinalAlpha(items: readonly (readonly number[])[]): number | null {
  const paired = items.filter((values) => values.length > 1);
  const counts = new Map<number, number>();
  for (const value of paired.flat()) counts.set(value, (counts.get(value) ?? 0) + 1);
  const ranks = [...counts.keys()].sort((left, right) => left - right);
  if (ranks.length < 2) return null;
  const all = paired.flat().length;
  const distance = (left: number, right: number): number => {
    const [low, high] = [Math.min(left, right), Math.max(left, right)];
    if (low === high) return 0;
    const between = ranks.filter((rank) => rank >= low && rank <= high);
    const sum = between.reduce((total, rank) => total + counts.get(rank)!, 0);
    return (sum - (counts.get(low)! + counts.get(high)!) / 2) ** 2;
  };
  let observed = 0;
  for (const values of paired) {
    let ofItem = 0;
    for (const left of values) for (const right of values) ofItem += distance(left, right);
    observed += ofItem / (values.length - 1);
  }
  let expected = 0;
  for (const left of ranks) {
    for (const right of ranks) expected += counts.get(left)! * counts.get(right)! * distance(left, right);
  }
  return 1 - observed / all / (expected / (all * (all - 1)));
}
