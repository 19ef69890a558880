/**
 * The model file: JSON with a version, the card for people, and the numbers. Reading trusts nothing: an uploaded file is
 * checked for shape and for what shape does not say (trees without cycles, places of columns that exist).
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Model, modelKinds } from './model.ts';
import { columnKinds, PropensityError } from './table.ts';
import type { Tree } from './tree.ts';

const number = z.number();
const name = z.string().min(1).max(200);
const count = z.int().min(0);

const measuresSchema = z.object({ auc: number, pr_auc: number, brier: number, accuracy: number, ece: number });
const dataSchema = z.object({ file: z.string().max(300), sha256: z.string(), rows: count, positives: count });

const coefficientSchema = z.object({
  term: z.string(),
  level: z.string(),
  estimate: number,
  standard_error: number,
  odds_ratio: number,
  odds_ratio_low: number,
  odds_ratio_high: number,
  p_value: number,
  is_reference: z.boolean(),
  rows: count,
});

export const cardSchema = z.object({
  title: z.string().min(1).max(200),
  /** Code of the product whose taking the model foretells; null where it is none of the bank's. */
  product: z.string().max(64).nullable(),
  kind: z.enum(modelKinds),
  trained_at: z.iso.datetime(),
  target: name,
  positive: z.string().max(200),
  schema: z.record(name, z.enum(columnKinds)),
  data: dataSchema,
  seed: z.int(),
  settings: z.record(z.string(), z.union([number, z.string()])),
  weighting: z.enum(['none', 'balanced']),
  calibration: z.enum(['none', 'platt', 'isotonic']),
  fit_seconds: number,
  /** On rows that the model was not trained on, and how those were had. */
  measured: z
    .object({
      on: z.enum(['test_file', 'cross_validation']),
      data: dataSchema.nullable(),
      measures: measuresSchema,
      calibration_bins: z.array(
        z.object({ from: number, to: number, rows: count, predicted: number, observed: number }),
      ),
    })
    .nullable(),
  /** Of a logistic model. */
  coefficients: z.array(coefficientSchema).max(5000),
  /** Mean absolute effect of each column on the log of the odds. */
  importance: z.array(z.object({ column: name, effect: number })),
  limits: z.array(z.object({ ru: z.string(), en: z.string() })),
});

export type ModelCard = z.infer<typeof cardSchema>;

const cellRuleSchema = z.union([
  z.object({ column: name, bounds: z.array(number).max(300) }),
  z.object({ column: name, levels: z.array(z.string()).max(5000) }),
]);

const termSchema = z.union([
  z.object({
    kind: z.literal('numeric'),
    column: name,
    knots: z.array(number).min(1).max(300),
    spike: number.nullable(),
  }),
  z.object({ kind: z.literal('categorical'), column: name, levels: z.array(z.string()).max(5000) }),
  z.object({
    kind: z.literal('interaction'),
    left: cellRuleSchema,
    right: cellRuleSchema,
    pairs: z.array(count).min(1).max(5000),
  }),
]);

const ruleSchema = z.union([
  z.object({ kind: z.literal('numeric'), column: name, bounds: z.array(number).max(254) }),
  z.object({ kind: z.literal('categorical'), column: name, groups: z.array(z.array(z.string())).max(254) }),
]);

const treeSchema = z.object({
  features: z.array(z.int().min(-1)).min(1).max(20_000),
  bins: z.array(z.int().min(0).max(255)),
  missing_left: z.array(z.int().min(0).max(1)),
  lefts: z.array(count),
  values: z.array(number),
  covers: z.array(number),
});

const calibrationSchema = z.union([
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('platt'), slope: number, shift: number }),
  z.object({ kind: z.literal('isotonic'), scores: z.array(number).min(1), probabilities: z.array(number).min(1) }),
]);

const modelFileSchema = z.object({
  format: z.literal('offerwright-propensity'),
  version: z.literal(1),
  card: cardSchema,
  calibration: calibrationSchema,
  core: z.union([
    z.object({
      kind: z.literal('logistic'),
      terms: z.array(termSchema),
      beta: z.array(number),
      means: z.array(number),
    }),
    z.object({
      kind: z.literal('boosted'),
      rules: z.array(ruleSchema),
      base: number,
      trees: z.array(treeSchema).max(5000),
    }),
  ]),
});

export interface LoadedModel {
  readonly card: ModelCard;
  readonly model: Model;
  readonly sha256: string;
}

export function hashBytes(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export function writeModel(card: ModelCard, { core, calibration }: Model): string {
  const plain =
    core.kind === 'logistic'
      ? { ...core, beta: [...core.beta] }
      : { kind: core.kind, rules: core.rules, base: core.base, trees: core.trees.map(writeTree) };
  const file = { format: 'offerwright-propensity', version: 1, card, calibration, core: plain };
  return `${JSON.stringify(file)}\n`;
}

function writeTree(tree: Tree) {
  return {
    features: [...tree.features],
    bins: [...tree.bins],
    missing_left: [...tree.missingLeft],
    lefts: [...tree.lefts],
    values: [...tree.values],
    covers: [...tree.covers],
  };
}

/** @throws PropensityError */
export function readModel(file: string, bytes: Uint8Array): LoadedModel {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new PropensityError(`${file} is no model file: it is no JSON in UTF-8`, { cause });
  }
  const parsed = modelFileSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    throw new PropensityError(
      `${file} is no model file of version 1: ${issue.path.join('.') || 'the file'}: ${issue.message}`,
    );
  }
  const { card, calibration, core } = parsed.data;
  const fault = core.kind === 'boosted' ? findTreeFault(core) : findLogisticFault(core);
  const unknown = columnsOf(core).find((column) => !['numeric', 'categorical'].includes(card.schema[column] ?? ''));
  if (fault || unknown !== undefined) {
    throw new PropensityError(`${file} is no sound model: ${fault ?? `column "${unknown}" is not in the schema`}`);
  }
  if (calibration.kind === 'isotonic' && calibration.scores.length !== calibration.probabilities.length) {
    throw new PropensityError(`${file} is no sound model: the calibration has unlike lists`);
  }
  return { card, model: { core: readCore(core), calibration }, sha256: hashBytes(bytes) };
}

type PlainCore = z.infer<typeof modelFileSchema>['core'];

function readCore(core: PlainCore): Model['core'] {
  if (core.kind === 'logistic') return { ...core, beta: Float64Array.from(core.beta) };
  const trees = core.trees.map((tree) => ({
    features: Int16Array.from(tree.features),
    bins: Uint8Array.from(tree.bins),
    missingLeft: Uint8Array.from(tree.missing_left),
    lefts: Int32Array.from(tree.lefts),
    values: Float64Array.from(tree.values),
    covers: Float64Array.from(tree.covers),
  }));
  return { ...core, trees };
}

function columnsOf(core: PlainCore): string[] {
  if (core.kind === 'boosted') return core.rules.map(({ column }) => column);
  return core.terms.flatMap((term) =>
    term.kind === 'interaction' ? [term.left.column, term.right.column] : [term.column],
  );
}

/** Children come after their parent and inside the tree, so that every walk ends. */
function findTreeFault(core: Extract<PlainCore, { kind: 'boosted' }>): string | null {
  for (const [index, tree] of core.trees.entries()) {
    const { length } = tree.features;
    const lists = [tree.bins, tree.missing_left, tree.lefts, tree.values, tree.covers];
    if (lists.some((list) => list.length !== length)) return `tree ${index + 1} has lists of unlike length`;
    const isWrong = tree.features.some((feature, node) => {
      const left = tree.lefts[node]!;
      return (
        feature >= 0 &&
        (feature >= core.rules.length || left <= node || left + 1 >= length || !(tree.covers[node]! > 0))
      );
    });
    if (isWrong) return `tree ${index + 1} has a node that leads nowhere`;
  }
  return null;
}

function findLogisticFault(core: Extract<PlainCore, { kind: 'logistic' }>): string | null {
  const width = core.terms.reduce((sum, term) => {
    if (term.kind === 'numeric') return sum + term.knots.length + 2;
    return sum + (term.kind === 'categorical' ? term.levels.length + 1 : term.pairs.length);
  }, 1);
  if (width !== core.beta.length) return `${core.beta.length} coefficients for ${width} columns`;
  return core.means.length === core.terms.length ? null : 'means and terms are of unlike number';
}
