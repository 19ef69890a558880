import { sql } from 'slonik';
import { z } from 'zod';
import type { Statements } from '../database.ts';
import type { FileRow } from './insert-file-rows.ts';

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export const storedFileRow = z.object({ row: z.int(), cells: z.array(cell) });

/** The next rows of an uploaded file. */
export function listFileRows(
  database: Statements,
  fileId: string,
  afterRow: number,
  rowsMax: number,
): Promise<readonly FileRow[]> {
  return database.any(sql.type(storedFileRow)`
    SELECT row, cells
    FROM campaign_file_rows
    WHERE file_id = ${fileId}::uuid AND row > ${afterRow}
    ORDER BY row
    LIMIT ${rowsMax}
  `);
}
