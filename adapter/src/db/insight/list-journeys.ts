import { sql } from 'slonik';
import { z } from 'zod';
import type { JourneyItem } from '../../api/insight-reports.ts';
import { limits } from '../../limits.ts';
import type { Statements } from '../database.ts';
import { instantColumn } from '../row-types.ts';

const itemRow = z.object({
  id: z.string(),
  created_at: instantColumn,
  created_by: z.string(),
  process: z.string(),
  cases: z.number(),
  reached: z.number(),
});

/** The latest journeys, newest first. */
export async function listJourneys(database: Statements): Promise<JourneyItem[]> {
  const rows = await database.any(sql.type(itemRow)`
    SELECT journeys.id, journeys.created_at, users.name AS created_by, journeys.process,
      (journeys.analysis #>> '{totals,cases}')::integer AS cases,
      (journeys.analysis #>> '{totals,reached}')::integer AS reached
    FROM journeys
    JOIN users ON users.id = journeys.created_by
    ORDER BY journeys.created_at DESC, journeys.id DESC
    LIMIT ${limits.insightPageMax}
  `);
  return rows.map((row) => ({ ...row, created_at: new Date(row.created_at).toISOString() }));
}
