import { sql } from 'slonik';
import type { Statements } from '../database.ts';

/** When the user was last seen; called at most once a minute (auth/sign-in-trail.ts). */
export async function noteActivity(database: Statements, userId: string, atMs: number): Promise<void> {
  await database.query(sql.unsafe`
    UPDATE users SET last_active_at = ${sql.timestamp(new Date(atMs))} WHERE id = ${userId}
  `);
}
