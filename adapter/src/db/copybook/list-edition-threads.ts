/** An edition as it was: the threads in force, for sending it to the server and for making the next one. */
import { sql } from 'slonik';
import { z } from 'zod';
import type { Statements } from '../database.ts';

const entryRow = z.object({
  thread_id: z.string(),
  revision: z.int(),
  version: z.string(),
  approved: z.boolean(),
  variant_marks: z.string(),
});
export type EditionThread = z.output<typeof entryRow>;

/** What is in force now. */
export function listThreadsInForce(database: Statements): Promise<readonly EditionThread[]> {
  return database.any(sql.type(entryRow)`
    SELECT entries.thread_id, entries.revision, revisions.version, entries.approved, entries.variant_marks
    FROM copybook_edition_threads AS entries
    JOIN copybook_revisions AS revisions USING (thread_id, revision)
    WHERE entries.next_edition IS NULL
  `);
}

const lineRow = z.object({ thread_id: z.string(), line: z.string(), approved: z.boolean(), variant_marks: z.string() });
export type EditionLine = z.output<typeof lineRow>;

/** A page of the edition with this hash, after a thread; [] at its end, or when there never was such an edition. */
export function listEditionLines(
  database: Statements,
  hash: string,
  afterThreadId: string,
  linesMax: number,
): Promise<readonly EditionLine[]> {
  return database.any(sql.type(lineRow)`
    SELECT entries.thread_id, revisions.line, entries.approved, entries.variant_marks
    FROM copybook_edition_threads AS entries
    JOIN copybook_revisions AS revisions USING (thread_id, revision)
    CROSS JOIN (SELECT max(number) AS number FROM copybook_editions WHERE hash = ${hash}) AS edition
    WHERE entries.first_edition <= edition.number
      AND (entries.next_edition IS NULL OR entries.next_edition > edition.number)
      AND entries.thread_id > ${afterThreadId}
    ORDER BY entries.thread_id
    LIMIT ${linesMax}
  `);
}
