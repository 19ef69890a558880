/**
 * The reference protocol: all buyers and 27,820 viewers drawn by seed, 70/30 parts drawn by seed, the count of purchases
 * left out. Everything is done once a seed, so that the spread over seeds holds the drawing of viewers and of parts.
 */
import { createRandom } from '../../domain/random.ts';
import { shuffle } from '../folds.ts';
import { areaUnderCurve, liftAt, type Measures, measure } from '../measures.ts';
import { type ModelKind, predictTable, trainModel, trainSettings } from '../model.ts';
import { type LabelledTable, PropensityError, pickRows } from '../table.ts';

/** Of the published protocol. */
export const viewersCount = 27_820;
export const referenceAccuracy = 0.7946;
const trainShare = 0.7;

export interface RunMeasures extends Measures {
  readonly lift_10: number;
  /** Accuracy of always saying "does not buy". */
  readonly majority: number;
}

export function runOnce(table: LabelledTable, kind: ModelKind, seed: number): RunMeasures {
  const random = createRandom(seed);
  const rows = Int32Array.from(table.labels.keys());
  const buyers = rows.filter((row) => table.labels[row] === 1);
  const viewers = shuffle(
    rows.filter((row) => table.labels[row] === 0),
    random.next,
  ).subarray(0, viewersCount);
  if (buyers.length < 10 || viewers.length < 10) {
    throw new PropensityError(`${buyers.length} buyers and ${viewers.length} viewers: at least 10 of each are needed`);
  }
  const drawn = shuffle(Int32Array.from([...buyers, ...viewers]), random.next);
  const trainCount = Math.round(drawn.length * trainShare);
  const train = pickRows(table, drawn.subarray(0, trainCount));
  const test = pickRows(table, drawn.subarray(trainCount));
  const { model } = trainModel(train, { ...trainSettings, kind, seed });
  const probabilities = predictTable(model, test);
  const positives = test.labels.reduce((sum, label) => sum + label, 0);
  return {
    ...measure(test.labels, probabilities),
    lift_10: liftAt(test.labels, probabilities, 0.1),
    majority: 1 - positives / test.rowsCount,
  };
}

export interface Interval {
  readonly mean: number;
  /** Bounds of the mean's interval of 95 % (Student), over the seeds. */
  readonly low: number;
  readonly high: number;
}

/** Student's t for 97.5 %, by degrees of freedom from 1. */
const studentQuantiles = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179];

export function toInterval(values: readonly number[]): Interval {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (values.length === 1) return { mean, low: mean, high: mean };
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const error = Math.sqrt(squares / (values.length - 1) / values.length);
  const half = (studentQuantiles[values.length - 2] ?? 1.96) * error;
  return { mean, low: mean - half, high: mean + half };
}

/** The single best column as a score: what a rule of one number would reach. */
export function bestColumn(table: LabelledTable): { readonly column: string; readonly auc: number } {
  return table.columns
    .map((column) => {
      const auc = column.kind === 'numeric' ? areaUnderCurve(table.labels, column.values) : 0.5;
      return { column: column.name, auc: Math.max(auc, 1 - auc) };
    })
    .reduce((best, one) => (one.auc > best.auc ? one : best));
}
