import { sql } from 'slonik';
import type { CampaignSettings } from '../../api/campaigns.ts';
import type { Statements } from '../database.ts';

export interface ChangedPlan {
  readonly planId: string;
  readonly expectedVersion: number;
  readonly name: string;
  readonly settings: CampaignSettings;
  readonly changedBy: string;
  /** Milliseconds since 1970. */
  readonly changedAtMs: number;
}

/** @returns whether it was a draft of that version, and has changed */
export async function updatePlan(database: Statements, plan: ChangedPlan): Promise<boolean> {
  const { rowCount } = await database.query(sql.unsafe`
    UPDATE campaign_plans
    SET name = ${plan.name}, settings = ${JSON.stringify(plan.settings)}::jsonb, version = version + 1,
      changed_by = ${plan.changedBy}, changed_at = ${sql.timestamp(new Date(plan.changedAtMs))}
    WHERE id = ${plan.planId}::uuid AND state = 'draft' AND version = ${plan.expectedVersion}
  `);
  return rowCount === 1;
}
