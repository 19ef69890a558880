import { sql } from 'slonik';
import { z } from 'zod';
import type { Candidate } from '../../api/copybook-candidates.ts';
import { confidenceBases } from '../../api/generate-response.ts';
import type { Statements } from '../database.ts';
import { instantColumn } from '../row-types.ts';

const candidateRow = z.object({
  engine: z.string(),
  model_name: z.string(),
  prompt_version: z.string(),
  answer: z.uuid().nullable(),
  confidence: z.number(),
  confidence_basis: z.enum(confidenceBases),
  law_score: z.number(),
  brand_voice_score: z.number(),
  fit_score: z.number(),
  created_at: instantColumn,
});

/** Null for a thread that people wrote. */
export async function findCandidate(database: Statements, threadId: string): Promise<Candidate | null> {
  const row = await database.maybeOne(sql.type(candidateRow)`
    SELECT engine, model_name, prompt_version, answer_id AS answer, confidence, confidence_basis, law_score,
      brand_voice_score, fit_score, created_at
    FROM copybook_candidates WHERE thread_id = ${threadId}
  `);
  return row && { ...row, created_at: new Date(row.created_at).toISOString() };
}
