import { sql } from 'slonik';
import type { RankedBy } from '../../api/campaign-ranking.ts';
import type { Statements } from '../database.ts';

/** What the campaign ranks by from now on; what was fixed before stays. */
export async function fixPlanRanking(database: Statements, planId: string, rankedBy: RankedBy): Promise<void> {
  await database.query(sql.unsafe`
    UPDATE campaign_plans
    SET ranked_by = ${JSON.stringify(rankedBy)}::jsonb
    WHERE id = ${planId}::uuid AND ranked_by IS NULL
  `);
}
