/** An interview by its id, for staff, or null. */
import { sql } from 'slonik';
import type { InterviewItem } from '../../api/interviews.ts';
import type { Statements } from '../database.ts';
import { interviewColumns, interviewRow, readInterview } from './interview-rows.ts';

export async function findInterview(database: Statements, id: string): Promise<InterviewItem | null> {
  const row = await database.maybeOne(sql.type(interviewRow)`
    SELECT ${interviewColumns}
    FROM interviews
    JOIN users ON users.id = interviews.created_by
    WHERE interviews.id = ${id}::uuid
  `);
  return row === null ? null : readInterview(row);
}
