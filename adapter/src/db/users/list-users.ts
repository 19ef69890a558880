/** Everybody who may sign in, or could, by name; the users of our own commands are nobody's to change. */
import { sql } from 'slonik';
import { z } from 'zod';
import { roles } from '../../api/history.ts';
import type { ListedUser } from '../../api/users.ts';
import type { Statements } from '../database.ts';
import { instantColumn } from '../row-types.ts';

const listedUserRow = z.object({
  id: z.uuid(),
  name: z.string(),
  role: z.enum(roles),
  is_blocked: z.boolean(),
  has_password: z.boolean(),
  version: z.int(),
  created_at: instantColumn,
  last_active_at: instantColumn.nullable(),
  invitation_expires_at: instantColumn.nullable(),
});

/** @param userId null: all. */
export async function listUsers(database: Statements, userId: string | null = null): Promise<ListedUser[]> {
  const rows = await database.any(sql.type(listedUserRow)`
    SELECT users.id, users.name, users.role, users.blocked_at IS NOT NULL AS is_blocked, users.has_password,
      users.version, users.created_at, users.last_active_at, invitations.expires_at AS invitation_expires_at
    FROM users
    LEFT JOIN invitations ON invitations.user_id = users.id
    WHERE (${userId}::uuid IS NULL OR users.id = ${userId}::uuid)
      -- Users of our own commands, such as "command-line:campaign": no person has a colon in the name
      AND position(':' IN users.name) = 0
    ORDER BY users.name
  `);
  return rows.map(({ is_blocked, created_at, last_active_at, invitation_expires_at, ...row }) => ({
    ...row,
    blocked: is_blocked,
    created_at: toText(created_at)!,
    last_active_at: toText(last_active_at),
    invitation_expires_at: toText(invitation_expires_at),
  }));
}

function toText(epochMs: number | null): string | null {
  return epochMs === null ? null : new Date(epochMs).toISOString();
}
