/** The columns of a contact policy; quiet hours are minutes of the day in SQL and times of the day in REST. */
import { sql } from 'slonik';
import { z } from 'zod';
import type { ActivePolicy } from '../../api/contacts.ts';

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

/** 1290 → "21:30". */
function toTimeOfDay(minute: number): string {
  const twoDigits = (count: number) => String(count).padStart(2, '0');
  return `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`;
}
