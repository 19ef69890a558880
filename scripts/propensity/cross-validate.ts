/** `cross-validate`: each fold is judged by a model trained on the others; means and spread over the folds. */
import { calibrate, fitCalibration } from '../../server/src/propensity/calibrate.ts';
import { foldsOf } from '../../server/src/propensity/folds.ts';
import { type Measures, measure } from '../../server/src/propensity/measures.ts';
import { scoreTable, trainModel } from '../../server/src/propensity/model.ts';
import { pickRows } from '../../server/src/propensity/table.ts';
import { openTraining, trainingOptions } from './training-options.ts';
import { parse, whole } from './usage.ts';

export async function crossValidate(commandArguments: string[]): Promise<number> {
  const values = parse(commandArguments, { ...trainingOptions, folds: { type: 'string', default: '5' } });
  const { table, settings } = await openTraining(values);
  const foldsCount = whole(values.folds, '--folds', 2, 50);
  const folds = foldsOf(table.labels, foldsCount, settings.seed);
  const found: (Measures & { slope: number })[] = [];
  for (let fold = 0; fold < foldsCount; fold++) {
    const outside = Int32Array.from(folds.keys()).filter((row) => folds[row] === fold);
    const inside = Int32Array.from(folds.keys()).filter((row) => folds[row] !== fold);
    const { model } = trainModel(pickRows(table, inside), settings);
    const kept = pickRows(table, outside);
    const scores = scoreTable(model.core, kept);
    const line = fitCalibration('platt', kept.labels, scores);
    const slope = line.kind === 'platt' ? line.slope : Number.NaN;
    found.push({ ...measure(kept.labels, calibrate(model.calibration, scores)), slope });
  }
  const names = ['auc', 'pr_auc', 'brier', 'accuracy', 'ece', 'slope'] as const;
  const summary = Object.fromEntries(names.map((name) => [name, spread(found.map((one) => one[name]))]));
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ folds: foldsCount, ...summary })}\n`
      : names.map((name) => `${name.padEnd(9)} ${say(summary[name]!)}\n`).join(''),
  );
  return 0;
}

interface Spread {
  readonly mean: number;
  /** Standard deviation over the folds. */
  readonly deviation: number;
}

function spread(values: readonly number[]): Spread {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / (values.length - 1)) };
}

const say = ({ mean, deviation }: Spread) => `${mean.toFixed(4)} ± ${deviation.toFixed(4)}`;
