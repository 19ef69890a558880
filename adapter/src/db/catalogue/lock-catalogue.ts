import { sql } from 'slonik';
import type { Statements } from '../database.ts';

/** Makes other writers of the catalogue wait until the transaction ends; readers go on. */
export async function lockCatalogue(transaction: Statements): Promise<void> {
  await transaction.query(sql.unsafe`LOCK TABLE offer_terms IN SHARE ROW EXCLUSIVE MODE`);
}
