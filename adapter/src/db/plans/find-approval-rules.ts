import { sql } from 'slonik';
import { z } from 'zod';
import { approvalStepsSchema } from '../../api/campaigns.ts';
import type { Statements } from '../database.ts';
import { instantColumn } from '../row-types.ts';

const rulesRow = z.object({
  version: z.int(),
  steps: approvalStepsSchema,
  created_by: z.string().nullable(),
  created_at: instantColumn,
});
export type StoredApprovalRules = z.output<typeof rulesRow>;

/** The rules that hold. */
export function findApprovalRules(database: Statements): Promise<StoredApprovalRules> {
  return database.one(sql.type(rulesRow)`
    SELECT campaign_approval_rules.version, steps, users.name AS created_by, campaign_approval_rules.created_at
    FROM campaign_approval_rules
    LEFT JOIN users ON users.id = campaign_approval_rules.created_by
    ORDER BY campaign_approval_rules.version DESC
    LIMIT 1
  `);
}
