/**
 * What POST /v1/generate gives, as JSON. The same shapes are stored, replayed for an idempotency key and shown in the
 * history. Enumerations of the contract appear here as lower-case slugs.
 */
import { z } from 'zod';
import { concernNames, profileNames } from './generate-request.ts';

export const answerStatuses = ['sendable', 'not_sendable', 'refused'] as const;
export const sources = ['model', 'rules'] as const;
export const rulesReasons = ['policy', 'deadline', 'overload', 'engine_down', 'engine_error', 'check_failed'] as const;
export const confidenceBases = ['token_probabilities', 'fit', 'unknown'] as const;
export const coverages = ['cell', 'other_concern', 'family', 'free'] as const;
export const ruleOutcomes = ['passed', 'fixed', 'warned', 'blocked'] as const;

export const verdictSchema = z
  .object({
    passed: z.boolean().describe('No rule blocked'),
    results: z.array(
      z.object({
        rule_id: z.string(),
        row: z.int().describe('Row of the rule list'),
        title: z.string(),
        article: z.string(),
        outcome: z.enum(ruleOutcomes),
        spans: z.array(z.object({ start: z.int(), end: z.int(), text: z.string() })),
        message: z.string(),
        suggested_fix: z.string(),
      }),
    ),
    law_score: z.number(),
    brand_voice_score: z.number(),
    fit_score: z.number(),
    rule_set_version: z.string(),
    rule_set_hash: z.string(),
  })
  .meta({ id: 'Verdict' });

export const disclosureSchema = z.object({ id: z.string(), text: z.string(), rule_id: z.string() });

export const threadSchema = z
  .object({
    id: z.string(),
    version: z.string(),
    variants: z.array(z.int()).describe('Variant used at each position, from 0'),
  })
  .meta({ id: 'Thread' });

export const measuresSchema = z.object({
  characters: z.int(),
  body_characters: z.int(),
  sms_segments: z.int().describe('0 where the channel is not SMS'),
  spoken_seconds: z.number().describe('0 where the channel is not spoken'),
});

export const provenanceSchema = z
  .object({
    engine: z.string(),
    model_name: z.string(),
    model_sha256: z.string(),
    // Answers stored before there were adapters lack both.
    adapter_name: z.string().default('').describe('empty without an adapter'),
    adapter_sha256: z.string(),
    model_file: z.string().default('').describe('"published", or what was done to the published file at set-up'),
    copybook_hash: z.string(),
    grammar_hash: z.string(),
    rule_set_version: z.string(),
    rule_set_hash: z.string(),
    prompt_version: z.string(),
    profile_name: z.string(),
    profile_version: z.string(),
    terms_version: z.string(),
    seed: z.int(),
    temperature: z.number(),
    server_version: z.string(),
  })
  .meta({ id: 'Provenance' });

export const timingsSchema = z.object({
  queue_ms: z.number(),
  prepare_ms: z.number(),
  generate_ms: z.number(),
  check_ms: z.number(),
  total_ms: z.number(),
  tokens_evaluated: z.int(),
  decisions: z.int(),
});

export const refusalSchema = z.object({ rule_id: z.string(), reason: z.string() });

export const scoresSchema = z.object({
  law: z.number().min(0).max(1),
  brand_voice: z.number().min(0).max(1),
  fit: z.number().min(0).max(1),
});

export const heardConcernSchema = z.object({
  concern: z.enum(concernNames),
  likelihood: z.number().min(0).max(1).describe('Calibrated, each for itself: several may hold'),
  found: z.boolean().describe('Above the threshold of its concern'),
  phrases: z
    .array(
      z.object({
        start: z.int().min(0),
        end: z.int().min(0).describe('Exclusive'),
        contribution: z.number().describe('To the log of the odds'),
      }),
    )
    .describe('Places in concern_text, in UTF-16 units, the strongest first; the words are not repeated'),
});

export const answeredClientSchema = z
  .object({
    index: z.int().min(0).describe('Place of the client in the request, from 0'),
    id: z.int().nullable().describe('null: composed for somebody without an id (POST /v1/compose)'),
    status: z
      .enum(answerStatuses)
      .describe('sendable; not_sendable: lawful, but not to this client now; refused: no lawful text can be made'),
    text: z.string().describe('Ready to send; empty when refused'),
    body: z.string().describe('The text without what law adds'),
    disclosures: z.array(disclosureSchema),
    confidence: z.number().min(0).max(1),
    confidence_basis: z.enum(confidenceBases).nullable(),
    confidence_calibrated: z.boolean().describe('false: read the confidence as a rank, not as a probability'),
    source: z.enum(sources).nullable().describe('rules: composed without the model'),
    rules_reason: z.enum(rulesReasons).nullable(),
    concern: z.enum(concernNames).nullable(),
    concern_rule: z.string(),
    signals: z.array(z.string()),
    thread: threadSchema.nullable(),
    coverage: z.enum(coverages).nullable(),
    verdict: verdictSchema.nullable(),
    measures: measuresSchema.nullable(),
    provenance: provenanceSchema.nullable(),
    timings: timingsSchema.nullable(),
    refusal: refusalSchema.nullable().describe('Why it is not sendable, or refused: the rule and its reason'),
    scores: scoresSchema.nullable().describe('From the verdict; null where there is none'),
    repaired: z.boolean().describe('The first text failed the check; this is its repair'),
    heard_concerns: z
      .array(heardConcernSchema)
      .describe('What concern_text says of each concern, the likeliest first; empty where there was none'),
  })
  .meta({ id: 'AnsweredClient' });
export type AnsweredClient = z.output<typeof answeredClientSchema>;

/** The three scores of a verdict, at hand. */
export function scoresOf(verdict: z.output<typeof verdictSchema> | null): z.output<typeof scoresSchema> | null {
  if (verdict === null) return null;
  return { law: verdict.law_score, brand_voice: verdict.brand_voice_score, fit: verdict.fit_score };
}

export const clientErrorSchema = z
  .object({
    kind: z.string().describe('Slug, for example invalid_feature, duplicate_client_id, not_stored'),
    message: z.string(),
    field: z.string().describe('For example clients[3].features.age'),
    limit: z.string(),
    given: z.string().describe('The kind of value that came, never the value'),
  })
  .meta({ id: 'ClientError' });
export type ClientErrorBody = z.output<typeof clientErrorSchema>;

export const failedClientSchema = z
  .object({
    index: z.int().min(0),
    id: z.int().nullable().describe('null when what came is not an id'),
    error: clientErrorSchema,
  })
  .meta({ id: 'FailedClient' });
export type FailedClient = z.output<typeof failedClientSchema>;

export const clientResultSchema = z.union([answeredClientSchema, failedClientSchema]).meta({ id: 'ClientResult' });
export type ClientResult = AnsweredClient | FailedClient;

export const requestTimingsSchema = z.object({
  prepare_ms: z.number().describe('From the request’s arrival until all was known that the server is told'),
  answer_ms: z.number().describe('From then until the last answer was stored'),
  total_ms: z.number(),
});

export const generateHeader = {
  request_id: z.uuid(),
  product: z.object({ code: z.string(), name: z.string(), description: z.string() }),
  channel: z.object({ code: z.string(), description: z.string() }),
  profile: z.enum(profileNames),
  claims_reviewed: z
    .boolean()
    .describe('false: the bank has not reviewed the claims of this product, and no thread was left out for them'),
  sample_terms: z.boolean().describe('true: the terms of the catalogue are a sample, no text may be sent with them'),
};

export const generateResponseSchema = z
  .object({ ...generateHeader, results: z.array(clientResultSchema), timings: requestTimingsSchema })
  .meta({ id: 'GenerateResponse' });
export type GenerateResponse = z.output<typeof generateResponseSchema>;

export const countsSchema = z.object({
  clients: z.int(),
  model: z.int(),
  rules: z.int(),
  refused: z.int(),
  errors: z.int(),
});

/** The last line of a stream. */
export const generateDoneSchema = z
  .object({
    done: z.literal(true),
    ...generateHeader,
    counts: countsSchema,
    timings: requestTimingsSchema,
    error: clientErrorSchema.nullable().describe('What ended the stream early, or null'),
  })
  .meta({ id: 'GenerateDone' });
export type GenerateDone = z.output<typeof generateDoneSchema>;

/** One of several mistakes, for example of an import. */
export const fieldProblemSchema = z.object({ field: z.string(), limit: z.string(), given: z.string() });

export const errorResponseSchema = z
  .object({
    error: z.object({
      kind: z.string(),
      message: z.string(),
      field: z.string(),
      limit: z.string(),
      given: z.string(),
    }),
    problems: z
      .array(fieldProblemSchema)
      .optional()
      .describe('Every mistake, where more than one can be told (imports, threads)'),
    current: z.looseObject({}).optional().describe('What is there now (revision_conflict: ThreadDetails)'),
    request_id: z.uuid(),
  })
  .meta({ id: 'ErrorResponse' });
