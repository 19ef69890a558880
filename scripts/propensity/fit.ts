/** `fit`: trains on one file, measures on another (or by cross-validation), writes the model file. */

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { systemClock } from '../../server/src/domain/clock.ts';
import { calibrateOne } from '../../server/src/propensity/calibrate.ts';
import { makeCard, measureOn } from '../../server/src/propensity/make-card.ts';
import {
  type Model,
  predictTable,
  scoreOutOfFold,
  type Trained,
  trainModel,
} from '../../server/src/propensity/model.ts';
import { type ModelCard, writeModel } from '../../server/src/propensity/model-file.ts';
import { readCsv } from '../../server/src/propensity/read-csv.ts';
import { buildLabelled } from '../../server/src/propensity/schema.ts';
import { pickRows, type Schema } from '../../server/src/propensity/table.ts';
import { report } from '../report.ts';
import { openTraining, type Training, trainingOptions } from './training-options.ts';
import { parse } from './usage.ts';

export async function fit(commandArguments: string[]): Promise<number> {
  const values = parse(commandArguments, {
    ...trainingOptions,
    test: { type: 'string' },
    title: { type: 'string' },
    product: { type: 'string' },
    out: { type: 'string' },
  });
  const training = await openTraining(values);
  const { trained, seconds } = trainTimed(training);
  const measured = values.test
    ? await measureFile(training, trained.model, values.test)
    : measureByFolds(training, trained.model);
  if (values.out) {
    const card = makeCard(
      {
        title: values.title ?? `${training.target} (${basename(training.path)})`,
        product: values.product ?? null,
        target: training.target,
        positive: training.positive,
        schema: training.schema,
        data: { file: basename(training.path), sha256: await hashFile(training.path) },
        trainedAt: systemClock.today(),
        fitSeconds: seconds,
        measured,
      },
      training.table,
      training.settings,
      trained,
    );
    await mkdir(dirname(values.out), { recursive: true });
    await writeFile(values.out, writeModel(card, trained.model));
    if (!values.json) report(`the model is in ${values.out}`);
  }
  const result = { ...measured.measures, fit_seconds: seconds };
  process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : sayMeasures(measured, seconds));
  return 0;
}

/**
 * The clock runs for the training alone. Before it, the same code runs on a few rows, whose results are thrown away, so
 * that what is measured is training and not the compiling of JavaScript.
 */
export function trainTimed({ table, settings }: Pick<Training, 'table' | 'settings'>): {
  trained: Trained;
  seconds: number;
} {
  warmUp({ table, settings });
  const startMs = systemClock.nowMs();
  const trained = trainModel(table, settings);
  return { trained, seconds: Math.round(systemClock.nowMs() - startMs) / 1000 };
}

const warmUpRows = 4000;
/** After three the last functions are still being compiled. */
const warmUpRuns = 6;

function warmUp({ table, settings }: Pick<Training, 'table' | 'settings'>): void {
  const stride = Math.max(1, Math.floor(table.rowsCount / warmUpRows));
  const rows = Int32Array.from({ length: Math.ceil(table.rowsCount / stride) }, (_, index) => index * stride);
  const sample = pickRows(table, rows);
  const positives = sample.labels.reduce((sum, label) => sum + label, 0);
  if (positives === 0 || positives === sample.rowsCount) return;
  for (let run = 0; run < warmUpRuns; run++) trainModel(sample, { ...settings, calibration: 'none' });
}

async function measureFile(
  training: Training,
  model: Model,
  path: string,
): Promise<NonNullable<ModelCard['measured']>> {
  const raw = await readCsv(path);
  const unused = raw.columns.map(({ name }) => name).filter((name) => !Object.hasOwn(training.schema, name));
  if (unused.length > 0) report(`${raw.file}: columns that the training file does not have are left out: ${unused}`);
  const table = buildLabelled(raw, training.schema as Schema, training.positive);
  const data = { file: basename(path), sha256: await hashFile(path) };
  return measureOn('test_file', data, table.labels, predictTable(model, table));
}

export function measureByFolds(
  { table, settings }: Pick<Training, 'table' | 'settings'>,
  { calibration }: Model,
): NonNullable<ModelCard['measured']> {
  const scores = scoreOutOfFold(table, settings);
  const probabilities = scores.map((score) => calibrateOne(calibration, score));
  return measureOn('cross_validation', null, table.labels, probabilities);
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array);
  return hash.digest('hex');
}

function sayMeasures({ on, measures }: NonNullable<ModelCard['measured']>, seconds: number): string {
  const lines = Object.entries(measures).map(([name, value]) => `${name.padEnd(10)} ${value.toFixed(4)}`);
  const where = on === 'test_file' ? 'the test file' : 'cross-validation, 5 folds';
  return `measured on ${where}\n${lines.join('\n')}\ntrained in ${seconds.toFixed(3)} s\n`;
}
