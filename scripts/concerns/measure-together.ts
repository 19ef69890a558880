/**
 * npm run concerns -- measure-together --scores FILE.jsonl: the classifier alone, the language model alone, and both
 * (logistic stacking), on the same statements. All three are fitted on the training part, the classifier's scores there
 * being out of fold, and measured on the test part.
 */
import { readFile } from 'node:fs/promises';
import type { Concern } from '@offerwright/server/src/domain/concerns.ts';
import {
  applyCalibration,
  chooseThreshold,
  fitCalibration,
} from '@offerwright/server/src/insight/concerns/calibrate.ts';
import { fitSparseLogistic } from '@offerwright/server/src/insight/concerns/fit-sparse-logistic.ts';
import {
  estimateConcerns,
  type Likelihoods,
  measureLikelihoods,
  perConcern,
  readConcernModel,
  trainConcerns,
  trainSettings,
  writeConcernModel,
} from '@offerwright/server/src/insight/concerns/index.ts';
import { dot } from '@offerwright/server/src/insight/concerns/sparse-row.ts';
import { z } from 'zod';
import { likelihoodsShape, readCorpus, readStatements, toLabelled } from './read-data.ts';

const scoredSchema = z.strictObject({ id: z.string(), scores: likelihoodsShape, ms: z.number() });

interface Scored {
  readonly labels: readonly Concern[];
  readonly split: 'train' | 'test';
  /** Logits of the classifier. */
  readonly classifier: Likelihoods;
  /** Calibrated log-probabilities of the language model. */
  readonly model: Likelihoods;
}

const names = ['finance', 'efficiency', 'purchase', 'support'] as const;
/** Little regularisation: a handful of weights, hundreds of statements. */
const stackingCost = 1;

const inputs: Readonly<Record<string, (scored: Scored) => readonly number[]>> = {
  classifier: ({ classifier }) => names.map((name) => classifier[name]),
  'language model': ({ model }) => names.map((name) => model[name]),
  together: ({ classifier, model }) => [...names.map((name) => classifier[name]), ...names.map((name) => model[name])],
};

export async function measureTogether(scoresPath: string): Promise<void> {
  const lines = (await readFile(scoresPath, 'utf8')).split('\n').filter(Boolean);
  const scores = new Map(lines.map((line) => scoredSchema.parse(JSON.parse(line))).map((one) => [one.id, one]));
  const scored = await scoreByClassifier(scores);
  const rows = Object.entries(inputs).map(([name, input]) => ({ name, ...measure(scored.statements, input) }));
  const times = [...scores.values()].map(({ ms }) => ms).sort((left, right) => left - right);
  const milliseconds = { classifier: scored.medianMs, languageModel: times[Math.floor(times.length / 2)] };
  process.stdout.write(`${JSON.stringify({ rows, milliseconds }, null, 1)}\n`);
}

async function scoreByClassifier(scores: ReadonlyMap<string, { readonly scores: Likelihoods }>) {
  const statements = await readStatements();
  const train = statements.filter(({ split }) => split === 'train');
  const trained = trainConcerns([...train.map(toLabelled), ...(await readCorpus())], trainSettings);
  const { classifier } = trained;
  const model = readConcernModel(writeConcernModel('', { ru: classifier, en: classifier }));
  const times: number[] = [];
  const found: Scored[] = [];
  for (const statement of statements) {
    const ofModel = scores.get(statement.id);
    if (!ofModel) continue;
    const startedAt = performance.now();
    const { text, family } = toLabelled(statement);
    const { likelihoods } = estimateConcerns(model, text, family ?? null);
    times.push(performance.now() - startedAt);
    const place = train.indexOf(statement);
    const logits =
      place >= 0
        ? trained.outOfFold.scores[place]!
        : perConcern((concern) => Math.log(likelihoods[concern] / (1 - likelihoods[concern])));
    // Both as calibrated logits.
    const { calibrations } = classifier;
    const calibrated = perConcern((concern) =>
      place >= 0 ? calibrations[concern].slope * logits[concern] + calibrations[concern].intercept : logits[concern],
    );
    found.push({ labels: statement.labels, split: statement.split, classifier: calibrated, model: ofModel.scores });
  }
  times.sort((left, right) => left - right);
  return { statements: found, medianMs: Math.round(times[Math.floor(times.length / 2)]! * 100) / 100 };
}

function measure(statements: readonly Scored[], input: (scored: Scored) => readonly number[]) {
  const part = (split: Scored['split']) => statements.filter((statement) => statement.split === split);
  const [train, test] = [part('train'), part('test')];
  const toRow = (scored: Scored) => {
    const values = Float64Array.from(input(scored));
    return { values, indexes: Int32Array.from(values, (_, at) => at) };
  };
  const fitted = perConcern((concern) => {
    const labels = train.map((scored) => scored.labels.includes(concern));
    const rows = train.map(toRow);
    const options = { featuresCount: rows[0]!.values.length, cost: stackingCost };
    const logistic = fitSparseLogistic(rows, labels, options);
    const score = (scored: Scored) => dot(toRow(scored), logistic.weights) + logistic.intercept;
    const calibration = fitCalibration(train.map(score), labels);
    const likelihood = (scored: Scored) => applyCalibration(calibration, score(scored));
    return { likelihood, threshold: chooseThreshold(train.map(likelihood), labels) };
  });
  const measured = measureLikelihoods(
    test.map((scored) => perConcern((concern) => fitted[concern].likelihood(scored))),
    test.map(({ labels }) => labels),
    perConcern((concern) => fitted[concern].threshold),
  );
  return { train: train.length, test: test.length, macroF1: measured.macroF1, f1: measured.f1, ece: measured.ece };
}
