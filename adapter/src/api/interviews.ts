/** What the routes about interviews take and give, for the bank's people and for the client who has a link. */
import { z } from 'zod';
import { limits } from '../limits.ts';
import { isStorableText } from './generate-request.ts';
import { wholeNumberPattern } from './history.ts';

export const interviewSubjects = [
  'payments',
  'saving',
  'borrowing',
  'housing',
  'investing',
  'insurance',
  'currency',
  'salary',
  'office',
  'app',
  'applying',
  'support',
] as const;
export type InterviewSubject = (typeof interviewSubjects)[number];

export const interviewStatuses = ['invited', 'active', 'ended', 'deleted'] as const;
export const endReasons = ['complete', 'stopped', 'hostile', 'silent', 'long', 'finished'] as const;
export const interviewStages = [
  'goal',
  'context',
  'last_case',
  'consequences',
  'tried',
  'price',
  'closing',
  'ended',
] as const;

const storable = (max: number) =>
  z.string().max(max).refine(isStorableText, { message: 'text without NUL and broken surrogates' });

export const createInterviewSchema = z
  .strictObject({
    goal: storable(limits.interviewGoalCharsMax)
      .trim()
      .min(1)
      .describe('What the bank wants to learn; the client does not see it'),
    subject: z.enum(interviewSubjects).optional().describe('Needed where no product is named'),
    product: z.string().min(1).max(limits.productCodeCharsMax).optional().describe('Code of a product'),
  })
  .meta({ id: 'CreateInterview' });

export const interviewPathSchema = z.strictObject({ id: z.uuid() });
export const interviewLinkPathSchema = z.strictObject({ token: z.string().max(100) });
export const emptyBodySchema = z.strictObject({}).meta({ id: 'NothingGiven' });

export const giveConsentSchema = z
  .strictObject({
    version: z.string().min(1).max(40).describe('The version of the text that the client has read'),
    agreed: z.literal(true),
  })
  .meta({ id: 'GiveConsent' });

export const answerQuestionSchema = z
  .strictObject({
    number: z
      .int()
      .min(0)
      .max(limits.interviewTurnsMax)
      .describe('Number of this turn: one above the question’s; 0 asks for the first question'),
    text: storable(limits.interviewAnswerCharsMax)
      .nullable()
      .describe('What the client says; null: what is missing of the interviewer'),
  })
  .meta({ id: 'AnswerQuestion' });

export const interviewsQuerySchema = z.strictObject({
  limit: z
    .string()
    .regex(wholeNumberPattern)
    .transform(Number)
    .pipe(z.int().min(1).max(limits.interviewsPageMax))
    .optional()
    .describe(`At most ${limits.interviewsPageMax}`),
  cursor: z.uuid().optional().describe('next_cursor of the page before'),
  status: z.enum(interviewStatuses).optional(),
});
export type InterviewsQuery = z.output<typeof interviewsQuerySchema>;

export const interviewItemSchema = z
  .object({
    id: z.uuid(),
    goal: z.string(),
    subject: z.enum(interviewSubjects),
    product: z.string().nullable(),
    status: z.enum(interviewStatuses),
    channel: z.enum(['web', 'telegram']).nullable(),
    created_at: z.iso.datetime(),
    created_by: z.string(),
    link_expires_at: z.iso.datetime().describe('Until when the client may begin'),
    consent_version: z.string().nullable(),
    consented_at: z.iso.datetime().nullable(),
    ended_at: z.iso.datetime().nullable(),
    end_reason: z.enum(endReasons).nullable(),
    answers_count: z.int(),
    strength: z.string().nullable().describe('none, weak, middling, strong; null without a result'),
    deleted_at: z.iso.datetime().nullable(),
    deleted_by: z.enum(['client', 'staff', 'term']).nullable(),
  })
  .meta({ id: 'Interview' });
export type InterviewItem = z.output<typeof interviewItemSchema>;

export const interviewsResponseSchema = z
  .object({ items: z.array(interviewItemSchema), next_cursor: z.uuid().nullable() })
  .meta({ id: 'InterviewsResponse' });

export const interviewTurnSchema = z
  .object({
    number: z.int(),
    speaker: z.enum(['interviewer', 'client']),
    text: z.string(),
    at: z.iso.datetime(),
    question_id: z.string().nullable(),
    stage: z.enum(interviewStages).nullable(),
    understood_as: z.string().nullable().describe('What the client’s words before it were taken for'),
    chooser: z.enum(['model', 'rules']).nullable(),
    reason: z.string().nullable(),
    eligible_ids: z.array(z.string()).nullable(),
  })
  .meta({ id: 'InterviewTurn' });
export type InterviewTurnRow = z.output<typeof interviewTurnSchema>;

const quoteSchema = z.object({ text: z.string(), turn: z.int(), stage: z.enum(interviewStages).nullable() });
export const interviewSummarySchema = z
  .object({
    strength: z.string(),
    quotes: z.array(quoteSchema),
    needs: z.array(quoteSchema),
    pains: z.array(
      z.object({
        theme: z.string(),
        title: z.string(),
        quotes: z.array(quoteSchema),
        strength: z.int(),
        evidence: z.array(z.string()),
      }),
    ),
    hypotheses: z.array(z.object({ theme: z.string(), text: z.string(), check: z.string() })),
    concerns: z.array(z.object({ concern: z.string(), likelihood: z.number() })),
    not_covered: z.array(z.object({ stage: z.enum(interviewStages), text: z.string() })),
    asked: z.array(quoteSchema),
    contradictions: z.array(quoteSchema),
    questions_count: z.int(),
    client_share: z.number(),
    markdown: z.string(),
  })
  .meta({ id: 'InterviewSummary' });
export type InterviewSummaryJson = z.output<typeof interviewSummarySchema>;

export const interviewDetailsSchema = z
  .object({
    interview: interviewItemSchema,
    turns: z.array(interviewTurnSchema),
    summary: interviewSummarySchema.nullable(),
  })
  .meta({ id: 'InterviewDetails' });
export type InterviewDetails = z.output<typeof interviewDetailsSchema>;

export const createdInterviewSchema = z
  .object({
    interview: interviewItemSchema,
    link: z.object({
      token: z.string().describe('Shown this once'),
      path: z.string().describe('The client’s page'),
      expires_at: z.iso.datetime(),
    }),
  })
  .meta({ id: 'CreatedInterview' });

export const clientInterviewSchema = z
  .object({
    status: z.enum(['invited', 'active', 'ended']),
    subject: z.enum(interviewSubjects),
    consent: z
      .object({ version: z.string(), title: z.string(), paragraphs: z.array(z.string()) })
      .nullable()
      .describe('To be read and agreed to first; null once it was'),
    turns: z.array(
      z.object({ number: z.int(), speaker: z.enum(['interviewer', 'client']), text: z.string(), at: z.iso.datetime() }),
    ),
    end_reason: z.enum(endReasons).nullable(),
  })
  .meta({ id: 'ClientInterview' });
export type ClientInterview = z.output<typeof clientInterviewSchema>;

export const deletedInterviewSchema = z.object({ deleted: z.literal(true) }).meta({ id: 'DeletedInterview' });
