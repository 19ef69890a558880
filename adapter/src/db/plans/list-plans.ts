/** Campaigns, the newest first, with how far each has come. */
import { sql } from 'slonik';
import { z } from 'zod';
import { type CampaignsQuery, campaignSettingsSchema, campaignStates } from '../../api/campaigns.ts';
import type { Statements } from '../database.ts';
import { instantColumn } from '../row-types.ts';

const listedRow = z.object({
  id: z.uuid(),
  name: z.string(),
  state: z.enum(campaignStates),
  settings: campaignSettingsSchema,
  reach: z.int().nullable(),
  file_name: z.string(),
  file_rows: z.int(),
  author_id: z.uuid(),
  created_by: z.string(),
  created_at: instantColumn,
  started_at: instantColumn.nullable(),
  finished_at: instantColumn.nullable(),
  planned: z.int(),
  done: z.int(),
});
export type ListedPlan = z.output<typeof listedRow>;

export function listPlans(
  database: Statements,
  query: CampaignsQuery,
  plansMax: number,
): Promise<readonly ListedPlan[]> {
  const { state, cursor } = query;
  return database.any(sql.type(listedRow)`
    SELECT campaign_plans.id, campaign_plans.name, state, settings, reach, campaign_files.name AS file_name,
      campaign_files.rows_count AS file_rows, created_by AS author_id, users.name AS created_by,
      campaign_plans.created_at, started_at, finished_at, coalesce(texts.planned, 0)::integer AS planned,
      CASE WHEN state = 'finished' THEN coalesce(texts.planned, 0) ELSE coalesce(answered.done, 0) END::integer AS done
    FROM campaign_plans
    JOIN campaign_files ON campaign_files.id = campaign_plans.file_id
    JOIN users ON users.id = campaign_plans.created_by
    LEFT JOIN LATERAL (
      SELECT sum(clients_count) AS planned FROM campaign_cells WHERE plan_id = campaign_plans.id
    ) AS texts ON true
    LEFT JOIN LATERAL (
      SELECT count(*) AS done
      FROM campaign_cells
      JOIN campaigns ON campaigns.id = campaign_cells.campaign_id
      JOIN asked_clients ON asked_clients.request_id = campaigns.request_id
      JOIN answers ON answers.asked_client_id = asked_clients.id
      WHERE campaign_cells.plan_id = campaign_plans.id AND campaign_plans.state NOT IN ('draft', 'finished')
    ) AS answered ON true
    WHERE ${state === undefined ? sql.fragment`true` : sql.fragment`state = ${state}`}
      AND ${cursor === undefined ? sql.fragment`true` : sql.fragment`campaign_plans.id < ${cursor}::uuid`}
    ORDER BY campaign_plans.id DESC
    LIMIT ${plansMax}
  `);
}
