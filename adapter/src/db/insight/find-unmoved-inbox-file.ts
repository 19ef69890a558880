import { sql } from 'slonik';
import type { InboxFile } from '../../api/market-inbox.ts';
import type { Statements } from '../database.ts';
import { inboxFileColumns, inboxFileRow, toInboxFile } from './inbox-file-row.ts';

/** The file as it was taken already, where it was not moved since. */
export async function findUnmovedInboxFile(
  database: Statements,
  path: string,
  sha256: string,
): Promise<InboxFile | null> {
  const row = await database.maybeOne(sql.type(inboxFileRow)`
    SELECT ${inboxFileColumns} FROM market_inbox_files
    WHERE path = ${path} AND sha256 = ${sha256} AND moved_at IS NULL
  `);
  return row === null ? null : toInboxFile(row);
}
