import { sql } from 'slonik';
import { z } from 'zod';
import type { Statements } from '../database.ts';

const countedRow = z.object({
  product_code: z.string(),
  channel_code: z.string(),
  arm: z.string(),
  clients_count: z.int(),
});

/** Products, channels and variants of a campaign with the number of texts of each. */
export function countMemberCells(database: Statements, planId: string) {
  return database.any(sql.type(countedRow)`
    SELECT product_code, channel_code, arm, count(*)::integer AS clients_count
    FROM campaign_members
    WHERE plan_id = ${planId}::uuid AND outcome = 'text'
    GROUP BY product_code, channel_code, arm
    ORDER BY product_code, channel_code, arm
  `);
}
