import { sql } from 'slonik';
import type { InboxProblem } from '../../api/market-inbox.ts';
import type { Statements } from '../database.ts';

export interface InboxLook {
  readonly lookedAtMs: number;
  readonly waiting: number;
  readonly problem: InboxProblem | null;
}

/** In place of the look before. */
export async function saveInboxLook(database: Statements, { lookedAtMs, waiting, problem }: InboxLook): Promise<void> {
  await database.query(sql.unsafe`
    INSERT INTO market_inbox_looks (looked_at, waiting_count, problem)
    VALUES (${sql.timestamp(new Date(lookedAtMs))}, ${waiting}, ${problem})
    ON CONFLICT (one) DO UPDATE
      SET looked_at = excluded.looked_at, waiting_count = excluded.waiting_count, problem = excluded.problem
  `);
}
