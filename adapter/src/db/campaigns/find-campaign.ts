import { sql } from 'slonik';
import { z } from 'zod';
import type { Statements } from '../database.ts';

const campaignRow = z.object({
  id: z.uuid(),
  request_id: z.uuid(),
  seed: z.bigint().transform(Number),
  finished: z.boolean(),
});
export type StoredCampaign = z.output<typeof campaignRow>;

/** The newest campaign of this key, or null. */
export function findCampaign(database: Statements, keySha256: string): Promise<StoredCampaign | null> {
  return database.maybeOne(sql.type(campaignRow)`
    SELECT id, request_id, seed, finished_at IS NOT NULL AS finished
    FROM campaigns
    WHERE key_sha256 = ${keySha256}
    ORDER BY id DESC
    LIMIT 1
  `);
}
