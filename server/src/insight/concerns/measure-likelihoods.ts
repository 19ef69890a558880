/** How good likelihoods are: F1 a concern at its threshold, their mean, and the calibration error over all concerns. */
import { type Concern, concerns } from '../../domain/concerns.ts';

export type Likelihoods = Readonly<Record<Concern, number>>;

export interface Measures {
  readonly statements: number;
  readonly macroF1: number;
  readonly f1: Likelihoods;
  readonly precision: Likelihoods;
  readonly recall: Likelihoods;
  /** Expected calibration error, ten bins of equal width, all four concerns pooled. */
  readonly ece: number;
  /** The same a concern. */
  readonly eceOf: Likelihoods;
  readonly brier: number;
  /** Share of statements with all four right. */
  readonly allRight: number;
}

const binsCount = 10;

export function measureLikelihoods(
  likelihoods: readonly Likelihoods[],
  labels: readonly (readonly Concern[])[],
  thresholds: Likelihoods,
): Measures {
  const said = (index: number, concern: Concern) => likelihoods[index]![concern] >= thresholds[concern];
  const is = (index: number, concern: Concern) => labels[index]!.includes(concern);
  const indexes = labels.map((_, index) => index);
  const counted = perConcern((concern) => {
    const hits = indexes.filter((index) => said(index, concern) && is(index, concern)).length;
    const saidCount = indexes.filter((index) => said(index, concern)).length;
    const isCount = indexes.filter((index) => is(index, concern)).length;
    return { hits, saidCount, isCount };
  });
  const f1 = perConcern((concern) => {
    const { hits, saidCount, isCount } = counted[concern];
    return saidCount + isCount === 0 ? 1 : (2 * hits) / (saidCount + isCount);
  });
  const pairs = perConcern((concern) =>
    indexes.map((index) => ({ probability: likelihoods[index]![concern], is: is(index, concern) })),
  );
  const pooled = concerns.flatMap((concern) => pairs[concern]);
  return {
    statements: labels.length,
    macroF1: mean(concerns.map((concern) => f1[concern])),
    f1,
    precision: perConcern((concern) => counted[concern].hits / Math.max(1, counted[concern].saidCount)),
    recall: perConcern((concern) => counted[concern].hits / Math.max(1, counted[concern].isCount)),
    ece: calibrationError(pooled),
    eceOf: perConcern((concern) => calibrationError(pairs[concern])),
    brier: mean(pooled.map(({ probability, is: truth }) => (probability - (truth ? 1 : 0)) ** 2)),
    allRight: mean(
      indexes.map((index) => (concerns.every((concern) => said(index, concern) === is(index, concern)) ? 1 : 0)),
    ),
  };
}

function calibrationError(pairs: readonly { probability: number; is: boolean }[]): number {
  const bins = Array.from({ length: binsCount }, () => ({ count: 0, probability: 0, is: 0 }));
  for (const { probability, is } of pairs) {
    const bin = bins[Math.min(binsCount - 1, Math.floor(probability * binsCount))]!;
    bin.count += 1;
    bin.probability += probability;
    bin.is += is ? 1 : 0;
  }
  return bins.reduce((sum, bin) => sum + Math.abs(bin.probability - bin.is), 0) / Math.max(1, pairs.length);
}

export function perConcern<Value>(make: (concern: Concern) => Value): Record<Concern, Value> {
  return {
    finance: make('finance'),
    efficiency: make('efficiency'),
    purchase: make('purchase'),
    support: make('support'),
  };
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
