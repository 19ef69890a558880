/** What the audit trail takes and gives. */
import { z } from 'zod';
import { limits } from '../limits.ts';
import { wholeNumberPattern } from './history.ts';

const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const wholeNumber = z
  .string()
  .regex(wholeNumberPattern, { message: 'a whole number within ±(2⁵³−1)' })
  .transform(Number);

const filters = {
  from: instant.optional().describe('At this time or later (ISO 8601 with zone)'),
  to: instant.optional().describe('Before this time (ISO 8601 with zone)'),
  user: z.string().min(1).max(limits.userNameCharsMax).optional().describe('Name of who did it'),
  action: z
    .string()
    .regex(/^[a-z_.-]{1,60}$/, { message: 'an action such as "users.block", or its area "users"' })
    .optional()
    .describe('"users.block", or the area "users"'),
};

export const auditExportQuerySchema = z.strictObject(filters);
export const auditQuerySchema = z.strictObject({
  ...filters,
  limit: wholeNumber
    .pipe(z.int().min(1).max(limits.auditPageMax))
    .optional()
    .describe(`Items of a page, 1 to ${limits.auditPageMax}; ${limits.auditPageDefault} by default`),
  cursor: wholeNumber.pipe(z.int().min(1)).optional().describe('next_cursor of the page before'),
});
export type AuditQuery = z.output<typeof auditQuerySchema>;

export const auditItemSchema = z
  .object({
    id: z.int(),
    at: z.iso.datetime(),
    user: z.string().nullable().describe('null: nobody was signed in'),
    action: z.string(),
    subject: z.string().describe('Id or name of what it was done to'),
    details: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'AuditItem' });
export type AuditItem = z.output<typeof auditItemSchema>;

export const auditResponseSchema = z
  .object({ items: z.array(auditItemSchema), next_cursor: z.int().nullable().describe('null on the last page') })
  .meta({ id: 'AuditResponse' });
