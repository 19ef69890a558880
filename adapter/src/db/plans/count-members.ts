import { sql } from 'slonik';
import { z } from 'zod';
import type { Statements } from '../database.ts';

const countedRow = z.object({
  outcome: z.string(),
  reason: z.string().nullable(),
  rows_count: z.int(),
  texts_count: z.int(),
});

/** Clients (rows of the file) of a campaign by what was decided about them. */
export function countMembers(database: Statements, planId: string) {
  return database.any(sql.type(countedRow)`
    SELECT outcome, reason, (count(*) FILTER (WHERE offer = 0))::integer AS rows_count, count(*)::integer AS texts_count
    FROM campaign_members
    WHERE plan_id = ${planId}::uuid
    GROUP BY outcome, reason
    ORDER BY rows_count DESC
  `);
}
