/**
 * A trained model: `trainModel` makes it, `scoreTable` and `predictTable` use it, `explainTable` gives the effects of
 * columns. What a model is made of is plain data (model-file.ts writes and reads it).
 */
import type { BinRule } from './bins.ts';
import { binTable } from './bins.ts';
import { type Calibration, type CalibrationKind, calibrate, fitCalibration } from './calibrate.ts';
import { explainLogisticRow, meanEffects } from './describe-logistic.ts';
import { explainRow } from './explain-trees.ts';
import { type BoostedSettings, boostedSettings, fitBoosted, scoreTrees } from './fit-boosted.ts';
import {
  type FittedLogistic,
  fitLogistic,
  type LogisticSettings,
  logisticSettings,
  scoreRows,
} from './fit-logistic.ts';
import { foldsOf } from './folds.ts';
import { buildDesign, type Term } from './logistic-terms.ts';
import { type Column, type LabelledTable, pickRows, type Table } from './table.ts';
import type { Tree } from './tree.ts';

export const modelKinds = ['logistic', 'boosted'] as const;
export type ModelKind = (typeof modelKinds)[number];

interface LogisticCore {
  readonly kind: 'logistic';
  readonly terms: readonly Term[];
  readonly beta: Float64Array;
  /** What each term adds on average over the training rows. */
  readonly means: readonly number[];
}

interface BoostedCore {
  readonly kind: 'boosted';
  readonly rules: readonly BinRule[];
  readonly base: number;
  readonly trees: readonly Tree[];
}

export type ModelCore = LogisticCore | BoostedCore;

export interface Model {
  readonly core: ModelCore;
  readonly calibration: Calibration;
}

export interface TrainSettings {
  readonly kind: ModelKind;
  /** "balanced": both classes weigh the same in the loss; calibration then puts the probabilities right. */
  readonly weighting: 'none' | 'balanced';
  /** Fitted on scores out of fold. */
  readonly calibration: CalibrationKind;
  readonly seed: number;
  readonly logistic: LogisticSettings;
  readonly boosted: BoostedSettings;
}

export const trainSettings: Omit<TrainSettings, 'kind' | 'seed'> = {
  weighting: 'none',
  // Unweighted log loss is calibrated as it is: slopes out of fold are 0.9–1.1 (docs/INSIGHT.md).
  calibration: 'none',
  logistic: logisticSettings,
  boosted: boostedSettings,
};

const calibrationFolds = 5;

export interface Trained {
  readonly model: Model;
  /** Of a logistic model: what its standard errors are made of. */
  readonly fitted: FittedLogistic | null;
}

export function trainModel(table: LabelledTable, settings: TrainSettings): Trained {
  const { core, fitted } = trainCore(table, settings);
  const calibration =
    settings.calibration === 'none'
      ? ({ kind: 'none' } as const)
      : fitCalibration(settings.calibration, table.labels, scoreOutOfFold(table, settings));
  return { model: { core, calibration }, fitted };
}

function trainCore(table: LabelledTable, settings: TrainSettings): { core: ModelCore; fitted: FittedLogistic | null } {
  const weights = settings.weighting === 'balanced' ? balance(table.labels) : null;
  if (settings.kind === 'boosted') {
    const fitted = fitBoosted(table, weights, { ...settings.boosted, seed: settings.seed });
    return { core: { kind: 'boosted', ...fitted }, fitted: null };
  }
  const fitted = fitLogistic(table, weights, settings.logistic);
  const { terms, design, solution } = fitted;
  const means = meanEffects(terms, design, solution.beta);
  return { core: { kind: 'logistic', terms, beta: solution.beta, means }, fitted };
}

export function balance(labels: Uint8Array): Float64Array {
  const positives = labels.reduce((sum, label) => sum + label, 0);
  const one = labels.length / 2 / positives;
  const zero = labels.length / 2 / (labels.length - positives);
  return Float64Array.from(labels, (label) => (label === 1 ? one : zero));
}

/** Each row's score by a model that was trained without it. */
export function scoreOutOfFold(
  table: LabelledTable,
  settings: TrainSettings,
  foldsCount = calibrationFolds,
): Float64Array {
  const folds = foldsOf(table.labels, foldsCount, settings.seed);
  const scores = new Float64Array(table.rowsCount);
  for (let fold = 0; fold < foldsCount; fold++) {
    const outside = Int32Array.from(folds.keys()).filter((row) => folds[row] === fold);
    const inside = Int32Array.from(folds.keys()).filter((row) => folds[row] !== fold);
    const { core } = trainCore(pickRows(table, inside), settings);
    const found = scoreTable(core, pickRows(table, outside));
    for (const [index, row] of outside.entries()) scores[row] = found[index]!;
  }
  return scores;
}

/** The score (log odds before calibration) of each row. */
export function scoreTable(core: ModelCore, table: Table): Float64Array {
  return core.kind === 'boosted' ? scoreTrees(core, table) : scoreRows(buildDesign(table, core.terms), core.beta);
}

export function predictTable({ core, calibration }: Model, table: Table): Float64Array {
  return calibrate(calibration, scoreTable(core, table));
}

export interface ColumnEffect {
  readonly column: string;
  readonly value: string | null;
  readonly logOdds: number;
}

/** For each row asked for, what each column adds to the log of the odds, against the average client. */
export function* explainTable(
  { core, calibration }: Model,
  table: Table,
  rows: Iterable<number>,
): Generator<ColumnEffect[]> {
  const slope = calibration.kind === 'platt' ? calibration.slope : 1;
  const columns = new Map(table.columns.map((column) => [column.name, column]));
  const explain = core.kind === 'boosted' ? explainBoosted(core, table) : explainLogistic(core, table);
  for (const row of rows) {
    yield [...explain(row)].map(([column, effect]) => ({
      column,
      value: readValue(columns.get(column)!, row),
      logOdds: effect * slope,
    }));
  }
}

function explainBoosted(core: BoostedCore, table: Table): (row: number) => Iterable<readonly [string, number]> {
  const binned = binTable(table, core.rules);
  return (row) => {
    const effects = explainRow(core, binned, row);
    return core.rules.map((rule, index) => [rule.column, effects[index]!] as const);
  };
}

function explainLogistic(core: LogisticCore, table: Table): (row: number) => Iterable<readonly [string, number]> {
  const design = buildDesign(table, core.terms);
  return (row) => explainLogisticRow(core.terms, core.means, design, core.beta, row);
}

function readValue(column: Column, row: number): string | null {
  if (column.kind === 'categorical') return column.levels[column.codes[row]!] ?? null;
  const value = column.values[row]!;
  return Number.isNaN(value) ? null : String(Math.round(value * 1e6) / 1e6);
}
