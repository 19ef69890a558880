/** Deletes every word of a client: turns and result. What stays is that there was an interview, and when it was deleted. */
import { sql } from 'slonik';
import { z } from 'zod';
import type { Statements } from '../database.ts';

export interface Deletion {
  readonly by: 'client' | 'staff' | 'term';
  readonly atMs: number;
}

/** @returns false when there is nothing to delete. Inside a transaction. */
export async function deleteAnswers(database: Statements, id: string, { by, atMs }: Deletion): Promise<boolean> {
  const updated = await database.maybeOne(sql.type(z.object({ id: z.uuid() }))`
    UPDATE interviews
    SET status = 'deleted', summary = NULL, token_sha256 = NULL, deleted_by = ${by},
      deleted_at = ${sql.timestamp(new Date(atMs))}
    WHERE id = ${id}::uuid AND status <> 'deleted'
    RETURNING id
  `);
  if (updated === null) return false;
  await database.query(sql.unsafe`DELETE FROM interview_turns WHERE interview_id = ${id}::uuid`);
  return true;
}
