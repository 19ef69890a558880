/** The products, channels and variants of a campaign, and what has become of the texts of each. */
import { sql } from 'slonik';
import { z } from 'zod';
import type { Statements } from '../database.ts';

const cellRow = z.object({
  place: z.int(),
  product_code: z.string(),
  channel_code: z.string(),
  arm: z.string(),
  clients_count: z.int(),
  campaign_id: z.uuid(),
  request_id: z.uuid(),
  finished: z.boolean(),
});
export type StoredCell = z.output<typeof cellRow>;

export function listCells(database: Statements, planId: string): Promise<readonly StoredCell[]> {
  return database.any(sql.type(cellRow)`
    SELECT place, product_code, channel_code, arm, clients_count, campaign_id, campaigns.request_id,
      campaigns.finished_at IS NOT NULL AS finished
    FROM campaign_cells
    JOIN campaigns ON campaigns.id = campaign_cells.campaign_id
    WHERE plan_id = ${planId}::uuid
    ORDER BY place
  `);
}
