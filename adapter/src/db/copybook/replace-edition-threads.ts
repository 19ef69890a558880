import { sql } from 'slonik';
import type { Statements } from '../database.ts';
import type { EditionThread } from './list-edition-threads.ts';

/**
 * From this edition on: the former entries of these threads are closed, the new ones opened.
 * @param threadIds of all that changed. @param entries of those that are still in force.
 */
export async function replaceEditionThreads(
  transaction: Statements,
  edition: number,
  threadIds: readonly string[],
  entries: readonly Omit<EditionThread, 'version'>[],
): Promise<void> {
  await transaction.query(sql.unsafe`
    UPDATE copybook_edition_threads SET next_edition = ${edition}
    WHERE next_edition IS NULL AND thread_id = ANY(${sql.array([...threadIds], 'text')})
  `);
  const rows = entries.map((entry) => [entry.thread_id, entry.revision, entry.approved, entry.variant_marks]);
  await transaction.query(sql.unsafe`
    INSERT INTO copybook_edition_threads (thread_id, first_edition, revision, approved, variant_marks)
    SELECT thread_id, ${edition}, revision, approved, variant_marks
    FROM ${sql.unnest(rows, ['text', 'int4', 'bool', 'text'])} AS entry (thread_id, revision, approved, variant_marks)
  `);
}
