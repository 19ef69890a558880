/** Means and shares with 95 % intervals. */

export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

const z95 = 1.96;

/** Of a sample of independent values. */
export function estimateMean(sample: readonly number[]): Estimate {
  const count = sample.length;
  const value = sample.reduce((sum, item) => sum + item, 0) / Math.max(1, count);
  const squares = sample.reduce((sum, item) => sum + (item - value) ** 2, 0);
  const half = count > 1 ? z95 * Math.sqrt(squares / (count - 1) / count) : Number.POSITIVE_INFINITY;
  return { value, low: value - half, high: value + half, count };
}

/** Wilson's interval of a share; `hits` may hold parts of hits (ties). */
export function estimateShare(hits: readonly number[]): Estimate {
  const count = hits.length;
  const share = hits.reduce((sum, item) => sum + item, 0) / Math.max(1, count);
  const spread = z95 ** 2 / Math.max(1, count);
  const middle = (share + spread / 2) / (1 + spread);
  const half =
    (z95 / (1 + spread)) * Math.sqrt((share * (1 - share)) / Math.max(1, count) + spread ** 2 / (4 * z95 ** 2));
  return { value: share, low: middle - half, high: middle + half, count };
}

/** Chance that the item is among the first `places` when those with equal scores are ordered at random. */
export function chanceAmongFirst(scores: readonly number[], item: number, places: number): number {
  const own = scores[item]!;
  const better = scores.filter((score) => score > own).length;
  const equal = scores.filter((score) => score === own).length;
  return Math.min(1, Math.max(0, (places - better) / equal));
}

export function median(sample: readonly number[]): number {
  const sorted = sample.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export function formatPercent({ value, low, high }: Estimate): string {
  return `${(100 * value).toFixed(0)} % (${(100 * low).toFixed(0)}–${(100 * high).toFixed(0)})`;
}

export function formatNumber({ value, low, high }: Estimate): string {
  return `${value.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`;
}
