import { sql } from 'slonik';
import { z } from 'zod';
import type { Statements } from '../database.ts';

/** Administrators who can sign in, one left out. */
export function countOtherAdministrators(database: Statements, userId: string): Promise<number> {
  return database.oneFirst(sql.type(z.object({ count: z.int() }))`
    SELECT count(*)::integer AS count
    FROM users
    WHERE role = 'administrator' AND blocked_at IS NULL AND has_password AND id <> ${userId}
  `);
}
