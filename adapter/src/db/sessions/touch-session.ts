import { sql } from 'slonik';
import type { Statements } from '../database.ts';

/** Moves the end of idleness on. */
export async function touchSession(database: Statements, tokenSha256: string, seenAtMs: number): Promise<void> {
  await database.query(sql.unsafe`
    UPDATE sessions SET last_seen_at = ${sql.timestamp(new Date(seenAtMs))} WHERE token_sha256 = ${tokenSha256}
  `);
}
