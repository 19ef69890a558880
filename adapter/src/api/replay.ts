/** What POST /v1/replay takes and gives. */
import { z } from 'zod';
import { limits } from '../limits.ts';
import { codeSchema } from './generate-request.ts';
import { verdictSchema } from './generate-response.ts';

const instant = z.iso.datetime({ offset: true });

export const replayRequestSchema = z
  .strictObject({
    from: instant.optional().describe('Asked at this time or later (ISO 8601 with zone)'),
    to: instant.optional().describe('Asked before this time (ISO 8601 with zone)'),
    product: codeSchema.optional(),
    channel: codeSchema.optional(),
    limit: z
      .int()
      .min(1)
      .max(limits.replayTextsMax)
      .default(limits.replayTextsDefault)
      .describe('Texts of one call; next_cursor goes on where it ended'),
    cursor: z.uuid().optional().describe('next_cursor of the call before'),
  })
  .meta({ id: 'ReplayRequest' });
export type ReplayRequest = z.output<typeof replayRequestSchema>;

export const replayResponseSchema = z
  .object({
    checked: z.int().describe('Sendable texts judged by the rules in force now'),
    skipped: z
      .int()
      .describe('Texts not judged: product or channel was only described, or no terms of the product are in force'),
    broken: z
      .array(
        z.object({
          id: z.uuid().describe('As in GET /v1/history'),
          client_id: z.int().nullable(),
          product: z.string(),
          channel: z.string(),
          rule_ids: z.array(z.string()),
          asked_at: z.iso.datetime(),
          profile: z.string(),
          text: z.string().describe('As it was answered'),
          before: z
            .object({ rule_set_version: z.string(), warned: z.array(z.string()).describe('Rules that warned then') })
            .describe('What judged it when it was answered'),
          after: verdictSchema.shape.results.describe('What blocks it now'),
        }),
      )
      .describe('Texts that would be blocked now'),
    counts: z
      .array(z.object({ rule_id: z.string(), product: z.string(), channel: z.string(), texts: z.int() }))
      .describe('Broken texts by rule, product and channel'),
    rule_set_version: z.string(),
    rule_set_hash: z.string(),
    next_cursor: z.uuid().nullable().describe('null when all texts were judged'),
  })
  .meta({ id: 'ReplayResponse' });
export type ReplayResponse = z.output<typeof replayResponseSchema>;
