import { sql } from 'slonik';
import { z } from 'zod';
import type { LineageResponse } from '../../api/compose.ts';
import type { Statements } from '../database.ts';
import { instantColumn } from '../row-types.ts';

const lineageRow = z.object({
  answer_id: z.string(),
  from_answer_id: z.string(),
  steps: z.array(z.string()),
  comment: z.string(),
  user: z.string(),
  at: instantColumn,
});

/** From an answer back to the first one. @param answersMax more are not looked at. */
export async function listLineage(
  database: Statements,
  answerId: string,
  answersMax: number,
): Promise<LineageResponse['items']> {
  const rows = await database.any(sql.type(lineageRow)`
    WITH RECURSIVE lineage AS (
      SELECT regenerations.*, 1 AS place FROM regenerations WHERE asked_client_id = ${answerId}::uuid
      UNION ALL
      SELECT regenerations.*, lineage.place + 1
      FROM lineage
      JOIN regenerations ON regenerations.asked_client_id = lineage.from_asked_client_id
      WHERE lineage.place < ${answersMax}
    )
    SELECT lineage.asked_client_id AS answer_id, lineage.from_asked_client_id AS from_answer_id, lineage.steps,
      lineage.comment, users.name AS "user", lineage.created_at AS at
    FROM lineage
    JOIN users ON users.id = lineage.created_by
    ORDER BY lineage.place
  `);
  return rows.map(({ at, ...row }) => ({ ...row, at: new Date(at).toISOString() }));
}
