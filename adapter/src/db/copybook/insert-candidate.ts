import { sql } from 'slonik';
import type { Candidate } from '../../api/copybook-candidates.ts';
import type { Statements } from '../database.ts';

/** Where a thread of free origin comes from. */
export async function insertCandidate(
  transaction: Statements,
  threadId: string,
  origin: Omit<Candidate, 'created_at'>,
  atMs: number,
): Promise<void> {
  await transaction.query(sql.unsafe`
    INSERT INTO copybook_candidates (thread_id, engine, model_name, prompt_version, answer_id, confidence,
      confidence_basis, law_score, brand_voice_score, fit_score, created_at)
    VALUES (${threadId}, ${origin.engine}, ${origin.model_name}, ${origin.prompt_version}, ${origin.answer},
      ${origin.confidence}, ${origin.confidence_basis}, ${origin.law_score}, ${origin.brand_voice_score},
      ${origin.fit_score}, ${sql.timestamp(new Date(atMs))})
  `);
}
