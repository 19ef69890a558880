import { sql } from 'slonik';
import type { Statements } from '../database.ts';

export async function deleteSession(database: Statements, tokenSha256: string): Promise<void> {
  await database.query(sql.unsafe`DELETE FROM sessions WHERE token_sha256 = ${tokenSha256}`);
}

/** Signs a user out everywhere: after a block or a new password. @param keptTokenSha256 the session that may stay. */
export async function deleteSessionsOf(
  database: Statements,
  userId: string,
  keptTokenSha256: string | null = null,
): Promise<void> {
  await database.query(sql.unsafe`
    DELETE FROM sessions
    WHERE user_id = ${userId} AND token_sha256 IS DISTINCT FROM ${keptTokenSha256}
  `);
}
