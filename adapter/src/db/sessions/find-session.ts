/** The session of a cookie with its user as it is now: a block or a new role counts at once. */
import { sql } from 'slonik';
import { z } from 'zod';
import { roles } from '../../api/history.ts';
import type { Statements } from '../database.ts';
import { instantColumn } from '../row-types.ts';

const sessionRow = z.object({
  user_id: z.uuid(),
  name: z.string(),
  role: z.enum(roles),
  is_blocked: z.boolean(),
  csrf_token: z.string(),
  last_seen_at: instantColumn,
  expires_at: instantColumn,
});
export type SessionRow = z.output<typeof sessionRow>;

export function findSession(database: Statements, tokenSha256: string): Promise<SessionRow | null> {
  return database.maybeOne(sql.type(sessionRow)`
    SELECT users.id AS user_id, users.name, users.role, users.blocked_at IS NOT NULL AS is_blocked,
      sessions.csrf_token, sessions.last_seen_at, sessions.expires_at
    FROM sessions
    JOIN users ON users.id = sessions.user_id
    WHERE sessions.token_sha256 = ${tokenSha256}
  `);
}
