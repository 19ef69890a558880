import { sql } from 'slonik';
import type { Statements } from '../database.ts';

export interface PasswordChange {
  readonly userId: string;
  readonly passwordHash: string;
  /** False: the hash is of a password that nobody knows, until the person sets one. */
  readonly hasPassword: boolean;
  readonly atMs: number;
}

export async function updatePassword(database: Statements, change: PasswordChange): Promise<void> {
  await database.query(sql.unsafe`
    UPDATE users
    SET password_hash = ${change.passwordHash}, has_password = ${change.hasPassword},
      password_changed_at = ${sql.timestamp(new Date(change.atMs))}
    WHERE id = ${change.userId}
  `);
}
