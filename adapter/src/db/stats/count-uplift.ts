/**
 * Campaigns with a control group: who was to get a text, who was left alone, and who of both accepted. Everybody counts
 * where the draw put him, whether his text was sent or not: else the groups would not be alike. A client is a row of the
 * campaign's file.
 */
import { sql } from 'slonik';
import { z } from 'zod';
import { limits } from '../../limits.ts';
import type { Statements } from '../database.ts';
import { clientIdColumn, instantColumn } from '../row-types.ts';
import { ofOffer, type StatsFilter } from './stats-filter.ts';

const upliftRow = z.object({
  plan_id: z.uuid(),
  name: z.string(),
  created_at: instantColumn,
  /** Empty for all arms together. */
  arm: z.string(),
  clients: clientIdColumn,
  accepted: clientIdColumn,
  is_control: z.boolean(),
});
export type UpliftRow = z.output<typeof upliftRow>;

export async function countUplift(database: Statements, filter: StatsFilter): Promise<readonly UpliftRow[]> {
  return await database.any(sql.type(upliftRow)`
    WITH plans AS (
      SELECT id, name, created_at FROM campaign_plans
      WHERE created_at >= ${sql.timestamp(new Date(filter.fromMs))} AND created_at < ${sql.timestamp(new Date(filter.toMs))}
        AND EXISTS (SELECT FROM campaign_members WHERE plan_id = campaign_plans.id AND outcome = 'control')
      ORDER BY created_at DESC
      LIMIT ${limits.statsRowsMax}
    ), members AS (
      SELECT DISTINCT plan_id, row, client_id, outcome = 'control' AS is_control, coalesce(arm, '') AS arm
      FROM campaign_members
      WHERE plan_id IN (SELECT id FROM plans) AND outcome IN ('text', 'control') AND ${ofOffer(filter)}
    ), buyers AS (
      SELECT DISTINCT campaign_cells.plan_id, asked_clients.client_id, false AS is_control
      FROM outcomes
      JOIN asked_clients ON asked_clients.id = outcomes.answer_id
      JOIN campaigns ON campaigns.request_id = asked_clients.request_id
      JOIN campaign_cells ON campaign_cells.campaign_id = campaigns.id
      WHERE outcomes.event = 'accepted' AND campaign_cells.plan_id IN (SELECT id FROM plans)
      UNION ALL
      SELECT DISTINCT campaign_id, client_id, true FROM outcomes
      WHERE event = 'accepted' AND answer_id IS NULL AND campaign_id IN (SELECT id FROM plans)
    )
    SELECT plans.id AS plan_id, plans.name, plans.created_at, coalesce(members.arm, '') AS arm, members.is_control,
      count(DISTINCT members.row) AS clients, count(DISTINCT members.row) FILTER (WHERE buyers.plan_id IS NOT NULL) AS accepted
    FROM plans
    JOIN members ON members.plan_id = plans.id
    LEFT JOIN buyers ON buyers.plan_id = members.plan_id AND buyers.client_id = members.client_id
      AND buyers.is_control = members.is_control
    GROUP BY GROUPING SETS (
      (plans.id, plans.name, plans.created_at, members.is_control),
      (plans.id, plans.name, plans.created_at, members.is_control, members.arm))
    HAVING GROUPING(members.arm) = 1 OR (NOT members.is_control AND members.arm <> '')
    ORDER BY plans.created_at DESC, plans.id, arm
  `);
}
