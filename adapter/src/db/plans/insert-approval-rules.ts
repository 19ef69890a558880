import { sql } from 'slonik';
import type { z } from 'zod';
import type { approvalStepsSchema } from '../../api/campaigns.ts';
import type { Statements } from '../database.ts';

export interface NewApprovalRules {
  readonly version: number;
  readonly steps: z.output<typeof approvalStepsSchema>;
  readonly createdBy: string;
  /** Milliseconds since 1970. */
  readonly createdAtMs: number;
}

/** @returns false when somebody else made this version meanwhile */
export async function insertApprovalRules(database: Statements, rules: NewApprovalRules): Promise<boolean> {
  const { rowCount } = await database.query(sql.unsafe`
    INSERT INTO campaign_approval_rules (version, steps, created_by, created_at)
    VALUES (${rules.version}, ${JSON.stringify(rules.steps)}::jsonb, ${rules.createdBy},
      ${sql.timestamp(new Date(rules.createdAtMs))})
    ON CONFLICT (version) DO NOTHING
  `);
  return rowCount === 1;
}
