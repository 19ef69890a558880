import { sql } from 'slonik';
import type { Regeneration } from '../../api/compose.ts';
import type { Statements } from '../database.ts';

export interface NewRegeneration extends Regeneration {
  /** The new answer's. */
  readonly askedClientId: string;
  readonly userId: string;
  /** Milliseconds since 1970. */
  readonly atMs: number;
}

export async function insertRegeneration(database: Statements, row: NewRegeneration): Promise<void> {
  await database.query(sql.unsafe`
    INSERT INTO regenerations (asked_client_id, from_asked_client_id, steps, comment, created_by, created_at)
    VALUES (${row.askedClientId}, ${row.of}, ${sql.array(row.steps, 'text')}, ${row.comment}, ${row.userId},
      ${sql.timestamp(new Date(row.atMs))})
  `);
}
