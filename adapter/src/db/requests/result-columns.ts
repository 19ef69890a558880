/** The columns of an answer, read back into the shape that was sent: for replays and the history. */
import { sql } from 'slonik';
import { z } from 'zod';
import { concernNames } from '../../api/generate-request.ts';
import {
  type AnsweredClient,
  answerStatuses,
  type ClientErrorBody,
  clientErrorSchema,
  confidenceBases,
  coverages,
  disclosureSchema,
  heardConcernSchema,
  measuresSchema,
  provenanceSchema,
  refusalSchema,
  rulesReasons,
  scoresOf,
  sources,
  timingsSchema,
  verdictSchema,
} from '../../api/generate-response.ts';

/** Null in every field: asked, and no answer was stored. */
export const resultColumns = {
  status: z.enum([...answerStatuses, 'error']).nullable(),
  text: z.string().nullable(),
  body: z.string().nullable(),
  disclosures: z.array(disclosureSchema).nullable(),
  confidence: z.number().nullable(),
  confidence_basis: z.enum(confidenceBases).nullable(),
  confidence_calibrated: z.boolean().nullable(),
  source: z.enum(sources).nullable(),
  rules_reason: z.enum(rulesReasons).nullable(),
  verdict: verdictSchema.nullable(),
  thread_id: z.string().nullable(),
  thread_version: z.string().nullable(),
  variants: z.array(z.int()).nullable(),
  coverage: z.enum(coverages).nullable(),
  concern: z.enum(concernNames).nullable(),
  concern_rule: z.string().nullable(),
  signals: z.array(z.string()).nullable(),
  measures: measuresSchema.nullable(),
  provenance: provenanceSchema.nullable(),
  timings: timingsSchema.nullable(),
  refusal: refusalSchema.nullable(),
  repaired: z.boolean().nullable(),
  heard_concerns: z.array(heardConcernSchema).nullable(),
  error: clientErrorSchema.nullable(),
};

export const resultColumnList = sql.join(
  Object.keys(resultColumns).map((name) => sql.identifier(['answers', name])),
  sql.fragment`, `,
);

const resultRow = z.object(resultColumns);
export type ResultRow = z.output<typeof resultRow>;

export type StoredResult =
  | { readonly kind: 'answer'; readonly answer: AnsweredClient }
  | { readonly kind: 'error'; readonly error: ClientErrorBody }
  | { readonly kind: 'unanswered' };

export function readResult(row: ResultRow, index: number, clientId: number | null): StoredResult {
  if (row.status === null) return { kind: 'unanswered' };
  if (row.status === 'error') return { kind: 'error', error: row.error! };
  const { thread_id, thread_version, variants, error: _, ...rest } = row;
  return {
    kind: 'answer',
    answer: {
      index,
      id: clientId,
      status: row.status,
      text: rest.text ?? '',
      body: rest.body ?? '',
      disclosures: rest.disclosures ?? [],
      confidence: rest.confidence ?? 0,
      confidence_basis: rest.confidence_basis,
      confidence_calibrated: rest.confidence_calibrated ?? false,
      source: rest.source,
      rules_reason: rest.rules_reason,
      concern: rest.concern,
      concern_rule: rest.concern_rule ?? '',
      signals: rest.signals ?? [],
      thread: thread_id === null ? null : { id: thread_id, version: thread_version!, variants: variants! },
      coverage: rest.coverage,
      verdict: rest.verdict,
      measures: rest.measures,
      provenance: rest.provenance,
      timings: rest.timings,
      refusal: rest.refusal,
      scores: scoresOf(rest.verdict),
      repaired: rest.repaired ?? false,
      heard_concerns: rest.heard_concerns ?? [],
    },
  };
}
