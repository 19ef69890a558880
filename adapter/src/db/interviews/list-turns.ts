/** What was said, oldest first. */
import { sql } from 'slonik';
import type { InterviewTurnRow } from '../../api/interviews.ts';
import type { Statements } from '../database.ts';
import { readTurn, turnRow } from './interview-rows.ts';

export async function listTurns(database: Statements, interviewId: string): Promise<readonly InterviewTurnRow[]> {
  const rows = await database.any(sql.type(turnRow)`
    SELECT number, speaker, text, at, question_id, stage, understood_as, chooser, reason, eligible_ids
    FROM interview_turns
    WHERE interview_id = ${interviewId}::uuid
    ORDER BY number
  `);
  return rows.map(readTurn);
}
