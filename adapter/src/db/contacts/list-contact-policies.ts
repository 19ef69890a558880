import { sql } from 'slonik';
import type { ContactPolicy } from '../../api/contacts.ts';
import type { Statements } from '../database.ts';
import { activePolicyColumns, storedPolicyRow, toContactPolicy } from './policy-columns.ts';

/** All versions of the policy that were ever set, the newest first. */
export async function listContactPolicies(database: Statements, limit: number): Promise<ContactPolicy[]> {
  const rows = await database.any(sql.type(storedPolicyRow)`
    SELECT ${activePolicyColumns}, users.name AS created_by, contact_policies.created_at AS policy_created_at
    FROM contact_policies
    JOIN users ON users.id = contact_policies.created_by
    ORDER BY contact_policies.version DESC
    LIMIT ${limit}
  `);
  return rows.map(toContactPolicy);
}
