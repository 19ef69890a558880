import { sql } from 'slonik';
import type { InboxFile } from '../../api/market-inbox.ts';
import type { Statements } from '../database.ts';
import { inboxFileColumns, inboxFileRow, toInboxFile } from './inbox-file-row.ts';

/** The last ones taken, the newest first. */
export async function listInboxFiles(database: Statements, filesMax: number): Promise<InboxFile[]> {
  const rows = await database.any(sql.type(inboxFileRow)`
    SELECT ${inboxFileColumns} FROM market_inbox_files
    ORDER BY taken_at DESC, id DESC LIMIT ${filesMax}
  `);
  return rows.map(toInboxFile);
}
