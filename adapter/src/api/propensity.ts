/** What the routes about propensity models and next best offers take and give. */
import { z } from 'zod';
import { limits } from '../limits.ts';
import { clientIdSchema, codeSchema, isStorableText } from './generate-request.ts';

const reasonsMax = 20;
const count = z.int().min(0);
const measuresSchema = z.object({
  auc: z.number(),
  pr_auc: z.number(),
  brier: z.number(),
  accuracy: z.number(),
  ece: z.number(),
});
const dataSchema = z.object({ file: z.string(), sha256: z.string(), rows: count, positives: count });

const measuredSchema = z
  .object({
    on: z.enum(['test_file', 'cross_validation']),
    data: dataSchema.nullable(),
    measures: measuresSchema,
    calibration_bins: z.array(
      z.object({ from: z.number(), to: z.number(), rows: count, predicted: z.number(), observed: z.number() }),
    ),
  })
  .nullable()
  .describe('On rows that the model was not trained on; null where nobody measured');

/** The card of a model file (docs/INSIGHT.md), as the server read it. */
export const modelCardSchema = z
  .object({
    title: z.string(),
    product: z.string().nullable(),
    kind: z.enum(['logistic', 'boosted']),
    trained_at: z.iso.datetime(),
    target: z.string(),
    positive: z.string(),
    schema: z.record(z.string(), z.enum(['numeric', 'categorical', 'ignored', 'target'])),
    data: dataSchema,
    seed: z.int(),
    settings: z.record(z.string(), z.union([z.number(), z.string()])),
    weighting: z.enum(['none', 'balanced']),
    calibration: z.enum(['none', 'platt', 'isotonic']),
    fit_seconds: z.number(),
    measured: measuredSchema,
    coefficients: z.array(
      z.object({
        term: z.string(),
        level: z.string(),
        estimate: z.number(),
        standard_error: z.number(),
        odds_ratio: z.number(),
        odds_ratio_low: z.number(),
        odds_ratio_high: z.number(),
        p_value: z.number(),
        is_reference: z.boolean(),
        rows: count,
      }),
    ),
    importance: z.array(z.object({ column: z.string(), effect: z.number() })),
    limits: z.array(z.object({ ru: z.string(), en: z.string() })),
  })
  .meta({ id: 'PropensityCard' });
export type ModelCardBody = z.output<typeof modelCardSchema>;

const modelFields = {
  id: z.uuid(),
  created_at: z.iso.datetime(),
  created_by: z.string(),
  sha256: z.string(),
  title: z.string(),
  product: z.string().nullable(),
  active: z.boolean().describe('It ranks offers of its product'),
};

const modelItemSchema = z.object({
  ...modelFields,
  kind: z.enum(['logistic', 'boosted']),
  trained_at: z.iso.datetime(),
  measures: measuresSchema.nullable(),
});
export type ModelItem = z.output<typeof modelItemSchema>;
export const modelsSchema = z.object({ items: z.array(modelItemSchema) }).meta({ id: 'PropensityModels' });

export const modelSchema = z.object({ ...modelFields, card: modelCardSchema }).meta({ id: 'PropensityModel' });
export type ModelBody = z.output<typeof modelSchema>;

export const uploadModelSchema = z
  .strictObject({
    file: z
      .string()
      .min(1)
      .max(limits.propensityFileBytesMax)
      .refine(isStorableText, { message: 'text without NUL characters and broken surrogates' })
      .describe('The model file as `npm run propensity -- fit --out` wrote it'),
  })
  .meta({ id: 'UploadPropensityModel' });

export const propensityIdSchema = z.strictObject({ id: z.uuid() });

export const activateModelSchema = z
  .strictObject({ active: z.boolean().describe('false: no model ranks its product any more') })
  .meta({ id: 'ActivatePropensityModel' });

const featureValue = z.union([
  z.number(),
  z.string().max(limits.featureValueCharsMax).refine(isStorableText, { message: 'text without NUL characters' }),
  z.boolean(),
  z.null(),
]);
const featuresSchema = z
  .record(z.string().min(1).max(200).refine(isStorableText), featureValue)
  .refine((features) => Object.keys(features).length <= 500, { message: 'at most 500 features' })
  .describe('By name; unknown ones are left out, missing ones allowed');

export const predictSchema = z
  .strictObject({
    model: z.uuid(),
    clients: z
      .array(z.strictObject({ id: clientIdSchema.optional(), features: featuresSchema }))
      .min(1)
      .max(limits.propensityClientsMax),
    reasons: z.int().min(0).max(reasonsMax).default(5).describe('Reasons for each client'),
  })
  .meta({ id: 'PredictPropensity' });

const words = { text_ru: z.string(), text_en: z.string() };
const reasonSchema = z.object({
  column: z.string(),
  value: z.string().nullable(),
  log_odds: z.number().describe('Added to the log of the odds, against the average client'),
  ...words,
});
export type PropensityReasonBody = z.output<typeof reasonSchema>;

export const predictedSchema = z
  .object({
    model_sha256: z.string(),
    items: z.array(
      z.object({
        id: z.int().nullable(),
        probability: z.number(),
        reasons: z.array(reasonSchema),
        missing_columns: z.array(z.string()),
      }),
    ),
  })
  .meta({ id: 'PredictedPropensity' });
export type PredictedBody = z.output<typeof predictedSchema>;

export const rankOffersSchema = z
  .strictObject({
    client: z.strictObject({ id: clientIdSchema.optional(), features: featuresSchema }),
    products: z.array(codeSchema).min(1).max(100).optional().describe('All products by default'),
    channels: z.array(codeSchema).min(1).max(50).optional().describe('All channels by default'),
  })
  .meta({ id: 'RankOffers' });
export type RankOffersBody = z.output<typeof rankOffersSchema>;

export const offerRefusals = [
  'no_terms',
  'minor',
  'credit_self_ban',
  'no_consent',
  'do_not_disturb',
  'has_product',
  'presumes',
] as const;
export type OfferRefusal = (typeof offerRefusals)[number];

export const rankedOfferSchema = z.object({
  product: z.string(),
  channel: z.string(),
  basis: z
    .enum(['probability', 'signal_fit'])
    .describe('signal_fit: no model of the product is in force; the score says how well signals fit, no probability'),
  score: z.number().describe('The probability, or the fit, 0–1'),
  lift: z.number().describe('The score over that of the average client'),
  value: z.number().nullable().describe('Of a sale, roubles; null where nobody set it'),
  expected_value: z.number().nullable().describe('Probability × value; null where either is unknown'),
  rank_score: z
    .number()
    .describe('lift × value, the median of the values set where it is unknown; the order of the list'),
  model: z.uuid().nullable(),
  reasons: z.array(z.object({ name: z.string(), ...words })),
});
export type RankedOfferBody = z.output<typeof rankedOfferSchema>;

export const offerRankingSchema = z
  .object({
    id: z.uuid(),
    signals: z.array(z.string()),
    items: z.array(rankedOfferSchema).describe('The best first'),
    refused: z.array(z.object({ product: z.string(), channel: z.string(), reason: z.enum(offerRefusals) })),
  })
  .meta({ id: 'OfferRanking' });
export type OfferRankingBody = z.output<typeof offerRankingSchema>;

const offerValueSchema = z.object({
  product: z.string(),
  value: z.number(),
  at: z.iso.datetime(),
  created_by: z.string(),
});
export type OfferValueBody = z.output<typeof offerValueSchema>;
export const offerValuesSchema = z.object({ items: z.array(offerValueSchema) }).meta({ id: 'OfferValues' });
export const putOfferValueSchema = z
  .strictObject({ product: codeSchema, value: z.number().min(0).max(1e9).describe('Of a sale, roubles') })
  .meta({ id: 'PutOfferValue' });

export const propensityRequestSchemas = [
  uploadModelSchema,
  activateModelSchema,
  predictSchema,
  rankOffersSchema,
  putOfferValueSchema,
];
export const propensityResponseSchemas = [
  modelCardSchema,
  modelsSchema,
  modelSchema,
  predictedSchema,
  offerRankingSchema,
  offerValuesSchema,
];
