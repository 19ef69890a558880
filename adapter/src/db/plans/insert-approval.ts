import { sql } from 'slonik';
import type { Statements } from '../database.ts';

export interface NewApproval {
  readonly id: string;
  readonly planId: string;
  readonly userId: string;
  readonly role: string;
  readonly decision: 'approve' | 'reject';
  readonly comment: string;
  /** Milliseconds since 1970. */
  readonly createdAtMs: number;
}

export async function insertApproval(database: Statements, approval: NewApproval): Promise<void> {
  await database.query(sql.unsafe`
    INSERT INTO campaign_approvals (id, plan_id, user_id, role, decision, comment, created_at)
    VALUES (${approval.id}, ${approval.planId}, ${approval.userId}, ${approval.role}, ${approval.decision},
      ${approval.comment}, ${sql.timestamp(new Date(approval.createdAtMs))})
  `);
}
