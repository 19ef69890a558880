import { sql } from 'slonik';
import type { Role } from '../../api/history.ts';
import type { Statements } from '../database.ts';

export interface NewUser {
  readonly id: string;
  readonly name: string;
  readonly passwordHash: string;
  readonly role: Role;
  /** False for an invited person, who sets one later. Default: true. */
  readonly hasPassword?: boolean;
}

/** @throws UniqueIntegrityConstraintViolationError when the name is taken. */
export async function insertUser(database: Statements, user: NewUser): Promise<void> {
  await database.query(sql.unsafe`
    INSERT INTO users (id, name, password_hash, role, has_password)
    VALUES (${user.id}, ${user.name}, ${user.passwordHash}, ${user.role}, ${user.hasPassword ?? true})
  `);
}
