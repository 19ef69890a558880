import { sql } from 'slonik';
import { type ContactPolicy, noContactPolicy } from '../../api/contacts.ts';
import type { Statements } from '../database.ts';
import { activePolicyColumns, storedPolicyRow, toContactPolicy } from './policy-columns.ts';

/** The policy in force; `noContactPolicy` when none was ever set. */
export async function findContactPolicy(database: Statements): Promise<ContactPolicy> {
  const row = await database.maybeOne(sql.type(storedPolicyRow)`
    SELECT ${activePolicyColumns}, users.name AS created_by, contact_policies.created_at AS policy_created_at
    FROM contact_policies
    JOIN users ON users.id = contact_policies.created_by
    ORDER BY contact_policies.version DESC
    LIMIT 1
  `);
  return row === null ? noContactPolicy : toContactPolicy(row);
}
