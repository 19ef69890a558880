/** A product, channel and variant of a campaign, tied to its request. */
import { sql } from 'slonik';
import type { Statements } from '../database.ts';

export interface NewCell {
  readonly planId: string;
  readonly place: number;
  readonly productCode: string;
  readonly channelCode: string;
  readonly arm: string;
  readonly clientsCount: number;
  readonly campaignId: string;
}

export async function insertCell(database: Statements, cell: NewCell): Promise<void> {
  await database.query(sql.unsafe`
    INSERT INTO campaign_cells (plan_id, place, product_code, channel_code, arm, clients_count, campaign_id)
    VALUES (${cell.planId}, ${cell.place}, ${cell.productCode}, ${cell.channelCode}, ${cell.arm}, ${cell.clientsCount},
      ${cell.campaignId})
  `);
}
