import { sql } from 'slonik';
import { z } from 'zod';
import type { Statements } from '../database.ts';
import { clientIdColumn, instantColumn } from '../row-types.ts';

const outputRow = z.object({
  position: z.int(),
  client_id: clientIdColumn.nullable(),
  status: z.enum(['sendable', 'not_sendable', 'refused', 'error']).nullable(),
  text: z.string().nullable(),
  confidence: z.number().nullable(),
  source: z.enum(['model', 'rules']).nullable(),
  rules_reason: z.string().nullable(),
  thread_id: z.string().nullable(),
  variants: z.array(z.int()).nullable(),
  coverage: z.string().nullable(),
  concern: z.string().nullable(),
  concern_rule: z.string().nullable(),
  signals: z.array(z.string()).nullable(),
  verdict_passed: z.boolean().nullable(),
  law_score: z.number().nullable(),
  brand_voice_score: z.number().nullable(),
  fit_score: z.number().nullable(),
  measures: z.object({ characters: z.number(), sms_segments: z.number(), spoken_seconds: z.number() }).nullable(),
  total_ms: z.number().nullable(),
  provenance: z
    .object({
      model_name: z.string(),
      model_sha256: z.string(),
      copybook_hash: z.string(),
      rule_set_version: z.string(),
      profile_version: z.string(),
    })
    .nullable(),
  refusal: z.object({ rule_id: z.string(), reason: z.string() }).nullable(),
  error: z.object({ kind: z.string(), message: z.string() }).nullable(),
  answered_at: instantColumn.nullable(),
  /** The client asked for no more after the text was written (POST /v1/outcomes). */
  has_opted_out: z.boolean(),
});
export type StoredOutputRow = z.output<typeof outputRow>;

/** The next rows of a request in the order asked; `status` is null where no answer is stored. */
export function findOutputPage(
  database: Statements,
  requestId: string,
  afterPosition: number,
  rowsMax: number,
): Promise<readonly StoredOutputRow[]> {
  return database.any(sql.type(outputRow)`
    SELECT asked_clients.position, asked_clients.client_id, answers.status, answers.text, answers.confidence,
      answers.source, answers.rules_reason, answers.thread_id, answers.variants, answers.coverage, answers.concern,
      answers.concern_rule, answers.signals, (answers.verdict ->> 'passed')::boolean AS verdict_passed,
      (answers.verdict ->> 'law_score')::float8 AS law_score,
      (answers.verdict ->> 'brand_voice_score')::float8 AS brand_voice_score,
      (answers.verdict ->> 'fit_score')::float8 AS fit_score, answers.measures,
      (answers.timings ->> 'total_ms')::float8 AS total_ms, answers.provenance, answers.refusal, answers.error,
      answers.answered_at, client_flags.opted_out_at IS NOT NULL AS has_opted_out
    FROM asked_clients
    LEFT JOIN answers ON answers.asked_client_id = asked_clients.id
    LEFT JOIN campaigns ON campaigns.request_id = asked_clients.request_id
    LEFT JOIN client_flags ON campaigns.has_client_ids AND client_flags.client_id = asked_clients.client_id
    WHERE asked_clients.request_id = ${requestId} AND asked_clients.position > ${afterPosition}
    ORDER BY asked_clients.position
    LIMIT ${rowsMax}
  `);
}
