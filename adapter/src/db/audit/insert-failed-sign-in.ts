import { sql } from 'slonik';
import type { Statements } from '../database.ts';

export interface FailedSignIn {
  readonly name: string;
  readonly address: string;
  readonly atMs: number;
}

/** The name is kept only if a user has it: people type passwords into the field of the name. */
export async function insertFailedSignIn(database: Statements, { name, address, atMs }: FailedSignIn): Promise<void> {
  await database.query(sql.unsafe`
    INSERT INTO audit_events (at, user_id, action, subject, details)
    SELECT ${sql.timestamp(new Date(atMs))}, NULL, 'session.sign_in_failed',
      coalesce((SELECT users.name FROM users WHERE users.name = ${name}), ''), ${JSON.stringify({ address })}::jsonb
  `);
}
