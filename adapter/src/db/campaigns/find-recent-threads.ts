/**
 * Threads of the last answers that clients got for this product and channel, newest first, so that the same thought is
 * not sent again. Left out: the campaign's own request, and campaigns whose client ids are row numbers (number 5 of
 * another file is another person).
 */
import { sql } from 'slonik';
import { z } from 'zod';
import type { Statements } from '../database.ts';
import { clientIdColumn } from '../row-types.ts';

export interface RecentThreadsQuery {
  readonly clientIds: readonly number[];
  readonly productCode: string;
  readonly channelCode: string;
  readonly excludedRequestId: string;
  /** Answers looked at per client. */
  readonly answersMax: number;
}

const recentRow = z.object({ client_id: clientIdColumn, thread_ids: z.array(z.string()) });

/** @returns client id → thread ids; clients without history are left out */
export async function findRecentThreads(
  database: Statements,
  query: RecentThreadsQuery,
): Promise<ReadonlyMap<number, readonly string[]>> {
  const rows = await database.any(sql.type(recentRow)`
    SELECT wanted.client_id, array_agg(recent.thread_id ORDER BY recent.id DESC) AS thread_ids
    FROM ${sql.unnest(
      query.clientIds.map((id) => [id]),
      ['int8'],
    )} AS wanted (client_id)
    CROSS JOIN LATERAL (
      SELECT asked_clients.id, answers.thread_id
      FROM asked_clients
      JOIN answers ON answers.asked_client_id = asked_clients.id
      WHERE asked_clients.client_id = wanted.client_id
        AND asked_clients.product_code = ${query.productCode}
        AND asked_clients.channel_code = ${query.channelCode}
        AND asked_clients.request_id <> ${query.excludedRequestId}
        AND answers.thread_id IS NOT NULL
        AND NOT EXISTS (
          SELECT FROM campaigns WHERE campaigns.request_id = asked_clients.request_id AND NOT campaigns.has_client_ids
        )
      ORDER BY asked_clients.id DESC
      LIMIT ${query.answersMax}
    ) AS recent
    GROUP BY wanted.client_id
  `);
  return new Map(rows.map((row) => [row.client_id, row.thread_ids]));
}
