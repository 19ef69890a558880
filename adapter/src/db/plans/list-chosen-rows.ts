import { sql } from 'slonik';
import type { Statements } from '../database.ts';
import type { FileRow } from './insert-file-rows.ts';
import { storedFileRow } from './list-file-rows.ts';

/** Rows of an uploaded file by their numbers. */
export function listChosenRows(
  database: Statements,
  fileId: string,
  rows: readonly number[],
): Promise<readonly FileRow[]> {
  return database.any(sql.type(storedFileRow)`
    SELECT row, cells
    FROM campaign_file_rows
    WHERE file_id = ${fileId}::uuid AND row = ANY (${sql.array([...rows], 'int4')})
    ORDER BY row
  `);
}
