/** Labels: what people say of texts, the queue of texts to label, and how far people agree. */
import { z } from 'zod';
import { limits } from '../limits.ts';
import { isStorableText } from './generate-request.ts';
import { answeredClientSchema, verdictSchema } from './generate-response.ts';
import { labelReasons, labelStates, wholeNumberPattern } from './history.ts';

export const labelMarks = ['good', 'wrong', 'withdrawn'] as const;

const words = (charsMax: number) =>
  z
    .string()
    .trim()
    .max(charsMax)
    .refine(isStorableText, { message: 'text without NUL characters and broken surrogates' });

export const labelRequestSchema = z
  .strictObject({
    mark: z.enum(labelMarks).describe('withdrawn: my label before this no longer counts'),
    reason: z.enum(labelReasons).optional().describe('Why it is wrong; needed for wrong, and for nothing else'),
    correction: words(limits.checkedTextCharsMax)
      .default('')
      .describe('The whole text as it should be, disclosures included; checked at once'),
    comment: words(limits.labelCommentCharsMax).default(''),
    seconds_taken: z
      .number()
      .min(0)
      .max(limits.labelSecondsMax)
      .optional()
      .describe('From the text’s appearing to the label'),
  })
  .refine(({ mark, reason }) => (mark === 'wrong') === (reason !== undefined), {
    message: 'a reason for wrong, and for nothing else',
    path: ['reason'],
  })
  .refine(({ mark, correction }) => mark !== 'withdrawn' || correction === '', {
    message: 'no correction with withdrawn',
    path: ['correction'],
  })
  .meta({ id: 'LabelRequest' });
export type LabelRequest = z.output<typeof labelRequestSchema>;

export const labelSchema = z
  .object({
    id: z.uuid(),
    user: z.string(),
    mark: z.enum(labelMarks),
    reason: z.enum(labelReasons).nullable(),
    correction: z.string().describe('Empty where nobody wrote one'),
    correction_verdict: verdictSchema.nullable(),
    comment: z.string(),
    seconds_taken: z.number().nullable(),
    labelled_at: z.iso.datetime(),
    current: z.boolean().describe('It counts: the newest of this person, and not withdrawn'),
  })
  .meta({ id: 'Label' });
export type Label = z.output<typeof labelSchema>;

export const answerLabelsSchema = z
  .object({
    state: z.enum(labelStates).describe('What the current labels say together'),
    reasons: z.array(z.enum(labelReasons)),
    items: z.array(labelSchema).describe('Every label, the newest first'),
  })
  .meta({ id: 'AnswerLabels' });
export type AnswerLabels = z.output<typeof answerLabelsSchema>;

export const skipRequestSchema = z.strictObject({}).meta({ id: 'SkipText' });
export const skippedSchema = z.object({ skipped: z.literal(true) }).meta({ id: 'SkippedText' });

const wholeNumber = z
  .string()
  .regex(wholeNumberPattern, { message: 'a whole number within ±(2⁵³−1)' })
  .transform(Number);
const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

export const nextQuerySchema = z.strictObject({
  count: wholeNumber
    .pipe(z.int().min(1).max(limits.labelHandMax))
    .optional()
    .describe(`Texts to have before one, 1 to ${limits.labelHandMax}; ${limits.labelHandDefault} by default`),
});

export const labelTaskSchema = z
  .object({
    id: z.uuid(),
    asked_at: z.iso.datetime(),
    product: z.string(),
    channel: z.string(),
    profile: z.string(),
    campaign: z.uuid().nullable(),
    answer: answeredClientSchema,
    second_opinion: z.boolean().describe('Somebody else has labelled it; what they said is not told here'),
    held_until: z.iso.datetime().describe('Nobody else gets it until then'),
  })
  .meta({ id: 'LabelTask' });
export type LabelTask = z.output<typeof labelTaskSchema>;

export const nextResponseSchema = z
  .object({ items: z.array(labelTaskSchema).describe('Empty: there is nothing left for this person') })
  .meta({ id: 'LabelTasks' });

export const progressQuerySchema = z.strictObject({
  since: instant.describe('When the day of who asks began (ISO 8601 with zone)'),
});
export const progressResponseSchema = z
  .object({
    mine: z.int().describe('Texts that I have labelled since'),
    everyone: z.int().describe('The same of all people together'),
    seconds_median: z.number().nullable().describe('Half of mine took no longer; null without any'),
    waiting: z.int().describe('Texts without a label'),
    waiting_exact: z.boolean().describe('false: at least so many'),
    disputed: z.int().describe('Texts that are good to one and wrong to another'),
  })
  .meta({ id: 'LabelProgress' });

export const disagreementsQuerySchema = z.strictObject({
  from: instant.describe('Labelled at this time or later (ISO 8601 with zone)'),
  to: instant.describe('Labelled before this time (ISO 8601 with zone)'),
  limit: wholeNumber
    .pipe(z.int().min(1).max(limits.disagreementsPageMax))
    .optional()
    .describe(`Texts of a page, 1 to ${limits.disagreementsPageMax}; ${limits.disagreementsPageDefault} by default`),
  cursor: z.uuid().optional().describe('next_cursor of the page before'),
});

const agreementSchema = z.object({
  texts: z.int().describe('Texts that both labelled'),
  agreed: z.int().describe('Of them good to both or wrong to both'),
  kappa: z.number().nullable().describe('Cohen’s, good against wrong; null where it is not defined'),
  kappa_reasons: z.number().nullable().describe('The same over good and each reason'),
});

export const disagreementsResponseSchema = z
  .object({
    together: agreementSchema.describe('All pairs; kappa as their mean, weighted by texts'),
    pairs: z.array(agreementSchema.extend({ one: z.string(), other: z.string() })),
    items: z.array(
      z.object({
        id: z.uuid(),
        product: z.string(),
        channel: z.string(),
        text: z.string(),
        labels: z.array(labelSchema),
      }),
    ),
    next_cursor: z.uuid().nullable().describe('null on the last page'),
  })
  .meta({ id: 'LabelDisagreements' });
export type DisagreementsResponse = z.output<typeof disagreementsResponseSchema>;
