import { sql } from 'slonik';
import { z } from 'zod';
import type { Statements } from '../database.ts';

const unmovedRow = z.object({ id: z.uuid(), path: z.string() });

/** Files that were taken and have not been seen to move. */
export function listUnmovedInboxFiles(database: Statements): Promise<readonly z.output<typeof unmovedRow>[]> {
  return database.any(sql.type(unmovedRow)`SELECT id, path FROM market_inbox_files WHERE moved_at IS NULL`);
}
