import { sql } from 'slonik';
import type { Statements } from '../database.ts';

/** @param movedTo null: it is gone from where it was found, and nobody knows where to. */
export async function markInboxFileMoved(
  database: Statements,
  id: string,
  movedTo: string | null,
  atMs: number,
): Promise<void> {
  await database.query(sql.unsafe`
    UPDATE market_inbox_files SET moved_at = ${sql.timestamp(new Date(atMs))}, moved_to = ${movedTo}
    WHERE id = ${id} AND moved_at IS NULL
  `);
}
