import { sql } from 'slonik';
import { z } from 'zod';
import type { Statements } from './database.ts';

/** @throws when the database does not answer. */
export async function checkDatabase(database: Statements): Promise<void> {
  await database.oneFirst(sql.type(z.object({ answer: z.int() }))`SELECT 1 AS answer`);
}
