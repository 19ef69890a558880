import { sql } from 'slonik';
import { z } from 'zod';
import { inboxProblems } from '../../api/market-inbox.ts';
import type { Statements } from '../database.ts';
import { instantColumn } from '../row-types.ts';
import type { InboxLook } from './save-inbox-look.ts';

const lookRow = z.object({
  looked_at: instantColumn,
  waiting_count: z.int(),
  problem: z.enum(inboxProblems).nullable(),
});

/** @returns null when nobody has looked yet. */
export async function findInboxLook(database: Statements): Promise<InboxLook | null> {
  const row = await database.maybeOne(sql.type(lookRow)`
    SELECT looked_at, waiting_count, problem FROM market_inbox_looks
  `);
  return row === null ? null : { lookedAtMs: row.looked_at, waiting: row.waiting_count, problem: row.problem };
}
