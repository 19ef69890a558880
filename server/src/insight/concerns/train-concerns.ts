/**
 * Labelled statements of one language → a classifier of four concerns. Order: vocabulary → one logistic regression a
 * concern → the same on folds, for scores of statements that were not seen → calibration and thresholds from those.
 * The same statements and seed give the same bits.
 */
import type { Concern } from '../../domain/concerns.ts';
import type { ProductFamily } from '../../domain/products.ts';
import { createRandom } from '../../domain/random.ts';
import { applyCalibration, type Calibration, chooseThreshold, fitCalibration } from './calibrate.ts';
import { type BlockWeights, extractFeatures, type Features } from './extract-features.ts';
import { fitSparseLogistic, type SparseLogistic } from './fit-sparse-logistic.ts';
import { type Likelihoods, perConcern } from './measure-likelihoods.ts';
import { groupNearDuplicates } from './near-duplicates.ts';
import { readWords } from './read-words.ts';
import { buildVocabulary, dot, toSparseRow, type Vocabulary } from './sparse-row.ts';

export interface LabelledText {
  readonly text: string;
  /** Of the product that the statement is about; absent when nobody said. */
  readonly family?: ProductFamily | null;
  readonly labels: readonly Concern[];
  /** How much it counts in training; statements added from elsewhere less. 1 by default. */
  readonly importance?: number;
  /** Helps to train and is never measured on. */
  readonly added?: boolean;
}

export interface TrainSettings {
  readonly seed: number;
  readonly folds: number;
  readonly cost: number;
  readonly documentsMin: number;
  readonly blockWeights: BlockWeights;
}

/** Chosen by cross-validation on the training part (docs/CONCERNS.md). */
export const trainSettings: TrainSettings = {
  seed: 20261126,
  folds: 6,
  cost: 4,
  documentsMin: 2,
  blockWeights: { c: 1.3, w: 0.9, l: 0.7, b: 0.4, s: 0.3, g: 1.2, h: 0.6, p: 0.4, x: 0.2 },
};

export interface ConcernClassifier {
  readonly vocabulary: Vocabulary;
  readonly blockWeights: BlockWeights;
  readonly logistics: Readonly<Record<Concern, SparseLogistic>>;
  readonly calibrations: Readonly<Record<Concern, Calibration>>;
  readonly thresholds: Likelihoods;
}

export interface OutOfFold {
  /** Of the texts that are not `added`, in their order. */
  readonly likelihoods: readonly Likelihoods[];
  readonly scores: readonly Likelihoods[];
}

export interface TrainedConcerns {
  readonly classifier: ConcernClassifier;
  readonly outOfFold: OutOfFold;
}

export function trainConcerns(texts: readonly LabelledText[], settings: TrainSettings): TrainedConcerns {
  const documents = texts.map(({ text, family }) => extractFeatures(readWords(text), family ?? null));
  const all = texts.map((_, index) => index);
  const own = all.filter((index) => !texts[index]!.added);
  const foldOf = foldsOf(
    own.map((index) => texts[index]!.text),
    settings,
  );
  const scoreOf = new Map<number, Likelihoods>();
  for (let fold = 0; fold < settings.folds; fold += 1) {
    const held = own.filter((_, at) => foldOf[at] === fold);
    const rest = all.filter((index) => !held.includes(index));
    const fitted = fit(
      rest.map((index) => texts[index]!),
      rest.map((index) => documents[index]!),
      settings,
    );
    for (const index of held) scoreOf.set(index, scoresOf(fitted, documents[index]!, settings.blockWeights));
  }
  const scores = own.map((index) => scoreOf.get(index)!);
  const labelled = (concern: Concern) => own.map((index) => texts[index]!.labels.includes(concern));
  const calibrations = perConcern((concern) =>
    fitCalibration(
      scores.map((score) => score[concern]),
      labelled(concern),
    ),
  );
  const likelihoods = scores.map((score) =>
    perConcern((concern) => applyCalibration(calibrations[concern], score[concern])),
  );
  const thresholds = perConcern((concern) =>
    chooseThreshold(
      likelihoods.map((likelihood) => likelihood[concern]),
      labelled(concern),
    ),
  );
  const fitted = fit(texts, documents, settings);
  return {
    classifier: { ...fitted, blockWeights: settings.blockWeights, calibrations, thresholds },
    outOfFold: { likelihoods, scores },
  };
}

type Fitted = Pick<ConcernClassifier, 'vocabulary' | 'logistics'>;

function fit(texts: readonly LabelledText[], documents: readonly Features[], settings: TrainSettings): Fitted {
  const vocabulary = buildVocabulary(documents, settings.documentsMin);
  const rows = documents.map((features) => toSparseRow(features, vocabulary, settings.blockWeights));
  const importance = Float64Array.from(texts, (text) => text.importance ?? 1);
  const logistics = perConcern((concern) =>
    fitSparseLogistic(
      rows,
      texts.map(({ labels }) => labels.includes(concern)),
      {
        featuresCount: vocabulary.rarity.length,
        cost: settings.cost,
        importance,
      },
    ),
  );
  return { vocabulary, logistics };
}

function scoresOf({ vocabulary, logistics }: Fitted, features: Features, blockWeights: BlockWeights): Likelihoods {
  const row = toSparseRow(features, vocabulary, blockWeights);
  return perConcern((concern) => dot(row, logistics[concern].weights) + logistics[concern].intercept);
}

/** Groups of near-duplicates dealt to folds in a shuffled order, the smallest fold first. */
export function foldsOf(texts: readonly string[], { seed, folds }: Pick<TrainSettings, 'seed' | 'folds'>): number[] {
  const groups = groupNearDuplicates(texts);
  const random = createRandom(seed);
  const order = [...new Set(groups)].map((group) => ({ group, at: random.next() })).sort((a, b) => a.at - b.at);
  const sizes = new Map<number, number>();
  for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const filled = Array.from({ length: folds }, () => 0);
  const foldOfGroup = new Map<number, number>();
  for (const { group } of order) {
    const fold = filled.indexOf(Math.min(...filled));
    foldOfGroup.set(group, fold);
    filled[fold]! += sizes.get(group)!;
  }
  return groups.map((group) => foldOfGroup.get(group)!);
}
