/** What became of texts that were sent: told by the systems that send them, one event a row, or by a file. */
import { z } from 'zod';
import { limits } from '../limits.ts';
import { clientIdSchema, codeSchema, isStorableText } from './generate-request.ts';

export const outcomeEvents = [
  'delivered',
  'opened',
  'clicked',
  'accepted',
  'rejected',
  'complained',
  'unsubscribed',
] as const;
export type OutcomeEvent = (typeof outcomeEvents)[number];

export const outcomeProblemKinds = ['invalid', 'unmatched', 'too_early', 'row_numbers'] as const;
export type OutcomeProblemKind = (typeof outcomeProblemKinds)[number];

const namings = 'answer_id, or client_id with request_id, campaign_id, or product and channel';

export const outcomeSchema = z
  .strictObject({
    answer_id: z.uuid().optional().describe('Id of the answer (GET /v1/history)'),
    client_id: clientIdSchema.optional(),
    request_id: z.uuid().optional().describe('request_id of POST /v1/generate'),
    campaign_id: z
      .uuid()
      .optional()
      .describe('Also for clients of the control group; with product and channel where a client got several offers'),
    product: codeSchema.optional(),
    channel: codeSchema.optional(),
    event: z.enum(outcomeEvents),
    at: z.iso
      .datetime({ offset: true })
      .transform((text) => Date.parse(text))
      .describe('When it happened (ISO 8601 with zone)'),
    opt_out: z
      .boolean()
      .optional()
      .describe('The client asks for no more: always so for unsubscribed; may stand with complained'),
  })
  .refine(isNamedOneWay, { message: namings })
  .refine(({ event, opt_out }) => opt_out !== true || event === 'complained' || event === 'unsubscribed', {
    message: 'opt_out with complained or unsubscribed only',
  })
  .refine(({ event, opt_out }) => opt_out !== false || event !== 'unsubscribed', {
    message: 'no opt_out of false: who unsubscribes asks for no more',
  })
  .meta({ id: 'Outcome' });
export type Outcome = z.output<typeof outcomeSchema>;

interface Naming {
  readonly answer_id?: string | undefined;
  readonly client_id?: number | undefined;
  readonly request_id?: string | undefined;
  readonly campaign_id?: string | undefined;
  readonly product?: string | undefined;
  readonly channel?: string | undefined;
}

function isNamedOneWay(given: Naming): boolean {
  const { answer_id, client_id, request_id, campaign_id, product, channel } = given;
  const hasOffer = product !== undefined && channel !== undefined;
  if (answer_id !== undefined) {
    return [client_id, request_id, campaign_id, product, channel].every((value) => value === undefined);
  }
  if (client_id === undefined) return false;
  if (request_id !== undefined) return campaign_id === undefined && product === undefined && channel === undefined;
  return campaign_id === undefined ? hasOffer : hasOffer || (product === undefined && channel === undefined);
}

/** What the document says: each item is checked by itself, so that a wrong one leaves the others. */
export const postOutcomesSchema = z
  .strictObject({ outcomes: z.array(outcomeSchema).min(1).max(limits.outcomesPerRequestMax) })
  .meta({ id: 'PostOutcomes' });
export const postOutcomesEnvelopeSchema = z.strictObject({
  outcomes: z.array(z.unknown()).min(1).max(limits.outcomesPerRequestMax),
});

export const outcomeProblemSchema = z.object({
  row: z.int().describe('Of the array, from 0; of a file, as a spreadsheet counts: its header is row 1'),
  kind: z
    .enum(outcomeProblemKinds)
    .describe(
      'invalid: see field; unmatched: no text was written for that client, offer and time; too_early: before the text ' +
        'was asked for; row_numbers: stored, but the clients of that campaign have no ids, so nobody can be stopped',
    ),
  field: z.string(),
  limit: z.string(),
  given: z.string().describe('The kind of value that came, never the value'),
});
export type OutcomeProblem = z.output<typeof outcomeProblemSchema>;

export const outcomesReportSchema = z
  .object({
    dry_run: z.boolean().describe('true: nothing was stored'),
    rows_count: z.int(),
    stored_count: z.int().describe('New events'),
    repeated_count: z.int().describe('Told before: the same text, event and time'),
    unmatched_count: z.int().describe('Without a text: unmatched and too_early'),
    invalid_count: z.int(),
    control_count: z.int().describe('Of the new ones: about clients of a control group'),
    opted_out_count: z.int().describe('Clients who get no more messages from now on'),
    events: z.partialRecord(z.enum(outcomeEvents), z.int()).describe('New ones by event'),
    problems: z.array(outcomeProblemSchema).describe(`The first ${limits.outcomeProblemsMax}`),
  })
  .meta({ id: 'OutcomesReport' });
export type OutcomesReport = z.output<typeof outcomesReportSchema>;

/** Fields of an outcome that a column of a file may hold. */
export const outcomeFields = [
  'answer_id',
  'client_id',
  'request_id',
  'campaign_id',
  'product',
  'channel',
  'event',
  'at',
  'opt_out',
] as const;
export type OutcomeField = (typeof outcomeFields)[number];

const columnName = z.string().min(1).max(limits.outcomeColumnCharsMax).refine(isStorableText);

/** JSON in the query: the body is the file. Names of columns and words of events, no data of clients. */
export const outcomeMappingSchema = z.strictObject({
  columns: z.partialRecord(z.enum(outcomeFields), columnName).describe('Field → name of the column'),
  constants: z
    .strictObject({ campaign_id: z.uuid().optional(), product: codeSchema.optional(), channel: codeSchema.optional() })
    .default({})
    .describe('What holds for every row of the file'),
  events: z
    .record(z.string().max(limits.outcomeColumnCharsMax), z.enum(outcomeEvents))
    .default({})
    .describe('Word of the event column → event; common words are known'),
  utc_offset_minutes: z
    .int()
    .min(limits.utcOffsetMinutesMin)
    .max(limits.utcOffsetMinutesMax)
    .default(180)
    .describe('Of times without a zone; Moscow by default'),
});
export type OutcomeMapping = z.output<typeof outcomeMappingSchema>;

export const importOutcomesQuerySchema = z.strictObject({
  dry_run: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional()
    .describe('true: check and report, store nothing'),
  mapping: z
    .string()
    .min(2)
    .max(limits.outcomeMappingCharsMax)
    .describe('JSON: {columns: {event: "name of the column", …}, constants, events, utc_offset_minutes}'),
});

export const inspectedOutcomesSchema = z
  .object({
    rows_count: z.int(),
    encoding: z.enum(['utf-8', 'windows-1251', 'xlsx']),
    columns: z.array(
      z.object({
        name: z.string(),
        field: z.enum(outcomeFields).nullable().describe('What it probably holds'),
        samples: z.array(z.string()).describe('Of its first rows'),
      }),
    ),
    event_words: z
      .array(z.object({ word: z.string(), count: z.int(), event: z.enum(outcomeEvents).nullable() }))
      .describe(`Words of the column that probably holds events, at most ${limits.outcomeWordsMax}`),
  })
  .meta({ id: 'InspectedOutcomes' });
export type InspectedOutcomes = z.output<typeof inspectedOutcomesSchema>;
