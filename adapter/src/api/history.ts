/** What GET /v1/history takes and gives. */
import { z } from 'zod';
import { limits } from '../limits.ts';
import { keptRankingSchema } from './campaign-ranking.ts';
import { codeSchema as code, concernNames, isStorableText } from './generate-request.ts';
import { answeredClientSchema, answerStatuses, clientErrorSchema, sources } from './generate-response.ts';

export const historyStatuses = [...answerStatuses, 'error', 'unanswered'] as const;

const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

/** Parameters arrive as texts; an empty one is no 0. */
export const wholeNumberPattern = /^-?\d{1,16}$/;
const wholeNumber = z
  .string()
  .regex(wholeNumberPattern, { message: 'a whole number within ±(2⁵³−1)' })
  .transform(Number);

/** What the current labels of a text say together; disputed: people disagree. */
export const labelStates = ['none', 'good', 'wrong', 'disputed'] as const;
export const labelReasons = ['law', 'fact', 'tone', 'fit', 'grammar', 'other'] as const;

/** What narrows the history: the list, the counts and the export take the same. */
const historyFilters = {
  q: z
    .string()
    .trim()
    .min(1)
    .max(limits.historySearchCharsMax)
    .refine(isStorableText, { message: 'text without NUL characters and broken surrogates' })
    .optional()
    .describe(
      'Part of the id of a thread; where no thread has it: words of the text, in any form ("quotes" for a phrase, ' +
        '-word for one that is not there, or)',
    ),
  from: instant.optional().describe('Asked at this time or later (ISO 8601 with zone)'),
  to: instant.optional().describe('Asked before this time (ISO 8601 with zone)'),
  client_id: wholeNumber.pipe(z.int()).optional(),
  product: code.optional().describe('Product code'),
  channel: code.optional().describe('Channel code'),
  source: z.enum(sources).optional(),
  status: z.enum(historyStatuses).optional().describe('unanswered: asked, and no answer was stored'),
  concern: z.enum(concernNames).optional(),
  label: z.enum(labelStates).optional().describe('none: no current label; disputed: people disagree'),
  reason: z.enum(labelReasons).optional().describe('A current label calls it wrong for this reason'),
  rule: z.string().min(1).max(limits.ruleIdCharsMax).optional().describe('This rule warned, blocked or refused'),
  campaign: z.uuid().optional(),
  user: z.string().min(1).max(limits.userNameCharsMax).optional().describe('Name of who asked'),
};

export const historyFilterSchema = z.strictObject(historyFilters);
export type HistoryFilters = z.output<typeof historyFilterSchema>;

export const historyQuerySchema = z.strictObject({
  ...historyFilters,
  limit: wholeNumber
    .pipe(z.int().min(1).max(limits.historyPageMax))
    .optional()
    .describe(`Items of a page, 1 to ${limits.historyPageMax}; ${limits.historyPageDefault} by default`),
  cursor: z.uuid().optional().describe('next_cursor of a page: gives what is older'),
  after: z.uuid().optional().describe('previous_cursor of a page: gives what is newer; not with cursor'),
});
export type HistoryQuery = z.output<typeof historyQuerySchema>;

export const historyItemSchema = z
  .object({
    id: z.uuid(),
    request_id: z.uuid(),
    user: z.string(),
    asked_at: z.iso.datetime(),
    answered_at: z.iso.datetime().nullable(),
    client_id: z.int().nullable(),
    index: z.int(),
    product: z.string().describe('Code; empty for a product that was only described'),
    channel: z.string(),
    profile: z.string(),
    campaign: z.uuid().nullable(),
    label: z.enum(labelStates),
    label_reasons: z.array(z.enum(labelReasons)),
    offer: keptRankingSchema
      .nullable()
      .describe('Why a campaign offered this: null where people chose the offer, and outside campaigns'),
    hits: z
      .array(z.object({ start: z.int(), end: z.int() }))
      .describe('Words of the text that q found, in UTF-16 units; empty where no words were searched for'),
    status: z.enum(historyStatuses),
    answer: answeredClientSchema.nullable(),
    error: clientErrorSchema.nullable(),
  })
  .meta({ id: 'HistoryItem' });
export type HistoryItem = z.output<typeof historyItemSchema>;

export const historyResponseSchema = z
  .object({
    items: z.array(historyItemSchema),
    next_cursor: z.uuid().nullable().describe('Towards the older; null on the last page'),
    previous_cursor: z.uuid().nullable().describe('Towards the newer; null on the first page'),
  })
  .meta({ id: 'HistoryResponse' });

export const roles = ['administrator', 'manager', 'reviewer', 'compliance', 'viewer'] as const;
export type Role = (typeof roles)[number];

export const meResponseSchema = z.object({ name: z.string(), role: z.enum(roles) }).meta({ id: 'Me' });

export const readinessSchema = z
  .object({
    ready: z.boolean(),
    missing: z.array(z.string()).describe('What the service still waits for: database, inference'),
    checks: z.object({
      database: z.object({ ok: z.boolean(), reason: z.string() }),
      inference: z.object({
        ok: z.boolean(),
        reason: z.string(),
        model: z.string().describe('The model that serves and what was done to its file; empty while there is none'),
      }),
    }),
  })
  .meta({ id: 'Readiness' });
