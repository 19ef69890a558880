import { sql } from 'slonik';
import type { Statements } from '../database.ts';

/** Others who draw texts for labelling wait until the transaction ends. */
export async function lockDrawing(database: Statements): Promise<void> {
  await database.query(sql.unsafe`SELECT pg_advisory_xact_lock(hashtext('offerwright.labels.draw'))`);
}
