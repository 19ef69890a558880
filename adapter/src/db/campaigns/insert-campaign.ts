import { sql } from 'slonik';
import type { Statements } from '../database.ts';

/** The user of migration 000010 that the requests of the command line belong to. */
export const commandLineUserId = '00000000-0000-7000-8000-000000000001';

export interface NewCampaign {
  readonly id: string;
  readonly keySha256: string;
  readonly requestId: string;
  readonly clientsSha256: string;
  readonly clientsFileName: string;
  /** False: client ids are row numbers. */
  readonly hasClientIds: boolean;
  readonly seed: number;
  /** Milliseconds since 1970. */
  readonly createdAtMs: number;
}

/** Run in the transaction that inserts the request. */
export async function insertCampaign(database: Statements, campaign: NewCampaign): Promise<void> {
  await database.query(sql.unsafe`
    INSERT INTO campaigns (id, key_sha256, request_id, clients_sha256, clients_file_name, has_client_ids, seed, created_at)
    VALUES (${campaign.id}, ${campaign.keySha256}, ${campaign.requestId}, ${campaign.clientsSha256},
      ${campaign.clientsFileName}, ${campaign.hasClientIds}, ${campaign.seed},
      ${sql.timestamp(new Date(campaign.createdAtMs))})
  `);
}
