/** What GET /v1/products, /v1/channels, /v1/signals and /v1/features give: codes, names for people, limits. */
import { z } from 'zod';

export const featureKindNames = ['count', 'sum', 'months', 'age', 'flag', 'text'] as const;

const wordsSchema = z.object({ ru: z.string(), en: z.string() });

const familySchema = z.object({ name: z.string(), words: wordsSchema });

const productEntrySchema = z.object({
  code: z.string(),
  name: wordsSchema,
  description: z.string().describe('As the bank describes it, in Russian'),
  family: z.string(),
  is_credit: z.boolean().describe('Consumer credit in the sense of 38-FZ art. 28 p. 3.1, mortgages included'),
});

const channelEntrySchema = z.object({
  code: z.string(),
  name: wordsSchema,
  description: z.string().describe('As the bank describes it, in Russian'),
  body_chars_min: z.int(),
  body_chars_max: z.int(),
  text_chars_max: z.int().describe('Of the whole text, disclosures included'),
  can_link: z.boolean(),
  spoken: z.boolean().describe('A person reads the text aloud'),
});

const signalEntrySchema = z.object({ name: z.string(), words: wordsSchema });

const featureEntrySchema = z.object({
  name: z.string(),
  kind: z.enum(featureKindNames),
  words: wordsSchema,
  min: z.number().describe('0 for a text, like max'),
  max: z.number(),
  text_chars_max: z.int().describe('0 for a number'),
  aliases: z.array(z.string()).describe('Other spellings that are read'),
});

export const productsResponseSchema = z
  .object({ items: z.array(productEntrySchema), families: z.array(familySchema) })
  .meta({ id: 'Products' });
export type ProductsResponse = z.output<typeof productsResponseSchema>;

export const channelsResponseSchema = z.object({ items: z.array(channelEntrySchema) }).meta({ id: 'Channels' });
export type ChannelsResponse = z.output<typeof channelsResponseSchema>;

export const signalsResponseSchema = z.object({ items: z.array(signalEntrySchema) }).meta({ id: 'Signals' });
export type SignalsResponse = z.output<typeof signalsResponseSchema>;

export const featuresResponseSchema = z.object({ items: z.array(featureEntrySchema) }).meta({ id: 'Features' });
export type FeaturesResponse = z.output<typeof featuresResponseSchema>;

export const vocabularySchemas = [
  productsResponseSchema,
  channelsResponseSchema,
  signalsResponseSchema,
  featuresResponseSchema,
] as const;
