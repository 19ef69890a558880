import { sql } from 'slonik';
import { z } from 'zod';
import type { Statements } from '../database.ts';

export interface InterviewEnd {
  readonly id: string;
  readonly reason: string;
  readonly atMs: number;
}

/** @returns false when it was not active. */
export async function endInterview(database: Statements, end: InterviewEnd): Promise<boolean> {
  const updated = await database.maybeOne(sql.type(z.object({ id: z.uuid() }))`
    UPDATE interviews
    SET status = 'ended', ended_at = ${sql.timestamp(new Date(end.atMs))}, end_reason = ${end.reason}
    WHERE id = ${end.id}::uuid AND status = 'active'
    RETURNING id
  `);
  return updated !== null;
}
