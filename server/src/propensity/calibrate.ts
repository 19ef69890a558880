/**
 * Calibration: from scores to probabilities that hold what they say. Fitted on scores that the model gave to rows it had
 * not seen (out of fold), never on its training rows.
 *
 * Platt: a logistic line through the scores, two numbers. Isotonic: steps that only rise, by pooling neighbours whose
 * shares fall; it follows any rising shape and needs more rows.
 */
import { orderByScore } from './measures.ts';

export type Calibration =
  | { readonly kind: 'none' }
  | { readonly kind: 'platt'; readonly slope: number; readonly shift: number }
  | { readonly kind: 'isotonic'; readonly scores: readonly number[]; readonly probabilities: readonly number[] };

export const calibrationKinds = ['none', 'platt', 'isotonic'] as const;
export type CalibrationKind = (typeof calibrationKinds)[number];

export function fitCalibration(kind: CalibrationKind, labels: Uint8Array, scores: Float64Array): Calibration {
  if (kind === 'none') return { kind };
  return kind === 'platt' ? fitPlatt(labels, scores) : fitIsotonic(labels, scores);
}

/** Newton's method on two numbers, with Platt's softened labels, which keep them finite where the classes are parted. */
function fitPlatt(labels: Uint8Array, scores: Float64Array): Calibration {
  const positives = labels.reduce((sum, label) => sum + label, 0);
  const high = (positives + 1) / (positives + 2);
  const low = 1 / (labels.length - positives + 2);
  let slope = 1;
  let shift = 0;
  for (let iteration = 0; iteration < 50; iteration++) {
    const sums = sumPlatt(labels, scores, slope, shift, high, low);
    const determinant = sums.slopeSlope * sums.shiftShift - sums.slopeShift ** 2;
    if (!(determinant > 1e-12)) break;
    const slopeStep = (sums.shiftShift * sums.slope - sums.slopeShift * sums.shift) / determinant;
    const shiftStep = (sums.slopeSlope * sums.shift - sums.slopeShift * sums.slope) / determinant;
    slope += slopeStep;
    shift += shiftStep;
    if (Math.abs(slopeStep) + Math.abs(shiftStep) < 1e-9) break;
  }
  return { kind: 'platt', slope: Math.max(slope, 0), shift };
}

function sumPlatt(labels: Uint8Array, scores: Float64Array, slope: number, shift: number, high: number, low: number) {
  const sums = { slope: 0, shift: 0, slopeSlope: 1e-9, slopeShift: 0, shiftShift: 1e-9 };
  for (let row = 0; row < labels.length; row++) {
    const score = scores[row]!;
    const probability = 1 / (1 + Math.exp(-(slope * score + shift)));
    const residual = (labels[row] === 1 ? high : low) - probability;
    const curvature = probability * (1 - probability);
    sums.slope += residual * score;
    sums.shift += residual;
    sums.slopeSlope += curvature * score * score;
    sums.slopeShift += curvature * score;
    sums.shiftShift += curvature;
  }
  return sums;
}

/** Pool adjacent violators. Points are the pools' mean scores; between them the line is straight. */
function fitIsotonic(labels: Uint8Array, scores: Float64Array): Calibration {
  const pools: { score: number; outcomes: number; rows: number }[] = [];
  for (const row of orderByScore(scores)) {
    let pool = { score: scores[row]!, outcomes: labels[row]!, rows: 1 };
    for (let last = pools.at(-1); last && last.outcomes / last.rows >= pool.outcomes / pool.rows; last = pools.at(-1)) {
      pools.pop();
      pool = {
        score: (last.score * last.rows + pool.score * pool.rows) / (last.rows + pool.rows),
        outcomes: last.outcomes + pool.outcomes,
        rows: last.rows + pool.rows,
      };
    }
    pools.push(pool);
  }
  // Nothing is certain: the ends are drawn in by half a row.
  const probabilities = pools.map(({ outcomes, rows }) => (outcomes + 0.5) / (rows + 1));
  return { kind: 'isotonic', scores: pools.map(({ score }) => score), probabilities: riseOnly(probabilities) };
}

/** The half rows could make a small pool's share fall below its neighbour's by a hair. */
function riseOnly(values: readonly number[]): number[] {
  let most = 0;
  return values.map((value) => {
    most = Math.max(most, value);
    return most;
  });
}

export function calibrate(calibration: Calibration, scores: Float64Array): Float64Array {
  return scores.map((score) => calibrateOne(calibration, score));
}

export function calibrateOne(calibration: Calibration, score: number): number {
  if (calibration.kind === 'none') return 1 / (1 + Math.exp(-score));
  if (calibration.kind === 'platt') return 1 / (1 + Math.exp(-(calibration.slope * score + calibration.shift)));
  const { scores, probabilities } = calibration;
  let low = 0;
  let high = scores.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (scores[middle]! <= score) low = middle + 1;
    else high = middle;
  }
  if (low === 0) return probabilities[0]!;
  if (low === scores.length) return probabilities.at(-1)!;
  const share = (score - scores[low - 1]!) / (scores[low]! - scores[low - 1]!);
  return probabilities[low - 1]! + share * (probabilities[low]! - probabilities[low - 1]!);
}
