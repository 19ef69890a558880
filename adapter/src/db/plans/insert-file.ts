import { sql } from 'slonik';
import type { Statements } from '../database.ts';

export interface NewFile {
  readonly id: string;
  readonly name: string;
  readonly format: 'csv' | 'xlsx';
  readonly encoding: 'utf-8' | 'windows-1251' | 'xlsx';
  readonly sha256: string;
  readonly bytesCount: number;
  readonly header: readonly string[];
  readonly rowsCount: number;
  readonly uploadedBy: string;
  /** Milliseconds since 1970. */
  readonly uploadedAtMs: number;
}

/** Run in the transaction that inserts its rows. */
export async function insertFile(database: Statements, file: NewFile): Promise<void> {
  await database.query(sql.unsafe`
    INSERT INTO campaign_files (id, name, format, encoding, sha256, bytes_count, header, rows_count, uploaded_by, uploaded_at)
    VALUES (${file.id}, ${file.name}, ${file.format}, ${file.encoding}, ${file.sha256}, ${file.bytesCount},
      ${sql.array([...file.header], 'text')}, ${file.rowsCount}, ${file.uploadedBy}, ${sql.timestamp(new Date(file.uploadedAtMs))})
  `);
}
