/** What a request may say about contacting its client, and what is known in the end. */
import { z } from 'zod';
import { limits } from '../limits.ts';

export const utcOffsetSchema = z.int().min(limits.utcOffsetMinutesMin).max(limits.utcOffsetMinutesMax);

/** What a request may say of its client; what it does not say is looked up. */
export const contactFactsSchema = z
  .strictObject({
    consent: z.boolean().nullable().optional().describe('Prior consent to advertising in the requested channel'),
    credit_self_ban: z.boolean().nullable().optional(),
    do_not_disturb: z.boolean().nullable().optional(),
    utc_offset_minutes: utcOffsetSchema
      .nullable()
      .optional()
      .describe('Minutes ahead of UTC; else told from reg_region_nm'),
    sent_in_channel_count: z.int().min(0).max(limits.sentCountMax).nullable().optional(),
    sent_in_all_count: z.int().min(0).max(limits.sentCountMax).nullable().optional(),
  })
  .describe('Absent or null: what the service has stored, else unknown')
  .meta({ id: 'ContactFacts' });

/** Null is unknown. */
export interface ContactFacts {
  readonly consent: boolean | null;
  readonly credit_self_ban: boolean | null;
  readonly do_not_disturb: boolean | null;
  readonly utc_offset_minutes: number | null;
  readonly sent_in_channel_count: number | null;
  readonly sent_in_all_count: number | null;
}

export const unknownContact: ContactFacts = {
  consent: null,
  credit_self_ban: null,
  do_not_disturb: null,
  utc_offset_minutes: null,
  sent_in_channel_count: null,
  sent_in_all_count: null,
};
