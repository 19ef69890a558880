import { sql } from 'slonik';
import { z } from 'zod';
import { roles } from '../../api/history.ts';
import type { Statements } from '../database.ts';
import { instantColumn } from '../row-types.ts';

const approvalRow = z.object({
  plan_id: z.uuid(),
  user_id: z.uuid(),
  user_name: z.string(),
  role: z.enum(roles),
  decision: z.enum(['approve', 'reject']),
  comment: z.string(),
  created_at: instantColumn,
});
export type StoredApproval = z.output<typeof approvalRow>;

/** What was said of these campaigns, in the order it was said. */
export function listApprovals(database: Statements, planIds: readonly string[]): Promise<readonly StoredApproval[]> {
  return database.any(sql.type(approvalRow)`
    SELECT plan_id, user_id, users.name AS user_name, campaign_approvals.role, decision, comment,
      campaign_approvals.created_at
    FROM campaign_approvals
    JOIN users ON users.id = campaign_approvals.user_id
    WHERE plan_id = ANY (${sql.array([...planIds], 'uuid')})
    ORDER BY campaign_approvals.id
  `);
}
