/**
 * Times are kept as counts in buckets, each 5 % wider than the one before: counts of hours, products and channels add up
 * to those of any period, and a percentile read from them is exact to half a bucket's width.
 */
const bucketRatio = 1.05;
/** Where bucket 0 begins: what is late is a matter of whole buckets. The statement that counts has both numbers too. */
export const limitMs = 2000;
/** At most so far from the true percentile, as a share of it: the middle of a bucket is given. */
export const percentileError = Math.sqrt(bucketRatio) - 1;

export interface BucketCount {
  readonly bucket: number;
  readonly count: number;
}

/** @param buckets by rising bucket @returns milliseconds, null without any */
export function percentileOf(buckets: readonly BucketCount[], share: number): number | null {
  const total = buckets.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return null;
  const rank = Math.max(1, Math.ceil(share * total));
  let seen = 0;
  for (const { bucket, count } of buckets) {
    seen += count;
    if (seen >= rank) return middleOf(bucket);
  }
  return null;
}

/** Edges that people read; the last bar has no end of its own. */
const edgesMs = [0, 50, 100, 200, 300, 500, 750, 1000, 1250, 1500, 1750, 2000, 2500, 3000, 5000, 10_000] as const;

export function toHistogram(buckets: readonly BucketCount[]): { from_ms: number; to_ms: number; count: number }[] {
  const bars = edgesMs.slice(1).map((to, index) => ({ from_ms: edgesMs[index]!, to_ms: to as number, count: 0 }));
  for (const { bucket, count } of buckets) {
    const middle = middleOf(bucket);
    const bar = bars.find(({ to_ms }) => middle < to_ms) ?? bars.at(-1)!;
    bar.count += count;
  }
  return bars;
}

const middleOf = (bucket: number): number => limitMs * bucketRatio ** (bucket + 0.5);
