import { sql } from 'slonik';
import { z } from 'zod';
import type { Statements } from '../database.ts';

export interface OpenRowQuery {
  readonly planId: string;
  readonly productCode: string;
  readonly channelCode: string;
  readonly arm: string;
  readonly requestId: string;
}

/** The first row of a cell whose client has no answer; null when all have one. */
export function findFirstOpenRow(database: Statements, query: OpenRowQuery): Promise<number | null> {
  return database.oneFirst(sql.type(z.object({ row: z.int().nullable() }))`
    SELECT min(campaign_members.row) AS row
    FROM campaign_members
    LEFT JOIN asked_clients
      ON asked_clients.request_id = ${query.requestId}::uuid AND asked_clients.position = campaign_members.row - 1
    LEFT JOIN answers ON answers.asked_client_id = asked_clients.id
    WHERE campaign_members.plan_id = ${query.planId}::uuid AND outcome = 'text'
      AND campaign_members.product_code = ${query.productCode} AND campaign_members.channel_code = ${query.channelCode}
      AND arm = ${query.arm} AND answers.asked_client_id IS NULL
  `);
}
