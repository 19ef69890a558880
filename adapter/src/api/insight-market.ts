/** What market watch takes and gives. */
import { z } from 'zod';

export const itemKinds = [
  'publication',
  'app_update',
  'site_update',
  'vacancy',
  'quarterly_report',
  'share_price',
  'review',
] as const;
export const eventKinds = [
  'new_product',
  'new_feature',
  'hiring_burst',
  'report_jump',
  'price_move',
  'negative_reviews',
] as const;

/** Items of a request and its fields, each judged by itself (parse-item.ts): a bad one loses nothing else. */
export const postMarketItemsSchema = z
  .strictObject({
    items: z
      .array(z.record(z.string(), z.unknown()))
      .min(1)
      .max(1000)
      .describe('kind, competitor, source, published_at, title, text, value; docs/MARKET.md'),
  })
  .meta({ id: 'PostMarketItems' });

export const marketFileQuerySchema = z.strictObject({
  kind: z.enum(itemKinds).optional().describe('Of items that do not say it'),
  competitor: z.string().min(1).max(100).optional().describe('Of items that do not say it'),
  source: z.string().max(200).optional().describe('Of items that do not say it'),
});

export const takenItemsSchema = z
  .object({
    taken: z.int(),
    repeated: z.int().describe('Left out: the same item was there'),
    retold: z.int().describe('Of those taken, how many tell a known story once more'),
    problems: z.array(z.object({ row: z.int(), field: z.string(), limit: z.string(), given: z.string() })),
  })
  .meta({ id: 'TakenMarketItems' });

export const marketItemsQuerySchema = z.strictObject({
  kind: z.enum(itemKinds).optional(),
  competitor: z.string().min(1).max(100).optional(),
  cursor: z.uuid().optional().describe('next_cursor of the page before'),
});
export type MarketItemsQuery = z.output<typeof marketItemsQuerySchema>;

const marketItemSchema = z.object({
  id: z.uuid(),
  kind: z.enum(itemKinds),
  competitor: z.string(),
  source: z.string(),
  published_at: z.iso.datetime(),
  title: z.string(),
  text: z.string(),
  value: z.number().nullable().describe('Price of a share, revenue of a quarter, stars of a review'),
  story_id: z.uuid().describe('The first item of the same story'),
});
export type MarketItemBody = z.output<typeof marketItemSchema>;
export const marketItemsSchema = z
  .object({ items: z.array(marketItemSchema), next_cursor: z.uuid().nullable() })
  .meta({ id: 'MarketItems' });

const concern = z.enum(['finance', 'efficiency', 'purchase', 'support']);
export const marketEventSchema = z
  .object({
    id: z.string(),
    kind: z.enum(eventKinds),
    competitor: z.string(),
    atMs: z.number(),
    topic: z.string().describe('Product code, topic of reviews, area of vacancies; empty where there is none'),
    title: z.string(),
    explanation: z.string(),
    statistic: z.number(),
    threshold: z.number(),
    strength: z.number(),
    freshness: z.number(),
    relevance: z.number(),
    rank: z.number().describe('strength × freshness × relevance'),
    itemIds: z.array(z.string()),
    ideas: z.array(z.object({ text: z.string(), product: z.string().nullable(), concern: concern.nullable() })),
  })
  .meta({ id: 'MarketEvent' });

export const postDigestSchema = z
  .strictObject({ week: z.string().describe('ISO 8601: "2026-W47", Monday to Sunday in Moscow') })
  .meta({ id: 'PostMarketDigest' });

export const marketDigestPartsSchema = z.object({
  week: z.string(),
  items_count: z.int(),
  events: z.array(marketEventSchema),
  evidence: z.record(
    z.string(),
    z.object({ title: z.string(), source: z.string(), publishedAtMs: z.number(), kind: z.enum(itemKinds) }),
  ),
});
const made = {
  id: z.uuid(),
  created_at: z.iso.datetime(),
  created_by: z.string().nullable().describe('null: made by the command'),
};
export const marketDigestSchema = z.object({ ...made, ...marketDigestPartsSchema.shape }).meta({ id: 'MarketDigest' });
export type MarketDigestBody = z.output<typeof marketDigestSchema>;
const marketDigestItemSchema = z.object({ ...made, week: z.string(), items_count: z.int(), events_count: z.int() });
export type MarketDigestItem = z.output<typeof marketDigestItemSchema>;
export const marketDigestsSchema = z
  .object({
    items: z.array(marketDigestItemSchema),
    last_week: z.string().describe('The last whole week now: what the next digest is most likely of'),
  })
  .meta({ id: 'MarketDigests' });
export type MarketDigests = z.output<typeof marketDigestsSchema>;
