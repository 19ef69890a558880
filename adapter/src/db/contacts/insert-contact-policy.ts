import { sql } from 'slonik';
import { z } from 'zod';
import type { ContactPolicyContent } from '../../api/contacts.ts';
import type { Statements } from '../database.ts';

export interface NewContactPolicy {
  readonly policy: ContactPolicyContent;
  /** The version that the caller saw; 0 for none. */
  readonly expectedVersion: number;
  readonly createdBy: string;
  /** Milliseconds since 1970. */
  readonly createdAtMs: number;
}

/** @returns false when another version is in force by now. */
export async function insertContactPolicy(database: Statements, row: NewContactPolicy): Promise<boolean> {
  const { policy, expectedVersion } = row;
  const { start, end } = policy.quiet_hours ?? { start: null, end: null };
  const inserted = await database.maybeOne(sql.type(z.object({ version: z.int() }))`
    INSERT INTO contact_policies (version, quiet_start_minute, quiet_end_minute, channel_messages_max, all_messages_max,
      window_days, consent_required, created_by, created_at)
    SELECT ${expectedVersion + 1}::integer, extract(epoch FROM ${start}::time) / 60, extract(epoch FROM ${end}::time) / 60,
      ${policy.channel_messages_max}::integer, ${policy.all_messages_max}::integer, ${policy.window_days}::integer,
      ${policy.consent_required}::boolean, ${row.createdBy}::uuid, ${sql.timestamp(new Date(row.createdAtMs))}
    WHERE (SELECT coalesce(max(version), 0) FROM contact_policies) = ${expectedVersion}
    ON CONFLICT (version) DO NOTHING
    RETURNING version
  `);
  return inserted !== null;
}
