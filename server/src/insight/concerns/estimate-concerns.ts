/**
 * A statement → calibrated likelihoods of the four concerns, which of them are found (above their thresholds), and the
 * phrases of the statement that speak for each. A text without a single letter says nothing: all four get the same low
 * likelihood, and none is found.
 */
import { type Concern, concerns } from '../../domain/concerns.ts';
import type { ProductFamily } from '../../domain/products.ts';
import { applyCalibration } from './calibrate.ts';
import type { ConcernModel } from './concern-model.ts';
import { extractFeatures, type Features } from './extract-features.ts';
import { bareLackLikelihood, findBareLack } from './find-bare-lack.ts';
import { type Likelihoods, perConcern } from './measure-likelihoods.ts';
import { type Language, type Reading, readWords, type Word } from './read-words.ts';
import { dot, type SparseRow, toSparseRow } from './sparse-row.ts';
import type { ConcernClassifier } from './train-concerns.ts';

export interface Phrase {
  readonly concern: Concern;
  /** As the client wrote it. */
  readonly text: string;
  /** In UTF-16 units of the statement; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  /** What the words add to the log of the odds. */
  readonly contribution: number;
}

export interface ConcernEstimate {
  readonly language: Language;
  readonly likelihoods: Likelihoods;
  /** Above the threshold, the likeliest first. */
  readonly found: readonly Concern[];
  /** By concern, the strongest first. */
  readonly phrases: readonly Phrase[];
  readonly thresholds: Likelihoods;
}

const nothingSaid = 0.02;
const phrasesMax = 3;
/** Of the strongest word of a concern: weaker neighbours are left out of a phrase. */
const shareOfStrongest = 0.3;
const contributionMin = 0.15;
/** Phrases are shown for concerns at least this likely. */
const phrasesFrom = 0.15;

/** @param family of the product that the statement is about; null when nobody said. */
export function estimateConcerns(model: ConcernModel, text: string, family: ProductFamily | null): ConcernEstimate {
  const reading = readWords(text);
  const classifier = model.classifiers[reading.language];
  const { thresholds, calibrations, logistics } = classifier;
  if (!reading.words.some(({ form }) => /\p{L}/u.test(form))) {
    return {
      language: reading.language,
      likelihoods: perConcern(() => nothingSaid),
      found: [],
      phrases: [],
      thresholds,
    };
  }
  const features = extractFeatures(reading, family);
  const row = toSparseRow(features, classifier.vocabulary, classifier.blockWeights);
  const likelihoods = perConcern((concern) => {
    const { weights, intercept } = logistics[concern];
    return applyCalibration(calibrations[concern], dot(row, weights) + intercept);
  });
  const parts = partsOf(features, row, classifier);
  const estimate = {
    language: reading.language,
    likelihoods,
    found: foundConcerns(likelihoods, thresholds),
    phrases: concerns
      .filter((concern) => likelihoods[concern] >= phrasesFrom)
      .flatMap((concern) => phrasesOf(text, reading, parts, classifier, concern)),
    thresholds,
  };
  return heedBareLack(estimate, text, findBareLack(reading.words));
}

/** @param said null: the classifier alone decides. */
function heedBareLack(estimate: ConcernEstimate, text: string, said: readonly Word[] | null): ConcernEstimate {
  const learned = estimate.likelihoods.finance;
  if (said === null || learned >= bareLackLikelihood) return estimate;
  const likelihoods = { ...estimate.likelihoods, finance: bareLackLikelihood };
  const [start, end] = [said[0]!.start, said.at(-1)!.end];
  const contribution = Math.round((logit(bareLackLikelihood) - logit(learned)) * 1000) / 1000;
  const phrase = { concern: 'finance', text: text.slice(start, end), start, end, contribution } as const;
  return {
    ...estimate,
    likelihoods,
    found: foundConcerns(likelihoods, estimate.thresholds),
    phrases: [phrase, ...estimate.phrases.filter(({ concern }) => concern !== 'finance')],
  };
}

const logit = (probability: number) => Math.log(probability / (1 - probability));

/** Above the threshold, the likeliest first. */
function foundConcerns(likelihoods: Likelihoods, thresholds: Likelihoods): Concern[] {
  return concerns
    .filter((concern) => likelihoods[concern] >= thresholds[concern])
    .sort((left, right) => likelihoods[right] - likelihoods[left]);
}

/** Words by what they add, each feature's share given to its words evenly; neighbours that both add are one phrase. */
function phrasesOf(
  text: string,
  { words }: Reading,
  parts: readonly Part[],
  classifier: ConcernClassifier,
  concern: Concern,
): Phrase[] {
  const added = contributionsOf(parts, classifier, concern, words.length);
  const least = Math.max(contributionMin, Math.max(...added) * shareOfStrongest);
  const runs: { first: number; last: number; sum: number }[] = [];
  for (const [index, contribution] of added.entries()) {
    if (contribution < least) continue;
    const run = runs.at(-1);
    if (run && isNear(text, words[run.last]!.end, words[index]!.start, index - run.last)) {
      run.last = index;
      run.sum += contribution;
    } else runs.push({ first: index, last: index, sum: contribution });
  }
  return runs
    .sort((left, right) => right.sum - left.sum)
    .slice(0, phrasesMax)
    .map(({ first, last, sum }) => {
      const [start, end] = [words[first]!.start, words[last]!.end];
      return { concern, text: text.slice(start, end), start, end, contribution: Math.round(sum * 1000) / 1000 };
    });
}

/** Next to each other, or with one word between, in one clause. */
function isNear(text: string, end: number, start: number, distance: number): boolean {
  return distance <= 2 && !/[.,;:!?…()\n]/u.test(text.slice(end, start));
}

/** A feature of the statement that the classifier knows. */
interface Part {
  readonly at: number;
  /** Shared evenly by its words. */
  readonly value: number;
  readonly words: readonly number[];
}

function partsOf(features: Features, row: SparseRow, { vocabulary }: ConcernClassifier): Part[] {
  const valueAt = new Map(Array.from(row.indexes, (at, cell) => [at, row.values[cell]!]));
  const parts: Part[] = [];
  for (const [name, { words }] of features) {
    const at = vocabulary.index.get(name);
    if (at !== undefined && words.length > 0) parts.push({ at, value: valueAt.get(at)! / words.length, words });
  }
  return parts;
}

function contributionsOf(
  parts: readonly Part[],
  { logistics, calibrations }: ConcernClassifier,
  concern: Concern,
  wordsCount: number,
): number[] {
  const { weights } = logistics[concern];
  const { slope } = calibrations[concern];
  const added = Array.from({ length: wordsCount }, () => 0);
  for (const { at, value, words } of parts) {
    for (const word of words) added[word]! += value * weights[at]! * slope;
  }
  return added;
}
