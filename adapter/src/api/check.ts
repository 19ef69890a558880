/** What POST /v1/check takes and gives. */
import { z } from 'zod';
import { limits } from '../limits.ts';
import { channelSchema, isStorableText, productSchema, profileSchema } from './generate-request.ts';
import { measuresSchema, ruleOutcomes, scoresSchema, verdictSchema } from './generate-response.ts';

export const checkRequestSchema = z
  .strictObject({
    text: z
      .string()
      .min(1)
      .max(limits.checkedTextCharsMax)
      .refine(isStorableText, { message: 'text without NUL characters and broken surrogates' })
      .describe('Any text, whoever wrote it, disclosures included'),
    product: productSchema,
    channel: channelSchema,
    profile: profileSchema,
    language: z.enum(['ru', 'en']).default('ru').describe('Language of the verdict'),
  })
  .meta({ id: 'CheckRequest' });

export const checkResponseSchema = z
  .object({
    verdict: verdictSchema,
    scores: scoresSchema,
    measures: measuresSchema,
    spans: z
      .array(
        z.object({
          start: z.int().describe('UTF-16 code units, end exclusive'),
          end: z.int(),
          text: z.string(),
          rule_id: z.string(),
          outcome: z.enum(ruleOutcomes),
        }),
      )
      .describe('Every place that a rule found, in the order of the text'),
    terms_version: z.string().describe('Of the offer catalogue; empty: the server’s default provider was used'),
    claims_reviewed: z.boolean(),
    sample_terms: z.boolean(),
  })
  .meta({ id: 'CheckResponse' });
export type CheckResponse = z.output<typeof checkResponseSchema>;
