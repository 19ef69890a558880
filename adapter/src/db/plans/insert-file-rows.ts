import { sql } from 'slonik';
import type { Statements } from '../database.ts';

export interface FileRow {
  /** Under the header from 1. */
  readonly row: number;
  readonly cells: readonly (string | number | boolean | null)[];
}

export async function insertFileRows(database: Statements, fileId: string, rows: readonly FileRow[]): Promise<void> {
  const values = rows.map(({ row, cells }) => [row, JSON.stringify(cells)]);
  await database.query(sql.unsafe`
    INSERT INTO campaign_file_rows (file_id, row, cells)
    SELECT ${fileId}::uuid, uploaded.row, uploaded.cells
    FROM ${sql.unnest(values, ['int4', 'jsonb'])} AS uploaded (row, cells)
  `);
}
