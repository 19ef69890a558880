/** Whether no terms were ever stored: then the sample may be. */
import { sql } from 'slonik';
import type { Statements } from '../database.ts';

export async function isCatalogueEmpty(database: Statements): Promise<boolean> {
  return !(await database.exists(sql.unsafe`SELECT FROM offer_terms`));
}
