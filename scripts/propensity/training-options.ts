/** What fit and cross-validate have in common: options, the training file as a table, the settings. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { limits } from '../../server/src/domain/limits.ts';
import { calibrationKinds } from '../../server/src/propensity/calibrate.ts';
import { modelKinds, type TrainSettings, trainSettings } from '../../server/src/propensity/model.ts';
import { readCsv } from '../../server/src/propensity/read-csv.ts';
import { buildLabelled, parseSchema, resolveSchema } from '../../server/src/propensity/schema.ts';
import { type LabelledTable, PropensityError, type Schema } from '../../server/src/propensity/table.ts';
import { report } from '../report.ts';
import { oneOf, required, whole } from './usage.ts';

export const trainingOptions = {
  train: { type: 'string' },
  target: { type: 'string' },
  positive: { type: 'string' },
  model: { type: 'string' },
  drop: { type: 'string', multiple: true },
  schema: { type: 'string' },
  seed: { type: 'string', default: '1' },
  weights: { type: 'string', default: 'none' },
  calibration: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

export interface TrainingValues {
  readonly train?: string | undefined;
  readonly target?: string | undefined;
  readonly positive?: string | undefined;
  readonly model?: string | undefined;
  readonly drop?: string[] | undefined;
  readonly schema?: string | undefined;
  readonly seed: string;
  readonly weights: string;
  readonly calibration?: string | undefined;
  readonly json: boolean;
}

export interface Training {
  readonly path: string;
  readonly table: LabelledTable;
  readonly schema: Schema;
  readonly target: string;
  readonly positive: string;
  readonly settings: TrainSettings;
}

export async function openTraining(values: TrainingValues): Promise<Training> {
  const path = required(values.train, '--train');
  const target = required(values.target, '--target').trim();
  const positive = required(values.positive, '--positive');
  const settings = readSettings(values);
  const declared = values.schema ? parseSchema(basename(values.schema), await readText(values.schema)) : {};
  const dropped = (values.drop ?? []).flatMap((names) => names.split(',')).map((column) => column.trim());
  const raw = await readCsv(path);
  const schema = resolveSchema(raw, { target, dropped: dropped.filter(Boolean), declared });
  if (!values.schema && !values.json) report(`schema, inferred (declare it with --schema): ${JSON.stringify(schema)}`);
  const table = buildLabelled(raw, schema, positive);
  assertEnough(raw.file, table);
  return { path, table, schema, target, positive, settings };
}

function readSettings(values: TrainingValues): TrainSettings {
  const kind = oneOf(required(values.model, '--model'), '--model', modelKinds);
  const weighting = oneOf(values.weights, '--weights', ['none', 'balanced'] as const);
  const calibration = oneOf(
    // Weights make probabilities wrong on purpose: they are put right.
    values.calibration ?? (weighting === 'balanced' ? 'platt' : trainSettings.calibration),
    '--calibration',
    calibrationKinds,
  );
  return { ...trainSettings, kind, weighting, calibration, seed: whole(values.seed, '--seed', 0, 2 ** 31 - 1) };
}

async function readText(path: string): Promise<string> {
  return await readFile(path, 'utf8').catch((cause) => {
    throw new PropensityError(`${basename(path)} cannot be read`, { cause });
  });
}

function assertEnough(file: string, { labels }: LabelledTable): void {
  const positives = labels.reduce((sum, label) => sum + label, 0);
  const least = Math.min(positives, labels.length - positives);
  if (least >= limits.propensityClassRowsMin) return;
  throw new PropensityError(
    `${file}: ${positives} of ${labels.length} rows have the outcome; at least ${limits.propensityClassRowsMin} rows ` +
      'with and without it are needed',
  );
}
