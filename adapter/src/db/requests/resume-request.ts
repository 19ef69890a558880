import { sql } from 'slonik';
import { z } from 'zod';
import { limits } from '../../limits.ts';
import type { Statements } from '../database.ts';

/**
 * Takes up a request that failed, or whose adapter died, for another attempt.
 * @returns false when it is done, or somebody else is at it.
 */
export async function resumeRequest(database: Statements, requestId: string, nowMs: number): Promise<boolean> {
  const now = sql.timestamp(new Date(nowMs));
  const resumed = await database.maybeOne(sql.type(z.object({ id: z.uuid() }))`
    UPDATE requests
    SET state = 'open', failure_kind = NULL, attempt_started_at = ${now}, attempts_count = attempts_count + 1
    WHERE id = ${requestId}
      AND (state = 'failed'
        OR (state = 'open'
          AND attempt_started_at < ${now} - make_interval(secs => ${limits.abandonedAfterMs / 1000})))
    RETURNING id
  `);
  return resumed !== null;
}
