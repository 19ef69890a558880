import { sql } from 'slonik';
import { z } from 'zod';
import type { Statements } from '../database.ts';

/** Ids of campaigns that somebody should be working on. */
export function listPlansAtWork(database: Statements): Promise<readonly string[]> {
  return database.anyFirst(sql.type(z.object({ id: z.uuid() }))`
    SELECT id FROM campaign_plans WHERE state IN ('preparing', 'running') ORDER BY id
  `);
}
