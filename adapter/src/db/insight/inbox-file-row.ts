/** A row of `market_inbox_files`, and its shape for people. */
import { sql } from 'slonik';
import { z } from 'zod';
import type { InboxFile } from '../../api/market-inbox.ts';
import { instantColumn } from '../row-types.ts';

export const inboxFileRow = z.object({
  id: z.uuid(),
  path: z.string(),
  taken_at: instantColumn,
  outcome: z.enum(['taken', 'failed']),
  taken: z.int(),
  repeated: z.int(),
  retold: z.int(),
  problems_count: z.int(),
  problems: z.array(z.object({ row: z.int(), field: z.string(), limit: z.string(), given: z.string() })),
  reason: z.string(),
  moved_to: z.string().nullable(),
});

export const inboxFileColumns = sql.fragment`id, path, taken_at, outcome, taken_count AS taken,
  repeated_count AS repeated, retold_count AS retold, problems_count, problems, reason, moved_to`;

export function toInboxFile({ taken_at, ...row }: z.output<typeof inboxFileRow>): InboxFile {
  return { ...row, taken_at: new Date(taken_at).toISOString() };
}
