import { sql } from 'slonik';
import { z } from 'zod';
import type { Database } from '../database.ts';

export interface NewAdministrator {
  readonly id: string;
  readonly name: string;
  readonly passwordHash: string;
}

/** @returns false when there is an administrator already. Adapters that start at once take turns by an advisory lock. */
export function insertFirstAdministrator(database: Database, user: NewAdministrator): Promise<boolean> {
  return database.transaction(async (transaction) => {
    await transaction.query(sql.unsafe`SELECT pg_advisory_xact_lock(hashtext('offerwright first administrator'))`);
    const inserted = await transaction.maybeOne(sql.type(z.object({ id: z.uuid() }))`
      INSERT INTO users (id, name, password_hash, role)
      SELECT ${user.id}::uuid, ${user.name}, ${user.passwordHash}, 'administrator'
      WHERE NOT EXISTS (SELECT FROM users WHERE role = 'administrator')
      RETURNING id
    `);
    return inserted !== null;
  });
}
