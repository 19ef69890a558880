import { sql } from 'slonik';
import type { CampaignSettings } from '../../api/campaigns.ts';
import type { Statements } from '../database.ts';

export interface NewPlan {
  readonly id: string;
  readonly name: string;
  readonly fileId: string;
  readonly settings: CampaignSettings;
  readonly seed: number;
  readonly createdBy: string;
  /** Milliseconds since 1970. */
  readonly createdAtMs: number;
}

export async function insertPlan(database: Statements, plan: NewPlan): Promise<void> {
  await database.query(sql.unsafe`
    INSERT INTO campaign_plans (id, name, file_id, settings, seed, created_by, created_at)
    VALUES (${plan.id}, ${plan.name}, ${plan.fileId}, ${JSON.stringify(plan.settings)}::jsonb, ${plan.seed},
      ${plan.createdBy}, ${sql.timestamp(new Date(plan.createdAtMs))})
  `);
}
