import { sql } from 'slonik';
import { z } from 'zod';
import { type JourneyBody, journeyPartsSchema } from '../../api/insight-reports.ts';
import type { Statements } from '../database.ts';
import { instantColumn } from '../row-types.ts';

const journeyRow = z.object({
  id: z.string(),
  created_at: instantColumn,
  created_by: z.string(),
  process: z.string(),
  ...journeyPartsSchema.shape,
});

/** A journey with its analysis, or null. */
export async function findJourney(database: Statements, id: string): Promise<JourneyBody | null> {
  const row = await database.maybeOne(sql.type(journeyRow)`
    SELECT journeys.id, journeys.created_at, users.name AS created_by, journeys.process, journeys.columns,
      journeys.problems, journeys.analysis
    FROM journeys
    JOIN users ON users.id = journeys.created_by
    WHERE journeys.id = ${id}
  `);
  return row === null ? null : { ...row, created_at: new Date(row.created_at).toISOString() };
}
