import { sql } from 'slonik';
import { z } from 'zod';
import type { Statements } from '../database.ts';

/** The last row of the file that a campaign has decided about; 0 before the first. */
export function findLastMemberRow(database: Statements, planId: string): Promise<number> {
  return database.oneFirst(sql.type(z.object({ row: z.int() }))`
    SELECT coalesce(max(row), 0) AS row FROM campaign_members WHERE plan_id = ${planId}::uuid
  `);
}
