import { sql } from 'slonik';
import { z } from 'zod';
import type { Statements } from '../database.ts';

/** Inside a transaction: turns, ends and deletions of one interview take turns. @returns whether it is active. */
export async function lockActiveInterview(database: Statements, id: string): Promise<boolean> {
  const row = await database.maybeOne(sql.type(z.object({ status: z.string() }))`
    SELECT status FROM interviews WHERE id = ${id}::uuid FOR UPDATE
  `);
  return row?.status === 'active';
}
