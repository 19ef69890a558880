/** The user that signs in by this name, blocked or not. */
import { sql } from 'slonik';
import { z } from 'zod';
import { roles } from '../../api/history.ts';
import type { Statements } from '../database.ts';

const userRow = z.object({
  id: z.uuid(),
  name: z.string(),
  password_hash: z.string(),
  role: z.enum(roles),
  is_blocked: z.boolean(),
});
export type UserRow = z.output<typeof userRow>;

export function findUser(database: Statements, name: string): Promise<UserRow | null> {
  return database.maybeOne(sql.type(userRow)`
    SELECT id, name, password_hash, role, blocked_at IS NOT NULL AS is_blocked
    FROM users
    WHERE name = ${name}
  `);
}
