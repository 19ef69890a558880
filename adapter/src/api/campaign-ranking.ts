/** What a campaign that ranks offers ranks by, and what it keeps of each offer. */
import { z } from 'zod';
import { rankedOfferSchema } from './propensity.ts';

export const rankedBySchema = z
  .object({
    products: z.array(
      z.object({
        product: z.string(),
        model: z.uuid().nullable().describe('In force; null: the product is ranked by the fit of signals'),
        title: z.string().nullable().describe('Of the model'),
        covered: z
          .boolean()
          .describe(
            'A model is in force, and the file holds at least one of its columns: else the fit of signals ranks',
          ),
        value: z.number().nullable().describe('Of a sale, roubles; null where nobody set it'),
      }),
    ),
    usual_value: z.number().describe('What a sale counts as where no value is set'),
  })
  .meta({ id: 'CampaignRankedBy' });
export type RankedBy = z.output<typeof rankedBySchema>;

/** As POST /v1/insight/offers gives it, without product and channel, which stand beside it. */
export const keptRankingSchema = rankedOfferSchema
  .omit({ product: true, channel: true })
  .meta({ id: 'KeptOfferRanking' });
export type KeptRanking = z.output<typeof keptRankingSchema>;
