/** Where a value stands among the reference clients: quantiles of a sample, and the share of clients at or above it. */
export interface ReferenceFeature {
  /** Clients whose value is known. */
  readonly knownCount: number;
  /** Clients whose value is above zero: zero means "does not use it" and says nothing of how much others do. */
  readonly positiveCount: number;
  /** Quantiles of the positive values at 0, 5, 10 … 100 %. */
  readonly quantiles: readonly number[];
}

/** Steps of the quantiles, %. */
const quantileStepPercent = 5;
/** Digits kept, so that the table can be read. */
const digits = 6;

/** Linear interpolation between order statistics (type 7, the usual one). @param values any order. */
export function measureReference(values: readonly (number | null)[]): ReferenceFeature {
  const known = values.filter((value) => value !== null);
  const positive = known.filter((value) => value > 0).sort((a, b) => a - b);
  const quantiles: number[] = [];
  for (let percent = 0; positive.length > 0 && percent <= 100; percent += quantileStepPercent) {
    const place = (percent / 100) * (positive.length - 1);
    const low = positive[Math.floor(place)]!;
    const high = positive[Math.ceil(place)]!;
    quantiles.push(Number((low + (high - low) * (place - Math.floor(place))).toPrecision(digits)));
  }
  return { knownCount: known.length, positiveCount: positive.length, quantiles };
}

/** The quantile of the positive values. @param percent a multiple of `quantileStepPercent`. */
export function quantileAt(reference: ReferenceFeature, percent: number): number {
  const quantile = reference.quantiles[percent / quantileStepPercent];
  if (quantile === undefined) throw new Error(`no quantile at ${percent} %`);
  return quantile;
}

/**
 * Share of all reference clients (known or not) whose value is at least this one, 0–1; 1 for values not above zero.
 * @param clientsCount all reference clients.
 */
export function tailShare(reference: ReferenceFeature, clientsCount: number, value: number): number {
  if (value <= 0) return 1;
  const { quantiles } = reference;
  const positiveShare = reference.positiveCount / clientsCount;
  const above = quantiles.findIndex((quantile) => quantile >= value);
  if (above === 0) return positiveShare;
  if (above === -1) return 0;
  const low = quantiles[above - 1]!;
  const below = (above - 1 + (value - low) / (quantiles[above]! - low)) / (quantiles.length - 1);
  return positiveShare * (1 - below);
}
