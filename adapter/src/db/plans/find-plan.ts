/** A campaign with its file and its author, or null. */
import { sql } from 'slonik';
import { z } from 'zod';
import { rankedBySchema } from '../../api/campaign-ranking.ts';
import { campaignSettingsSchema, campaignStates } from '../../api/campaigns.ts';
import type { Statements } from '../database.ts';
import { instantColumn } from '../row-types.ts';

const planRow = z.object({
  id: z.uuid(),
  name: z.string(),
  state: z.enum(campaignStates),
  is_prepared: z.boolean(),
  waiting_for: z.string().nullable(),
  failure: z.object({ kind: z.string(), message: z.string() }).nullable(),
  seed: z.bigint().transform(Number),
  version: z.int(),
  changed_by: z.string().nullable(),
  changed_at: instantColumn.nullable(),
  settings: campaignSettingsSchema,
  reach: z.int().nullable(),
  ranked_by: rankedBySchema.nullable(),
  file_id: z.uuid(),
  file_name: z.string(),
  file_sha256: z.string(),
  file_rows: z.int(),
  file_header: z.array(z.string()),
  author_id: z.uuid(),
  created_by: z.string(),
  created_at: instantColumn,
  started_at: instantColumn.nullable(),
  finished_at: instantColumn.nullable(),
});
export type StoredPlan = z.output<typeof planRow>;

export function findPlan(database: Statements, planId: string): Promise<StoredPlan | null> {
  return database.maybeOne(sql.type(planRow)`
    SELECT campaign_plans.id, campaign_plans.name, state, is_prepared, waiting_for, failure, seed, campaign_plans.version, settings, reach, ranked_by,
      file_id, campaign_files.name AS file_name, campaign_files.sha256 AS file_sha256,
      campaign_files.rows_count AS file_rows, campaign_files.header AS file_header, created_by AS author_id,
      users.name AS created_by, changers.name AS changed_by, changed_at, campaign_plans.created_at, started_at, finished_at
    FROM campaign_plans
    JOIN campaign_files ON campaign_files.id = campaign_plans.file_id
    JOIN users ON users.id = campaign_plans.created_by
    LEFT JOIN users AS changers ON changers.id = campaign_plans.changed_by
    WHERE campaign_plans.id = ${planId}::uuid
  `);
}
