import { sql } from 'slonik';
import type { Statements } from '../database.ts';

export interface RequestEnd {
  readonly requestId: string;
  readonly state: 'done' | 'failed';
  /** Slug of what made it fail, or null. */
  readonly failureKind: string | null;
  readonly finishedAtMs: number;
}

export async function finishRequest(database: Statements, end: RequestEnd): Promise<void> {
  await database.query(sql.unsafe`
    UPDATE requests
    SET state = ${end.state}, failure_kind = ${end.failureKind}, finished_at = ${sql.timestamp(new Date(end.finishedAtMs))}
    WHERE id = ${end.requestId}
  `);
}
