/** Campaigns by state, and how far those at work have come. */
import { sql } from 'slonik';
import { z } from 'zod';
import { lowestUuidAt } from '../../clock.ts';
import { limits } from '../../limits.ts';
import type { Statements } from '../database.ts';

const stateRow = z.object({ state: z.string(), count: z.int() });

export async function countCampaignStates(database: Statements) {
  return await database.any(sql.type(stateRow)`
    SELECT state, count(*)::integer AS count FROM campaign_plans GROUP BY state ORDER BY state
  `);
}

const workRow = z.object({
  campaign_id: z.uuid(),
  name: z.string(),
  state: z.string(),
  clients: z.int(),
  answered: z.int(),
  last_hour: z.int(),
});

const msPerHour = 3_600_000;

/** Running, and paused with something left; the newest first. */
export async function listCampaignsAtWork(database: Statements, nowMs: number) {
  return await database.any(sql.type(workRow)`
    SELECT plans.id AS campaign_id, plans.name, plans.state, coalesce(sum(cells.clients_count), 0)::integer AS clients,
      coalesce(sum(done.answered), 0)::integer AS answered, coalesce(sum(done.last_hour), 0)::integer AS last_hour
    FROM campaign_plans AS plans
    LEFT JOIN campaign_cells AS cells ON cells.plan_id = plans.id
    LEFT JOIN LATERAL (
      SELECT count(*) AS answered,
        count(*) FILTER (WHERE asked_clients.id >= ${lowestUuidAt(nowMs - msPerHour)}::uuid) AS last_hour
      FROM campaigns
      JOIN asked_clients ON asked_clients.request_id = campaigns.request_id
      JOIN answers ON answers.asked_client_id = asked_clients.id
      WHERE campaigns.id = cells.campaign_id
    ) AS done ON true
    WHERE plans.state IN ('preparing', 'running', 'paused')
    GROUP BY plans.id, plans.name, plans.state, plans.created_at
    ORDER BY plans.created_at DESC
    LIMIT ${limits.statsRowsMax}
  `);
}
