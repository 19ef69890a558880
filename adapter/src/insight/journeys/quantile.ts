/** Quantiles of a sample, by linear interpolation between neighbours (type 7 of Hyndman and Fan, 1996). */

/** @returns null for an empty sample */
export function quantile(values: readonly number[], share: number): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((one, other) => one - other);
  const place = (sorted.length - 1) * share;
  const low = Math.floor(place);
  const below = sorted[low]!;
  return below + ((sorted[low + 1] ?? below) - below) * (place - low);
}

export function median(values: readonly number[]): number | null {
  return quantile(values, 0.5);
}
