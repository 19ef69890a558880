/** Texts that a request's answers used, in the order of its clients. */
import { sql } from 'slonik';
import { z } from 'zod';
import type { Statements } from '../database.ts';

const usedRow = z.object({ position: z.int(), thread_id: z.string(), variants: z.array(z.int()) });

/** @param textsMax those of the last clients are returned. */
export async function findUsedTexts(database: Statements, requestId: string, textsMax: number) {
  const rows = await database.any(sql.type(usedRow)`
    SELECT asked_clients.position, answers.thread_id, answers.variants
    FROM asked_clients
    JOIN answers ON answers.asked_client_id = asked_clients.id
    WHERE asked_clients.request_id = ${requestId} AND answers.thread_id IS NOT NULL
    ORDER BY asked_clients.position DESC
    LIMIT ${textsMax}
  `);
  return rows.map((row) => ({ position: row.position, threadId: row.thread_id, variants: row.variants })).reverse();
}
