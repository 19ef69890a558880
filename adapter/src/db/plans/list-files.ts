import { sql } from 'slonik';
import { z } from 'zod';
import type { CampaignFile } from '../../api/campaign-files.ts';
import type { Statements } from '../database.ts';
import { instantColumn } from '../row-types.ts';

const fileRow = z.object({
  id: z.uuid(),
  name: z.string(),
  format: z.enum(['csv', 'xlsx']),
  encoding: z.enum(['utf-8', 'windows-1251', 'xlsx']),
  bytes: z.bigint().transform(Number),
  rows: z.int(),
  columns: z.array(z.string()),
  uploaded_by: z.string(),
  uploaded_at: instantColumn,
});

export interface FilesQuery {
  /** One file; absent: the newest of all. */
  readonly id?: string;
  readonly filesMax: number;
}

/** Uploaded files, the newest first. */
export async function listFiles(database: Statements, { id, filesMax }: FilesQuery): Promise<readonly CampaignFile[]> {
  const rows = await database.any(sql.type(fileRow)`
    SELECT campaign_files.id, campaign_files.name, format, encoding, bytes_count AS bytes, rows_count AS rows,
      header AS columns, users.name AS uploaded_by, uploaded_at
    FROM campaign_files
    JOIN users ON users.id = campaign_files.uploaded_by
    WHERE ${id === undefined ? sql.fragment`true` : sql.fragment`campaign_files.id = ${id}::uuid`}
    ORDER BY campaign_files.id DESC
    LIMIT ${filesMax}
  `);
  return rows.map((row) => ({ ...row, uploaded_at: new Date(row.uploaded_at).toISOString() }));
}
