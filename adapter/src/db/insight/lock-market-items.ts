import { sql } from 'slonik';
import type { Statements } from '../database.ts';

/** Makes other takers of items wait until the transaction ends, so that a story has one beginning; readers go on. */
export async function lockMarketItems(transaction: Statements): Promise<void> {
  await transaction.query(sql.unsafe`LOCK TABLE market_items IN SHARE ROW EXCLUSIVE MODE`);
}
