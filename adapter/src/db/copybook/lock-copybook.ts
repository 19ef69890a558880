import { sql } from 'slonik';
import type { Statements } from '../database.ts';

/** Makes other writers of the copybook wait until the transaction ends; readers go on. */
export async function lockCopybook(transaction: Statements): Promise<void> {
  await transaction.query(sql.unsafe`LOCK TABLE copybook_editions IN SHARE ROW EXCLUSIVE MODE`);
}
