import { sql } from 'slonik';
import { z } from 'zod';
import { type ContactPolicy, noContactPolicy } from '../../api/contacts.ts';
import type { Statements } from '../database.ts';
import { instantColumn } from '../row-types.ts';
import { activePolicyColumns, activePolicyRow, toActivePolicy } from './policy-columns.ts';

const policyRow = activePolicyRow.extend({ created_by: z.string(), policy_created_at: instantColumn });

/** The policy in force; `noContactPolicy` when none was ever set. */
export async function findContactPolicy(database: Statements): Promise<ContactPolicy> {
  const row = await database.maybeOne(sql.type(policyRow)`
    SELECT ${activePolicyColumns}, users.name AS created_by, contact_policies.created_at AS policy_created_at
    FROM contact_policies
    JOIN users ON users.id = contact_policies.created_by
    ORDER BY contact_policies.version DESC
    LIMIT 1
  `);
  if (row === null) return noContactPolicy;
  const { created_by, policy_created_at } = row;
  return { ...toActivePolicy(row), created_by, created_at: new Date(policy_created_at).toISOString() };
}
