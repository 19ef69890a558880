/** The interview of a client's link, or null when it is unknown, its answers were deleted, or it was never begun in time. */
import { sql } from 'slonik';
import { z } from 'zod';
import { endReasons, interviewSubjects } from '../../api/interviews.ts';
import type { Statements } from '../database.ts';

const linkedRow = z.object({
  id: z.uuid(),
  subject: z.enum(interviewSubjects),
  status: z.enum(['invited', 'active', 'ended']),
  seed: z.bigint().transform(Number),
  end_reason: z.enum(endReasons).nullable(),
});
export type LinkedInterview = z.output<typeof linkedRow>;

export function findLinkedInterview(
  database: Statements,
  tokenSha256: string,
  nowMs: number,
): Promise<LinkedInterview | null> {
  return database.maybeOne(sql.type(linkedRow)`
    SELECT id, subject, status, seed, end_reason
    FROM interviews
    WHERE token_sha256 = ${tokenSha256} AND status <> 'deleted'
      AND (status <> 'invited' OR link_expires_at > ${sql.timestamp(new Date(nowMs))})
  `);
}
