import { sql } from 'slonik';
import { z } from 'zod';
import type { Statements } from '../database.ts';

/** Which of these threads have something to approve: the latest revision itself, or a sentence of it. */
export async function listDraftThreads(database: Statements, ids: readonly string[]): Promise<readonly string[]> {
  return await database.anyFirst(sql.type(z.object({ id: z.string() }))`
    SELECT threads.id FROM copybook_threads AS threads
    WHERE threads.id = ANY(${sql.array([...ids], 'text')}) AND threads.status <> 'retired' AND (
      threads.status = 'draft' OR EXISTS (
        SELECT FROM copybook_variants AS variants
        WHERE variants.thread_id = threads.id AND variants.revision = threads.latest_revision
          AND variants.status = 'draft'
      )
    )
  `);
}
