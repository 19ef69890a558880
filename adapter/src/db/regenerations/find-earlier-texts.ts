/** The answer that is to be another one and those it came from itself: what must not be said again. */
import { sql } from 'slonik';
import { z } from 'zod';
import type { Statements } from '../database.ts';

const earlierRow = z.object({ thread_id: z.string().nullable(), variants: z.array(z.int()).nullable() });

export interface EarlierText {
  readonly threadId: string;
  readonly variants: readonly number[];
}

/** Newest first; null when there is no such answer. @param answersMax more are not looked at. */
export async function findEarlierTexts(
  database: Statements,
  answerId: string,
  answersMax: number,
): Promise<readonly EarlierText[] | null> {
  const rows = await database.any(sql.type(earlierRow)`
    WITH RECURSIVE earlier (asked_client_id, place) AS (
      SELECT asked_clients.id, 1 FROM asked_clients WHERE asked_clients.id = ${answerId}::uuid
      UNION ALL
      SELECT regenerations.from_asked_client_id, earlier.place + 1
      FROM earlier
      JOIN regenerations ON regenerations.asked_client_id = earlier.asked_client_id
      WHERE earlier.place < ${answersMax}
    )
    SELECT answers.thread_id, answers.variants
    FROM earlier
    LEFT JOIN answers ON answers.asked_client_id = earlier.asked_client_id
    ORDER BY earlier.place
  `);
  if (rows.length === 0) return null;
  return rows.flatMap(({ thread_id, variants }) =>
    thread_id === null || variants === null ? [] : [{ threadId: thread_id, variants }],
  );
}
