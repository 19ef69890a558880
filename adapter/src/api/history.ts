/** What GET /v1/history takes and gives. */
import { z } from 'zod';
import { limits } from '../limits.ts';
import { codeSchema as code } from './generate-request.ts';
import { answeredClientSchema, answerStatuses, clientErrorSchema, sources } from './generate-response.ts';

export const historyStatuses = [...answerStatuses, 'error', 'unanswered'] as const;

const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

/** Parameters arrive as texts; an empty one is no 0. */
export const wholeNumberPattern = /^-?\d{1,16}$/;
const wholeNumber = z
  .string()
  .regex(wholeNumberPattern, { message: 'a whole number within ±(2⁵³−1)' })
  .transform(Number);

export const historyQuerySchema = z.strictObject({
  from: instant.optional().describe('Asked at this time or later (ISO 8601 with zone)'),
  to: instant.optional().describe('Asked before this time (ISO 8601 with zone)'),
  client_id: wholeNumber.pipe(z.int()).optional(),
  product: code.optional().describe('Product code'),
  channel: code.optional().describe('Channel code'),
  source: z.enum(sources).optional(),
  status: z.enum(historyStatuses).optional().describe('unanswered: asked, and no answer was stored'),
  limit: wholeNumber
    .pipe(z.int().min(1).max(limits.historyPageMax))
    .optional()
    .describe(`Items of a page, 1 to ${limits.historyPageMax}; ${limits.historyPageDefault} by default`),
  cursor: z.uuid().optional().describe('next_cursor of the page before'),
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
    status: z.enum(historyStatuses),
    answer: answeredClientSchema.nullable(),
    error: clientErrorSchema.nullable(),
  })
  .meta({ id: 'HistoryItem' });
export type HistoryItem = z.output<typeof historyItemSchema>;

export const historyResponseSchema = z
  .object({
    items: z.array(historyItemSchema),
    next_cursor: z.uuid().nullable().describe('null on the last page'),
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
