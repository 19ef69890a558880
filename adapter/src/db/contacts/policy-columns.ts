/** The columns of a contact policy; quiet hours are minutes of the day in SQL and times of the day in REST. */
import { sql } from 'slonik';
import { z } from 'zod';
import type { ActivePolicy, ContactPolicy } from '../../api/contacts.ts';
import { instantColumn } from '../row-types.ts';

export const activePolicyColumns = sql.fragment`
  contact_policies.version, quiet_start_minute, quiet_end_minute, channel_messages_max, all_messages_max, window_days, consent_required
`;

export const activePolicyRow = z.object({
  version: z.int(),
  quiet_start_minute: z.int().nullable(),
  quiet_end_minute: z.int().nullable(),
  channel_messages_max: z.int(),
  all_messages_max: z.int(),
  window_days: z.int(),
  consent_required: z.boolean(),
});

export function toActivePolicy(row: z.output<typeof activePolicyRow>): ActivePolicy {
  const { quiet_start_minute: start, quiet_end_minute: end, ...rest } = row;
  return {
    version: rest.version,
    quiet_hours: start === null || end === null ? null : { start: toTimeOfDay(start), end: toTimeOfDay(end) },
    channel_messages_max: rest.channel_messages_max,
    all_messages_max: rest.all_messages_max,
    window_days: rest.window_days,
    consent_required: rest.consent_required,
  };
}

/** With who set it, and when. */
export const storedPolicyRow = activePolicyRow.extend({ created_by: z.string(), policy_created_at: instantColumn });

export function toContactPolicy(row: z.output<typeof storedPolicyRow>): ContactPolicy {
  const { created_by, policy_created_at } = row;
  return { ...toActivePolicy(row), created_by, created_at: new Date(policy_created_at).toISOString() };
}

/** 1290 → "21:30". */
function toTimeOfDay(minute: number): string {
  const twoDigits = (count: number) => String(count).padStart(2, '0');
  return `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`;
}
