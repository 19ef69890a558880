/** Writes a journey and its events; to be called in one transaction. */
import { sql } from 'slonik';
import type { JourneyBody } from '../../api/insight-reports.ts';
import { limits } from '../../limits.ts';
import type { Statements } from '../database.ts';

export interface NewJourney extends Omit<JourneyBody, 'created_at' | 'created_by'> {
  readonly createdAtMs: number;
  readonly createdBy: string;
  readonly sha256: string;
  readonly events: readonly { row: number; caseId: string; step: string; atMs: number }[];
}

export async function insertJourney(database: Statements, journey: NewJourney): Promise<void> {
  await database.query(sql.unsafe`
    INSERT INTO journeys (id, created_at, created_by, process, sha256, columns, problems, analysis)
    VALUES (
      ${journey.id}, ${sql.timestamp(new Date(journey.createdAtMs))}, ${journey.createdBy}, ${journey.process},
      ${journey.sha256}, ${JSON.stringify(journey.columns)}::jsonb, ${JSON.stringify(journey.problems)}::jsonb,
      ${JSON.stringify(journey.analysis)}::jsonb
    )
  `);
  for (let start = 0; start < journey.events.length; start += limits.journeyRowsPerWrite) {
    const rows = journey.events
      .slice(start, start + limits.journeyRowsPerWrite)
      .map(({ row, caseId, step, atMs }) => [journey.id, row, caseId, step, new Date(atMs).toISOString()]);
    await database.query(sql.unsafe`
      INSERT INTO journey_events (journey_id, row, case_id, step, at)
      SELECT * FROM ${sql.unnest(rows, ['uuid', 'int4', 'text', 'text', 'timestamptz'])}
    `);
  }
}
