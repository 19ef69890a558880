import { sql } from 'slonik';
import type { Statements } from '../database.ts';

/** Deletes a journey and its events; false when there is none. */
export async function deleteJourney(database: Statements, id: string): Promise<boolean> {
  const { rowCount } = await database.query(sql.unsafe`DELETE FROM journeys WHERE id = ${id}`);
  return rowCount > 0;
}
