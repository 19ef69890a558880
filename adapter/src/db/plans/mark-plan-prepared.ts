import { sql } from 'slonik';
import type { Statements } from '../database.ts';

/** Counts the clients that get a text; a campaign that is still preparing runs from now on. */
export async function markPlanPrepared(database: Statements, planId: string): Promise<void> {
  await database.query(sql.unsafe`
    UPDATE campaign_plans
    SET is_prepared = true,
      reach = (
        SELECT count(DISTINCT row) FROM campaign_members WHERE plan_id = ${planId}::uuid AND outcome = 'text'
      ),
      state = CASE WHEN state = 'preparing' THEN 'running' ELSE state END
    WHERE id = ${planId}::uuid
  `);
}
