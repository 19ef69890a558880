/** Whose link this is, or null when it is unknown, used, expired, or its user is blocked. */
import { sql } from 'slonik';
import { z } from 'zod';
import { roles } from '../../api/history.ts';
import type { Statements } from '../database.ts';
import { instantColumn } from '../row-types.ts';

const invitationRow = z.object({
  user_id: z.uuid(),
  name: z.string(),
  role: z.enum(roles),
  expires_at: instantColumn,
});
export type InvitationRow = z.output<typeof invitationRow>;

export function findInvitation(
  database: Statements,
  tokenSha256: string,
  nowMs: number,
): Promise<InvitationRow | null> {
  return database.maybeOne(sql.type(invitationRow)`
    SELECT invitations.user_id, users.name, users.role, invitations.expires_at
    FROM invitations
    JOIN users ON users.id = invitations.user_id
    WHERE invitations.token_sha256 = ${tokenSha256} AND users.blocked_at IS NULL
      AND invitations.expires_at > ${sql.timestamp(new Date(nowMs))}
  `);
}
