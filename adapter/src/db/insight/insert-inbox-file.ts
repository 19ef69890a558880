import { sql } from 'slonik';
import type { Statements } from '../database.ts';

export interface NewInboxFile {
  readonly id: string;
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly takenAtMs: number;
  readonly outcome: 'taken' | 'failed';
  readonly taken: number;
  readonly repeated: number;
  readonly retold: number;
  readonly problemsCount: number;
  readonly problems: readonly object[];
  readonly reason: string;
}

/** Once a file, in the transaction that takes its items. */
export async function insertInboxFile(transaction: Statements, file: NewInboxFile): Promise<void> {
  await transaction.query(sql.unsafe`
    INSERT INTO market_inbox_files (id, path, sha256, bytes, taken_at, outcome, taken_count, repeated_count,
      retold_count, problems_count, problems, reason)
    VALUES (${file.id}, ${file.path}, ${file.sha256}, ${file.bytes}, ${sql.timestamp(new Date(file.takenAtMs))},
      ${file.outcome}, ${file.taken}, ${file.repeated}, ${file.retold}, ${file.problemsCount},
      ${JSON.stringify(file.problems)}::jsonb, ${file.reason})
  `);
}
