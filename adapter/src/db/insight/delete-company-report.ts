import { sql } from 'slonik';
import type { Statements } from '../database.ts';

/** Deletes a company's statements; false when there are none. */
export async function deleteCompanyReport(database: Statements, id: string): Promise<boolean> {
  const { rowCount } = await database.query(sql.unsafe`DELETE FROM company_reports WHERE id = ${id}`);
  return rowCount > 0;
}
