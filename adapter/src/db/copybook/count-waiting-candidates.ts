import { sql } from 'slonik';
import { z } from 'zod';
import type { Statements } from '../database.ts';

const cellRow = z.object({ product: z.string(), channel: z.string(), need: z.string(), waiting_count: z.int() });

/** Candidates that nobody has approved or withdrawn yet, by cell; cells without any are left out. */
export function countWaitingCandidates(database: Statements): Promise<readonly z.output<typeof cellRow>[]> {
  return database.any(sql.type(cellRow)`
    SELECT revisions.product_code AS product, revisions.channel_code AS channel, revisions.need,
      count(*)::integer AS waiting_count
    FROM copybook_threads AS threads
    JOIN copybook_revisions AS revisions
      ON revisions.thread_id = threads.id AND revisions.revision = threads.latest_revision
    WHERE threads.origin = 'free' AND threads.status = 'draft' AND threads.approved_revision IS NULL
    GROUP BY 1, 2, 3
  `);
}
