import { sql } from 'slonik';
import type { Statements } from '../database.ts';

/** Notes what a campaign at work waits for; null: for nothing. */
export async function setPlanWaiting(database: Statements, planId: string, waitingFor: string | null): Promise<void> {
  await database.query(sql.unsafe`
    UPDATE campaign_plans
    SET waiting_for = ${waitingFor}
    WHERE id = ${planId}::uuid AND state IN ('preparing', 'running') AND waiting_for IS DISTINCT FROM ${waitingFor}
  `);
}
