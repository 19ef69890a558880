/** Consent, flags and the contact policy in REST. */
import { z } from 'zod';
import { limits } from '../limits.ts';
import { channelCodes } from './channels.ts';
import { utcOffsetSchema } from './contact-facts.ts';
import { clientIdSchema, isStorableText } from './generate-request.ts';
import { wholeNumberPattern } from './history.ts';

const contactShape = {
  consents: z
    .partialRecord(z.enum(channelCodes), z.boolean())
    .default({})
    .describe(
      'Channel code → consent given (true) or taken back (false); channels that are not named stay as they are',
    ),
  do_not_disturb: z.boolean().nullable().optional().describe('Absent: stays as it is; null: unknown'),
  credit_self_ban: z.boolean().nullable().optional().describe('Absent: stays as it is; null: unknown'),
  utc_offset_minutes: utcOffsetSchema.nullable().optional().describe('Absent: stays as it is; null: unknown'),
  at: z.iso
    .datetime({ offset: true })
    .transform((text) => Date.parse(text))
    .optional()
    .describe('When the client said so (ISO 8601 with zone), by default now'),
  source: z
    .string()
    .trim()
    .min(1)
    .max(limits.contactSourceCharsMax)
    .refine(isStorableText, { message: 'text without NUL characters and broken surrogates' })
    .describe('Where the proof is'),
};

export const putContactSchema = z.strictObject(contactShape).meta({ id: 'PutContact' });
export const postContactsSchema = z
  .strictObject({
    clients: z
      .array(z.strictObject({ client_id: clientIdSchema, ...contactShape }))
      .min(1)
      .max(limits.contactsPerRequestMax),
  })
  .meta({ id: 'PostContacts' });
export type ContactChange = z.output<typeof postContactsSchema>['clients'][number];

export const contactPathSchema = z.strictObject({
  client_id: z
    .string()
    .regex(wholeNumberPattern, { message: 'a whole number within ±(2⁵³−1)' })
    .transform(Number)
    .pipe(z.int()),
});

export const contactSchema = z
  .object({
    client_id: z.int(),
    consents: z
      .partialRecord(z.enum(channelCodes), z.object({ consent: z.boolean(), at: z.iso.datetime(), source: z.string() }))
      .describe('What counts now'),
    do_not_disturb: z.boolean().nullable(),
    credit_self_ban: z.boolean().nullable(),
    utc_offset_minutes: z.int().nullable(),
    consent_history: z
      .array(
        z.object({
          channel: z.string(),
          consent: z.boolean(),
          at: z.iso.datetime(),
          source: z.string(),
          created_by: z.string(),
          created_at: z.iso.datetime(),
        }),
      )
      .describe(`Newest first, at most ${limits.contactHistoryMax}`),
    flag_history: z
      .array(
        z.object({
          do_not_disturb: z.boolean().nullable(),
          credit_self_ban: z.boolean().nullable(),
          utc_offset_minutes: z.int().nullable(),
          source: z.string(),
          created_by: z.string(),
          created_at: z.iso.datetime(),
        }),
      )
      .describe('The flags after each change, newest first, likewise'),
  })
  .meta({ id: 'Contact' });
export type Contact = z.output<typeof contactSchema>;

export const postContactsResponseSchema = z
  .object({
    clients_count: z.int(),
    consents_count: z.int(),
    flags_count: z.int().describe('Clients with a changed flag'),
  })
  .meta({ id: 'PostContactsResponse' });

const minuteOfDay = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'a time of the day such as "21:00"')
  .describe('Local time of the client');

const policyShape = {
  quiet_hours: z
    .strictObject({ start: minuteOfDay, end: minuteOfDay })
    .refine(({ start, end }) => start !== end, { message: 'a start and an end that differ' })
    .nullable()
    .describe('Nothing rings from start (inclusive) to end (exclusive); the night between them when start > end'),
  channel_messages_max: z
    .int()
    .min(0)
    .max(limits.sentCountMax)
    .describe('In one channel within window_days; 0: no limit'),
  all_messages_max: z.int().min(0).max(limits.sentCountMax).describe('In all channels within window_days; 0: no limit'),
  window_days: z.int().min(1).max(limits.contactWindowDaysMax),
  consent_required: z.boolean().describe('Unknown consent counts as none'),
};

export const putContactPolicySchema = z.strictObject(policyShape).meta({ id: 'PutContactPolicy' });
export type ContactPolicyContent = z.output<typeof putContactPolicySchema>;

export const contactPolicySchema = z
  .object({
    version: z.int().describe('0: none was ever set, nothing but the law limits contacts'),
    ...putContactPolicySchema.shape,
    created_by: z.string().nullable(),
    created_at: z.iso.datetime().nullable(),
  })
  .meta({ id: 'ContactPolicy' });
export type ContactPolicy = z.output<typeof contactPolicySchema>;

export const contactPoliciesSchema = z
  .object({ items: z.array(contactPolicySchema).describe('Newest first; the first is in force') })
  .meta({ id: 'ContactPolicies' });

/** What of a policy decides about a contact. */
export type ActivePolicy = Omit<ContactPolicy, 'created_by' | 'created_at'>;

export const noContactPolicy: ContactPolicy = {
  version: 0,
  quiet_hours: null,
  channel_messages_max: 0,
  all_messages_max: 0,
  window_days: 30,
  consent_required: false,
  created_by: null,
  created_at: null,
};
