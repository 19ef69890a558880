/** Answers that may become candidates. */
import { sql } from 'slonik';
import { z } from 'zod';
import { confidenceBases } from '../../api/generate-response.ts';
import type { Statements } from '../database.ts';

const answerRow = z.object({
  id: z.uuid(),
  product_code: z.string(),
  channel_code: z.string(),
  body: z.string(),
  concern: z.string().nullable(),
  signals: z.array(z.string()),
  confidence: z.number().nullable(),
  confidence_basis: z.enum(confidenceBases).nullable(),
  verdict: z.object({ law_score: z.number(), brand_voice_score: z.number(), fit_score: z.number() }).nullable(),
  provenance: z.object({ engine: z.string(), model_name: z.string(), prompt_version: z.string() }).nullable(),
  is_free: z.boolean(),
});
export type StoredFreeAnswer = z.output<typeof answerRow>;

const columns = sql.fragment`answers.asked_client_id AS id, asked_clients.product_code, asked_clients.channel_code,
  answers.body, answers.concern, answers.signals, answers.confidence, answers.confidence_basis, answers.verdict,
  answers.provenance, coalesce(answers.coverage = 'free' AND answers.source = 'model', false) AS is_free
  FROM answers JOIN asked_clients ON asked_clients.id = answers.asked_client_id`;

/** Those of these answers that are there, freely written or not. */
export function findFreeAnswers(database: Statements, ids: readonly string[]): Promise<readonly StoredFreeAnswer[]> {
  return database.any(sql.type(answerRow)`
    SELECT ${columns} WHERE answers.asked_client_id = ANY(${sql.array([...ids], 'uuid')})
  `);
}

/** The newest freely written ones of products with a code, which are no candidates yet. */
export function listNewestFreeAnswers(database: Statements, limit: number): Promise<readonly StoredFreeAnswer[]> {
  return database.any(sql.type(answerRow)`
    SELECT ${columns}
    WHERE answers.coverage = 'free' AND answers.source = 'model' AND asked_clients.product_code <> ''
      AND NOT EXISTS (
        SELECT FROM copybook_candidates WHERE copybook_candidates.answer_id = answers.asked_client_id
      )
    ORDER BY answers.asked_client_id DESC
    LIMIT ${limit}
  `);
}
