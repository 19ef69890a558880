import { sql } from 'slonik';
import type { Statements } from '../database.ts';

export interface NewInvitation {
  readonly userId: string;
  readonly tokenSha256: string;
  readonly createdBy: string;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
}

/** Ends the link that the user had before. */
export async function upsertInvitation(database: Statements, invitation: NewInvitation): Promise<void> {
  await database.query(sql.unsafe`
    INSERT INTO invitations (user_id, token_sha256, created_by, created_at, expires_at)
    VALUES (
      ${invitation.userId}, ${invitation.tokenSha256}, ${invitation.createdBy},
      ${sql.timestamp(new Date(invitation.createdAtMs))}, ${sql.timestamp(new Date(invitation.expiresAtMs))}
    )
    ON CONFLICT (user_id) DO UPDATE SET
      token_sha256 = excluded.token_sha256, created_by = excluded.created_by,
      created_at = excluded.created_at, expires_at = excluded.expires_at
  `);
}
