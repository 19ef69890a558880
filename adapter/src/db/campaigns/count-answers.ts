import { sql } from 'slonik';
import { z } from 'zod';
import type { Statements } from '../database.ts';

const countRow = z.object({ answers_count: z.int() });

/** Answers and errors stored for a request so far. */
export function countAnswers(database: Statements, requestId: string): Promise<number> {
  return database.oneFirst(sql.type(countRow)`
    SELECT count(*)::integer AS answers_count
    FROM asked_clients
    JOIN answers ON answers.asked_client_id = asked_clients.id
    WHERE asked_clients.request_id = ${requestId}
  `);
}
