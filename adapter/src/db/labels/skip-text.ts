import { sql } from 'slonik';
import { z } from 'zod';
import type { Statements } from '../database.ts';

export interface PassedOver {
  readonly answerId: string;
  readonly userId: string;
  readonly nowMs: number;
}

/** The text goes to others, and not to this person again. @returns false where there is no such text. */
export async function skipText(database: Statements, { answerId, userId, nowMs }: PassedOver): Promise<boolean> {
  const skipped = await database.maybeOne(sql.type(z.object({ asked_client_id: z.uuid() }))`
    INSERT INTO label_turns (asked_client_id, user_id, text_key, held_until, skipped)
    SELECT history_entries.id, ${userId}, history_entries.text_key, ${sql.timestamp(new Date(nowMs))}, true
    FROM history_entries
    WHERE history_entries.id = ${answerId} AND history_entries.text_key IS NOT NULL
    ON CONFLICT (asked_client_id, user_id) DO UPDATE SET held_until = excluded.held_until, skipped = true
    RETURNING asked_client_id
  `);
  return skipped !== null;
}
