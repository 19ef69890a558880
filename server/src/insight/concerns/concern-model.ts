/**
 * The model file: one classifier a language, weights as 32-bit floats in base64 (little-endian), so that the file is small
 * and the same on every machine. Order: `writeConcernModel` at training; `readConcernModel` at start.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { blocks } from './extract-features.ts';
import { perConcern } from './measure-likelihoods.ts';
import type { Language } from './read-words.ts';
import type { ConcernClassifier } from './train-concerns.ts';

export interface ConcernModel {
  readonly version: string;
  /** Of the file. */
  readonly sha256: string;
  readonly classifiers: Readonly<Record<Language, ConcernClassifier>>;
}

const numbers = z.string().transform((text) => {
  const bytes = Buffer.from(text, 'base64');
  return Float64Array.from({ length: bytes.length / 4 }, (_, at) => bytes.readFloatLE(at * 4));
});
const concernsOf = <Value extends z.ZodType>(value: Value) =>
  z.strictObject({ finance: value, efficiency: value, purchase: value, support: value });

const classifierSchema = z.strictObject({
  features: z.array(z.string()),
  rarity: numbers,
  blockWeights: z.strictObject(Object.fromEntries(blocks.map((block) => [block, z.number()]))),
  weights: concernsOf(numbers),
  intercepts: concernsOf(z.number()),
  calibrations: concernsOf(z.strictObject({ slope: z.number(), intercept: z.number() })),
  thresholds: concernsOf(z.number().min(0).max(1)),
});

const modelSchema = z.strictObject({ version: z.string(), ru: classifierSchema, en: classifierSchema });

export function writeConcernModel(version: string, classifiers: ConcernModel['classifiers']): string {
  const pack = (values: Float64Array) => {
    const bytes = Buffer.alloc(values.length * 4);
    for (const [at, value] of values.entries()) bytes.writeFloatLE(value, at * 4);
    return bytes.toString('base64');
  };
  const classifier = (from: ConcernClassifier) => ({
    features: [...from.vocabulary.index.keys()],
    rarity: pack(from.vocabulary.rarity),
    blockWeights: from.blockWeights,
    weights: perConcern((concern) => pack(from.logistics[concern].weights)),
    intercepts: perConcern((concern) => Math.fround(from.logistics[concern].intercept)),
    calibrations: from.calibrations,
    thresholds: from.thresholds,
  });
  return `${JSON.stringify({ version, ru: classifier(classifiers.ru), en: classifier(classifiers.en) })}\n`;
}

/** @throws Error when the file is not such a model. */
export function readConcernModel(content: string): ConcernModel {
  const parsed = modelSchema.parse(JSON.parse(content));
  return {
    version: parsed.version,
    sha256: createHash('sha256').update(content).digest('hex'),
    classifiers: { ru: toClassifier(parsed.ru), en: toClassifier(parsed.en) },
  };
}

function toClassifier(parsed: z.output<typeof classifierSchema>): ConcernClassifier {
  const { features, rarity, weights, intercepts } = parsed;
  const sizes = [rarity.length, ...Object.values(weights).map((values) => values.length)];
  if (sizes.some((size) => size !== features.length)) throw new Error('the model of concerns has parts of other sizes');
  return {
    vocabulary: { index: new Map(features.map((name, at) => [name, at])), rarity },
    blockWeights: parsed.blockWeights as ConcernClassifier['blockWeights'],
    logistics: perConcern((concern) => ({ weights: weights[concern], intercept: intercepts[concern] })),
    calibrations: parsed.calibrations,
    thresholds: parsed.thresholds,
  };
}
