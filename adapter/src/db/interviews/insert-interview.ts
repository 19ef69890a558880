import { sql } from 'slonik';
import type { InterviewSubject } from '../../api/interviews.ts';
import type { Statements } from '../database.ts';

export interface NewInterview {
  readonly id: string;
  readonly createdAtMs: number;
  readonly createdBy: string;
  readonly goal: string;
  readonly subject: InterviewSubject;
  readonly productCode: string | null;
  /** 0 to 2³²−1. */
  readonly seed: number;
  readonly tokenSha256: string;
  readonly linkExpiresAtMs: number;
}

export async function insertInterview(database: Statements, interview: NewInterview): Promise<void> {
  await database.query(sql.unsafe`
    INSERT INTO interviews (
      id, created_at, created_by, goal, subject, product_code, status, seed, token_sha256, link_expires_at
    ) VALUES (
      ${interview.id}, ${sql.timestamp(new Date(interview.createdAtMs))}, ${interview.createdBy}, ${interview.goal},
      ${interview.subject}, ${interview.productCode}, 'invited', ${interview.seed}, ${interview.tokenSha256},
      ${sql.timestamp(new Date(interview.linkExpiresAtMs))}
    )
  `);
}
