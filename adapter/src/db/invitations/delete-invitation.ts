import { sql } from 'slonik';
import { z } from 'zod';
import type { Statements } from '../database.ts';

/** @returns false when somebody has taken it up already. */
export async function deleteInvitation(database: Statements, tokenSha256: string): Promise<boolean> {
  const deleted = await database.maybeOne(sql.type(z.object({ user_id: z.uuid() }))`
    DELETE FROM invitations WHERE token_sha256 = ${tokenSha256} RETURNING user_id
  `);
  return deleted !== null;
}
