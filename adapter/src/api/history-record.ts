/** What GET /v1/history/{id} gives: one entry whole, with what was asked and all its labels. */
import { z } from 'zod';
import { historyFilterSchema, historyItemSchema } from './history.ts';
import { labelSchema } from './labels.ts';

export const historyRecordSchema = historyItemSchema
  .extend({
    campaign_name: z.string().nullable(),
    asked: z.object({
      product: z.object({ code: z.string(), name: z.string(), description: z.string() }),
      channel: z.object({ code: z.string(), description: z.string() }),
      options: z.record(z.string(), z.unknown()),
      terms_version: z.string().describe('Of the offer catalogue; empty: none was in force'),
      claims_reviewed: z.boolean(),
      sample_terms: z.boolean(),
      features: z.record(z.string(), z.unknown()).nullable(),
      contact: z.record(z.string(), z.unknown()).nullable().describe('What was known about contacting the client'),
      concern_text: z.string().nullable().describe('What the client said, when the request had it'),
    }),
    labels: z.array(labelSchema).describe('The newest first'),
  })
  .meta({ id: 'HistoryRecord' });
export type HistoryRecord = z.output<typeof historyRecordSchema>;

export const exportFormats = ['csv', 'jsonl', 'xlsx'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export const historyExportSchema = z.strictObject({
  ...historyFilterSchema.shape,
  format: z.enum(exportFormats).default('csv'),
});
