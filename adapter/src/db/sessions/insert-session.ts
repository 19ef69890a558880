/** A new session; sweeps away those that have expired, so that the table stays as small as the people at work. */
import { sql } from 'slonik';
import type { Statements } from '../database.ts';

export interface NewSession {
  readonly tokenSha256: string;
  readonly userId: string;
  readonly csrfToken: string;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
}

export async function insertSession(database: Statements, session: NewSession): Promise<void> {
  const createdAt = sql.timestamp(new Date(session.createdAtMs));
  await database.query(sql.unsafe`DELETE FROM sessions WHERE expires_at < ${createdAt}`);
  await database.query(sql.unsafe`
    INSERT INTO sessions (token_sha256, user_id, csrf_token, created_at, last_seen_at, expires_at)
    VALUES (
      ${session.tokenSha256}, ${session.userId}, ${session.csrfToken}, ${createdAt}, ${createdAt},
      ${sql.timestamp(new Date(session.expiresAtMs))}
    )
  `);
}
