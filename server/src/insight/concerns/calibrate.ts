/**
 * Scores that the model gave to statements it was not trained on → probabilities (Platt): the logistic curve of one
 * score that fits the labels best, with a little pull towards slope 1 (a part without any error would make it infinite).
 * And the threshold: the probability above which saying "this concern" gives the best F1 on the same statements.
 */
import { minimise } from './fit-sparse-logistic.ts';

export interface Calibration {
  readonly slope: number;
  readonly intercept: number;
}

const pull = 0.5;

export function fitCalibration(scores: readonly number[], labels: readonly boolean[]): Calibration {
  const positives = labels.filter(Boolean).length;
  // Platt's targets: nobody is 0 or 1 for certain.
  const high = (positives + 1) / (positives + 2);
  const low = 1 / (labels.length - positives + 2);
  const [slopeLess1 = 0, intercept = 0] = minimise(
    (point, gradient) => {
      const slope = 1 + point[0]!;
      let loss = 0.5 * pull * point[0]! * point[0]!;
      gradient[0] = pull * point[0]!;
      gradient[1] = 0;
      for (const [index, score] of scores.entries()) {
        const target = labels[index] ? high : low;
        const logit = slope * score + point[1]!;
        loss += softplus(logit) - target * logit;
        const error = sigmoid(logit) - target;
        gradient[0]! += error * score;
        gradient[1]! += error;
      }
      return loss;
    },
    2,
    200,
  );
  return { slope: 1 + slopeLess1, intercept };
}

export function applyCalibration({ slope, intercept }: Calibration, score: number): number {
  return sigmoid(slope * score + intercept);
}

export function sigmoid(logit: number): number {
  return logit >= 0 ? 1 / (1 + Math.exp(-logit)) : Math.exp(logit) / (1 + Math.exp(logit));
}

function softplus(logit: number): number {
  return logit > 0 ? logit + Math.log1p(Math.exp(-logit)) : Math.log1p(Math.exp(logit));
}

/** Of the grid 0.20 … 0.65; smoothed over neighbours, because the best point of a small part is luck. */
export function chooseThreshold(probabilities: readonly number[], labels: readonly boolean[]): number {
  const grid = Array.from({ length: 46 }, (_, step) => 0.2 + step / 100);
  const scores = grid.map((threshold) => scoreOfThreshold(probabilities, labels, threshold));
  const smoothed = scores.map((_, at) => {
    const near = scores.slice(Math.max(0, at - 4), at + 5);
    return near.reduce((sum, score) => sum + score, 0) / near.length;
  });
  return Math.round(grid[smoothed.indexOf(Math.max(...smoothed))]! * 100) / 100;
}

function scoreOfThreshold(probabilities: readonly number[], labels: readonly boolean[], threshold: number): number {
  let hits = 0;
  let wrong = 0;
  for (const [index, probability] of probabilities.entries()) {
    const said = probability >= threshold;
    if (said && labels[index]) hits += 1;
    else if (said !== labels[index]) wrong += 1;
  }
  return hits === 0 ? 0 : (2 * hits) / (2 * hits + wrong);
}
