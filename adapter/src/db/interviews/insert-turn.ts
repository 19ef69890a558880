import { sql } from 'slonik';
import { z } from 'zod';
import type { Statements } from '../database.ts';

export interface NewTurn {
  readonly interviewId: string;
  readonly number: number;
  readonly speaker: 'interviewer' | 'client';
  readonly text: string;
  readonly atMs: number;
  /** Null of a client. */
  readonly question: {
    readonly id: string;
    readonly stage: string;
    readonly understoodAs: string;
    readonly chooser: 'model' | 'rules';
    readonly reason: string;
    readonly eligibleIds: readonly string[];
    readonly copybookHash: string;
  } | null;
}

/** @returns false when somebody has taken this turn meanwhile. */
export async function insertTurn(database: Statements, turn: NewTurn): Promise<boolean> {
  const { question } = turn;
  const inserted = await database.maybeOne(sql.type(z.object({ number: z.int() }))`
    INSERT INTO interview_turns (
      interview_id, number, speaker, text, at, question_id, stage, understood_as, chooser, reason, eligible_ids,
      copybook_hash
    ) VALUES (
      ${turn.interviewId}, ${turn.number}, ${turn.speaker}, ${turn.text}, ${sql.timestamp(new Date(turn.atMs))},
      ${question?.id ?? null}, ${question?.stage ?? null}, ${question?.understoodAs ?? null},
      ${question?.chooser ?? null}, ${question?.reason ?? null},
      ${question === null ? null : sql.array([...question.eligibleIds], 'text')}, ${question?.copybookHash ?? null}
    )
    ON CONFLICT (interview_id, number) DO NOTHING
    RETURNING number
  `);
  return inserted !== null;
}
