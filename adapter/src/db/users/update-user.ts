import { sql } from 'slonik';
import { z } from 'zod';
import type { Role } from '../../api/history.ts';
import type { Statements } from '../database.ts';

export interface UserChange {
  readonly id: string;
  readonly expectedVersion: number;
  readonly role: Role;
  readonly isBlocked: boolean;
  readonly atMs: number;
}

/** A block keeps the time at which it began. @returns false when the user has another version by now. */
export async function updateUser(database: Statements, change: UserChange): Promise<boolean> {
  const blockedAt = sql.timestamp(new Date(change.atMs));
  const updated = await database.maybeOne(sql.type(z.object({ id: z.uuid() }))`
    UPDATE users
    SET role = ${change.role}, version = version + 1,
      blocked_at = CASE WHEN ${change.isBlocked} THEN coalesce(blocked_at, ${blockedAt}) END
    WHERE id = ${change.id} AND version = ${change.expectedVersion}
    RETURNING id
  `);
  return updated !== null;
}
