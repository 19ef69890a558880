/**
 * Trains, measures and writes the model of concerns. Order: split by seed → the training part alone, measured on the test
 * part, which no choice was made on → all statements, which is what is shipped: more data, the same settings.
 * The same files and seed give the same model file to the bit.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Concern } from '@offerwright/server/src/domain/concerns.ts';
import {
  estimateConcerns,
  foldsOf,
  type LabelledText,
  type Measures,
  measureLikelihoods,
  perConcern,
  readConcernModel,
  trainConcerns,
  trainSettings,
  writeConcernModel,
} from '@offerwright/server/src/insight/concerns/index.ts';
import { report } from '../report.ts';
import {
  dataDirectory,
  modelPath,
  readBanking77,
  readCorpus,
  readEnglish,
  readStatements,
  type Statement,
  statementsPath,
  toLabelled,
} from './read-data.ts';

export const modelVersion = '1';
const splitSeed = 7;
const splitFolds = 10;
const testFolds = 3;

/**
 * Near-duplicates stay together: seven tenths of the groups train, three tenths test. Statements that were labelled once
 * came later, and train.
 */
export function splitStatements(statements: readonly Statement[]): readonly Statement[] {
  const twice = statements.filter(({ second }) => second !== null);
  const folds = foldsOf(
    twice.map(({ text }) => text),
    { seed: splitSeed, folds: splitFolds },
  );
  const tests = new Set(twice.filter((_, at) => folds[at]! >= splitFolds - testFolds).map(({ id }) => id));
  return statements.map((statement) => ({ ...statement, split: tests.has(statement.id) ? 'test' : 'train' }));
}

export async function writeSplit(): Promise<void> {
  const split = splitStatements(await readStatements());
  await writeFile(statementsPath, split.map((statement) => `${JSON.stringify(statement)}\n`).join(''));
  const tests = split.filter((statement) => statement.split === 'test').length;
  report(`${split.length} statements: ${split.length - tests} train, ${tests} test`);
}

/** What the training part teaches, measured on the test part; and cross-validated within the training part. */
export async function measureTestPart() {
  const statements = await readStatements();
  const part = (name: Statement['split']) => statements.filter(({ split }) => split === name).map(toLabelled);
  const [train, test] = [part('train'), part('test')];
  const trained = trainConcerns([...train, ...(await readCorpus())], trainSettings);
  const classifiers = { ru: trained.classifier, en: trained.classifier };
  // As it is used: out of a file.
  const model = readConcernModel(writeConcernModel(modelVersion, classifiers));
  const { thresholds } = trained.classifier;
  return {
    crossValidated: measureLikelihoods(trained.outOfFold.likelihoods, labelsOf(train), thresholds),
    test: measureLikelihoods(
      test.map(({ text, family }) => estimateConcerns(model, text, family ?? null).likelihoods),
      labelsOf(test),
      thresholds,
    ),
  };
}

/** @param banking77Path the test part of Banking77, or null: then it is not measured. */
export async function trainModel(banking77Path: string | null): Promise<void> {
  const statements = await readStatements();
  report('training on the training part, measuring on the test part');
  const { crossValidated, test } = await measureTestPart();
  report('training on all statements');
  const russian = trainConcerns([...statements.map(toLabelled), ...(await readCorpus())], trainSettings);
  report('training on English');
  const english = await readEnglish();
  const trainedEnglish = trainConcerns(english, trainSettings);
  const content = writeConcernModel(modelVersion, { ru: russian.classifier, en: trainedEnglish.classifier });
  await writeFile(modelPath, content);
  const model = readConcernModel(content);
  const banking77 = banking77Path === null ? null : await readBanking77(banking77Path);
  const measures = {
    modelSha256: model.sha256,
    modelBytes: Buffer.byteLength(content),
    settings: trainSettings,
    statements: {
      count: statements.length,
      labelledTwice: statements.filter(({ second }) => second !== null).length,
      kappaOfAuthorsPasses: perConcern((concern) => kappaOf(statements, concern, 'second')),
      readTwice: statements.filter(({ reader }) => reader !== undefined).length,
      kappaOfReader: perConcern((concern) => kappaOf(statements, concern, 'reader')),
      train: statements.filter(({ split }) => split === 'train').length,
      test: statements.filter(({ split }) => split === 'test').length,
    },
    crossValidatedOnTrain: rounded(crossValidated),
    trainedOnTrainMeasuredOnTest: rounded(test),
    shippedCrossValidatedOnAll: rounded(
      measureLikelihoods(
        russian.outOfFold.likelihoods,
        statements.map(({ labels }) => labels),
        russian.classifier.thresholds,
      ),
    ),
    englishCrossValidated: rounded(
      measureLikelihoods(trainedEnglish.outOfFold.likelihoods, labelsOf(english), trainedEnglish.classifier.thresholds),
    ),
    banking77Test:
      banking77 &&
      rounded(
        measureLikelihoods(
          banking77.map(({ text }) => estimateConcerns(model, text, null).likelihoods),
          labelsOf(banking77),
          model.classifiers.en.thresholds,
        ),
      ),
  };
  await writeFile(join(dataDirectory, 'measures.json'), `${JSON.stringify(measures, null, 1)}\n`);
  report(`models/concerns/concerns-model.json: ${measures.modelBytes} bytes, sha256 ${model.sha256}`);
  process.stdout.write(
    `${JSON.stringify({ test: measures.trainedOnTrainMeasuredOnTest, banking77: measures.banking77Test }, null, 1)}\n`,
  );
}

function labelsOf(texts: readonly LabelledText[]) {
  return texts.map(({ labels }) => labels);
}

/** Cohen's: how much more two labellings agree than chance would; of the statements that have both. */
export function kappaOf(statements: readonly Statement[], concern: Concern, other: 'second' | 'reader'): number {
  const pairs = statements.flatMap(({ first, [other]: again }) =>
    again ? [{ first: first.includes(concern), again: again.includes(concern) }] : [],
  );
  const share = (test: (pair: (typeof pairs)[number]) => boolean) => pairs.filter(test).length / pairs.length;
  const [first, again] = [share((pair) => pair.first), share((pair) => pair.again)];
  const byChance = first * again + (1 - first) * (1 - again);
  return round((share((pair) => pair.first === pair.again) - byChance) / (1 - byChance));
}

function rounded(measures: Measures): Measures {
  return JSON.parse(JSON.stringify(measures, (_, value) => (typeof value === 'number' ? round(value) : value)));
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
