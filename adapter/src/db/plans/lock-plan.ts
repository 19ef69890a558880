import { sql } from 'slonik';
import { z } from 'zod';
import { campaignStates } from '../../api/campaigns.ts';
import type { Statements } from '../database.ts';

/** Locks the campaign's row until the transaction ends; null when there is none. */
export function lockPlan(database: Statements, planId: string) {
  return database.maybeOne(sql.type(z.object({ state: z.enum(campaignStates) }))`
    SELECT state FROM campaign_plans WHERE id = ${planId}::uuid FOR UPDATE
  `);
}
