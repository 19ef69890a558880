/** What GET /v1/stats/threads, /v1/stats/threads/{id} and /v1/stats/uplift take and give: what texts brought. */
import { z } from 'zod';
import { limits } from '../limits.ts';
import { count, differenceSchema, period, rateSchema, share, statsFilters } from './stats.ts';

const estimate = z
  .object({ mean: share, low: share, high: share })
  .describe('Shrunk to the mean of all threads as far as this one’s numbers are few (beta-binomial)');

export const threadStatsQuerySchema = z.strictObject({
  ...statsFilters,
  limit: z
    .string()
    .regex(/^\d{1,4}$/, { message: 'a whole number' })
    .transform(Number)
    .pipe(z.int().min(1).max(limits.statsThreadsMax))
    .optional()
    .describe(`Threads, those with most texts first; ${limits.statsThreadsDefault} by default`),
});
export const threadStatsSchema = z
  .object({
    ...period,
    threads_count: count,
    threads: z.array(
      z.object({
        thread_id: z.string(),
        texts: count,
        delivered: count,
        good: rateSchema,
        good_estimate: estimate.nullable(),
        accepted: rateSchema,
        accepted_estimate: estimate.nullable(),
        stopped: count.describe('Complaints and opt-outs'),
      }),
    ),
  })
  .meta({ id: 'ThreadStats' });
export type ThreadStats = z.output<typeof threadStatsSchema>;

export const variantStatsSchema = z
  .object({
    thread_id: z.string(),
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    versions: z.array(
      z.object({
        version: z.string(),
        texts: count,
        positions: z.array(
          z.object({
            position: z.int(),
            variants: z.array(
              z.object({
                variant: z.int(),
                sentence: z.string().nullable().describe('null: not stored in this database'),
                texts: count,
                good: rateSchema,
                accepted: rateSchema,
              }),
            ),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'VariantStats' });
export type VariantStats = z.output<typeof variantStatsSchema>;

export const upliftSchema = z
  .object({
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    overall: differenceSchema.nullable().describe('Campaigns weighed by their sizes (Mantel–Haenszel); null: none'),
    campaigns: z.array(
      z.object({
        campaign_id: z.uuid(),
        name: z.string(),
        created_at: z.iso.datetime(),
        treated: rateSchema.describe('Clients who were to get a text, and accepted'),
        control: rateSchema.describe('Clients who were left alone, and accepted'),
        uplift: differenceSchema.nullable(),
        arms: z.array(z.object({ arm: z.string(), accepted: rateSchema })).describe('Variants of the campaign'),
      }),
    ),
  })
  .meta({ id: 'UpliftStats' });
export type UpliftStats = z.output<typeof upliftSchema>;
