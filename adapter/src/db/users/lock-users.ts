import { sql } from 'slonik';
import type { Statements } from '../database.ts';

/** Changes of users take turns until the end of the transaction: two administrators cannot demote each other at once. */
export async function lockUsers(transaction: Statements): Promise<void> {
  await transaction.query(sql.unsafe`SELECT pg_advisory_xact_lock(hashtext('offerwright users'))`);
}
