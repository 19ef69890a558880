import { sql } from 'slonik';
import type { Statements } from '../database.ts';

/** Run in the transaction that finishes the request. */
export async function finishCampaign(database: Statements, campaignId: string, finishedAtMs: number): Promise<void> {
  await database.query(sql.unsafe`
    UPDATE campaigns SET finished_at = ${sql.timestamp(new Date(finishedAtMs))} WHERE id = ${campaignId}
  `);
}
