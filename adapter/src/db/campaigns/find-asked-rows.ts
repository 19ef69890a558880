import { sql } from 'slonik';
import { z } from 'zod';
import type { Statements } from '../database.ts';

const askedRow = z.object({ id: z.uuid(), position: z.int(), answered: z.boolean() });
export type AskedRow = z.output<typeof askedRow>;

/** Which of these places of the request have been asked about, and which of those are answered. */
export function findAskedRows(
  database: Statements,
  requestId: string,
  firstPosition: number,
  lastPosition: number,
): Promise<readonly AskedRow[]> {
  return database.any(sql.type(askedRow)`
    SELECT asked_clients.id, asked_clients.position, answers.asked_client_id IS NOT NULL AS answered
    FROM asked_clients
    LEFT JOIN answers ON answers.asked_client_id = asked_clients.id
    WHERE asked_clients.request_id = ${requestId}
      AND asked_clients.position BETWEEN ${firstPosition} AND ${lastPosition}
  `);
}
