/** What the count of a campaign's audience takes and gives, before anything is started. */
import { z } from 'zod';
import { rankedBySchema } from './campaign-ranking.ts';
import { campaignSettingsSchema } from './campaigns.ts';

export const countAudienceSchema = z
  .strictObject({
    settings: campaignSettingsSchema,
    seed: z
      .int()
      .min(0)
      .max(4_294_967_295)
      .default(0)
      .describe('That of the campaign; with another seed others are in the control group, about as many'),
  })
  .meta({ id: 'CountCampaignAudience' });

const reasonsSchema = z.array(z.object({ reason: z.string(), count: z.int() }));

export const audienceCountSchema = z
  .object({
    rows: z.int().describe('Rows of the file with content'),
    rows_read: z.int(),
    exact: z
      .boolean()
      .describe('false: a random part of the rows was read, and all counts are estimates for the whole file'),
    clients: z.int().describe('Clients that get a text: the reach'),
    clients_low: z.int().describe('Bounds of the reach with 95 % confidence; the reach itself where it is exact'),
    clients_high: z.int(),
    texts: z.int(),
    control: z.int().describe('Clients of the control group'),
    problems: z.int().describe('Rows that no client can be made of; an estimate does not see ids that come twice'),
    excluded: reasonsSchema.describe('Clients that get nothing, by the first reason that holds'),
    offers: z
      .array(
        z.object({
          product: z.string(),
          channel: z.string(),
          texts: z.int().describe('Clients that get it'),
          refused: reasonsSchema.describe('Clients of the audience that may not get it, by reason'),
        }),
      )
      .describe('Those with terms in force'),
    without_terms: z.array(z.string()).describe('Products without terms in force: never offered'),
    ranked_by: rankedBySchema.nullable().describe('As things stand now; null where people chose the offers'),
  })
  .meta({ id: 'CampaignAudienceCount' });
export type AudienceCount = z.output<typeof audienceCountSchema>;
