import { sql } from 'slonik';
import type { editionActs } from '../../api/copybook.ts';
import type { Statements } from '../database.ts';

export interface NewEdition {
  readonly number: number;
  readonly hash: string;
  readonly threadsCount: number;
  readonly approvedThreadsCount: number;
  readonly act: (typeof editionActs)[number];
  /** Null: command line. */
  readonly madeBy: string | null;
  readonly madeAtMs: number;
}

/** Run in a transaction that holds the copybook (lockCopybook), so that the number is the next one. */
export async function insertEdition(transaction: Statements, edition: NewEdition): Promise<void> {
  await transaction.query(sql.unsafe`
    INSERT INTO copybook_editions (number, hash, threads_count, approved_threads_count, act, made_by, made_at)
    VALUES (${edition.number}, ${edition.hash}, ${edition.threadsCount}, ${edition.approvedThreadsCount},
      ${edition.act}, ${edition.madeBy}, ${sql.timestamp(new Date(edition.madeAtMs))})
  `);
}
