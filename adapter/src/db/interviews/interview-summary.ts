import { sql } from 'slonik';
import { z } from 'zod';
import { type InterviewSummaryJson, interviewSummarySchema } from '../../api/interviews.ts';
import type { Statements } from '../database.ts';

/** Nothing is kept of an interview whose answers were deleted meanwhile. */
export async function updateSummary(database: Statements, id: string, summary: InterviewSummaryJson): Promise<void> {
  await database.query(sql.unsafe`
    UPDATE interviews SET summary = ${JSON.stringify(summary)}::jsonb WHERE id = ${id}::uuid AND status = 'ended'
  `);
}

export async function findSummary(database: Statements, id: string): Promise<InterviewSummaryJson | null> {
  const row = await database.maybeOne(sql.type(z.object({ summary: interviewSummarySchema.nullable() }))`
    SELECT summary FROM interviews WHERE id = ${id}::uuid
  `);
  return row?.summary ?? null;
}
