/**
 * Measures of predicted probabilities against labels. Ties are handled exactly: equal scores share their ranks (AUC) and
 * their step (PR-AUC, average precision as scikit-learn has it).
 */
export interface Measures {
  readonly auc: number;
  readonly pr_auc: number;
  readonly brier: number;
  /** At a probability of one half. */
  readonly accuracy: number;
  /** Expected calibration error: ten bins of equal width. */
  readonly ece: number;
}

export function measure(labels: Uint8Array, probabilities: Float64Array): Measures {
  const order = orderByScore(probabilities);
  return {
    auc: areaUnderCurve(labels, probabilities, order),
    pr_auc: averagePrecision(labels, probabilities, order),
    brier: meanOf(labels, probabilities, (label, probability) => (label - probability) ** 2),
    accuracy: meanOf(labels, probabilities, (label, probability) => (probability >= 0.5 === (label === 1) ? 1 : 0)),
    ece: expectedCalibrationError(calibrationBins(labels, probabilities)),
  };
}

/** Rows from the lowest score to the highest. */
export function orderByScore(scores: Float64Array): Uint32Array {
  const order = Uint32Array.from(scores, (_, index) => index);
  return order.sort((left, right) => scores[left]! - scores[right]!);
}

/** The chance that a row with the outcome scores above one without it. */
export function areaUnderCurve(labels: Uint8Array, scores: Float64Array, order = orderByScore(scores)): number {
  let rankSum = 0;
  let positives = 0;
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && scores[order[to]!] === scores[order[from]!]) to++;
    const rank = (from + to + 1) / 2;
    for (let index = from; index < to; index++) {
      if (labels[order[index]!] === 1) {
        rankSum += rank;
        positives++;
      }
    }
    from = to;
  }
  const negatives = order.length - positives;
  return positives === 0 || negatives === 0
    ? Number.NaN
    : (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

function averagePrecision(labels: Uint8Array, scores: Float64Array, order: Uint32Array): number {
  const positives = labels.reduce((sum, label) => sum + label, 0);
  let found = 0;
  let sum = 0;
  for (let from = order.length - 1; from >= 0; ) {
    let to = from;
    let foundHere = 0;
    while (to >= 0 && scores[order[to]!] === scores[order[from]!]) foundHere += labels[order[to--]!]!;
    found += foundHere;
    sum += (foundHere / positives) * (found / (order.length - 1 - to));
    from = to;
  }
  return sum;
}

function meanOf(
  labels: Uint8Array,
  probabilities: Float64Array,
  of: (label: number, probability: number) => number,
): number {
  let sum = 0;
  for (let row = 0; row < labels.length; row++) sum += of(labels[row]!, probabilities[row]!);
  return sum / labels.length;
}

export interface CalibrationBin {
  readonly from: number;
  readonly to: number;
  readonly rows: number;
  /** Mean probability and share of outcomes of the bin's rows; 0 where it has none. */
  readonly predicted: number;
  readonly observed: number;
}

export function calibrationBins(labels: Uint8Array, probabilities: Float64Array, binsCount = 10): CalibrationBin[] {
  const rows = new Float64Array(binsCount);
  const predicted = new Float64Array(binsCount);
  const observed = new Float64Array(binsCount);
  for (let row = 0; row < labels.length; row++) {
    const bin = Math.min(binsCount - 1, Math.floor(probabilities[row]! * binsCount));
    rows[bin]!++;
    predicted[bin]! += probabilities[row]!;
    observed[bin]! += labels[row]!;
  }
  return Array.from(rows, (count, bin) => ({
    from: bin / binsCount,
    to: (bin + 1) / binsCount,
    rows: count,
    predicted: count === 0 ? 0 : predicted[bin]! / count,
    observed: count === 0 ? 0 : observed[bin]! / count,
  }));
}

export function expectedCalibrationError(bins: readonly CalibrationBin[]): number {
  const rows = bins.reduce((sum, bin) => sum + bin.rows, 0);
  return bins.reduce((sum, bin) => sum + (bin.rows / rows) * Math.abs(bin.predicted - bin.observed), 0);
}

/** How many times more outcomes the best `share` of the rows has than all rows; 1 is no better than chance. */
export function liftAt(labels: Uint8Array, scores: Float64Array, share: number): number {
  const order = orderByScore(scores).reverse();
  const taken = Math.max(1, Math.round(order.length * share));
  let found = 0;
  for (let index = 0; index < taken; index++) found += labels[order[index]!]!;
  const positives = labels.reduce((sum, label) => sum + label, 0);
  return found / taken / (positives / labels.length);
}

export function logLoss(labels: Uint8Array, probabilities: Float64Array): number {
  const least = 1e-15;
  return meanOf(labels, probabilities, (label, probability) => {
    const likelihood = label === 1 ? probability : 1 - probability;
    return -Math.log(Math.max(least, likelihood));
  });
}
