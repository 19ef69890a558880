/** What GET /v1/history/facets gives: how much of the filtered history has which value. */
import { z } from 'zod';

export const facetNames = [
  'product',
  'channel',
  'source',
  'status',
  'label',
  'reason',
  'rule',
  'campaign',
  'user',
  'concern',
] as const;
export type FacetName = (typeof facetNames)[number];

const facetSchema = z
  .array(
    z.object({
      value: z.string().describe('As the filter takes it'),
      name: z.string().nullable().describe('Words for people, where the value is an id'),
      count: z.int(),
    }),
  )
  .describe('The most frequent first');

export const historyFacetsSchema = z
  .object({
    total: z.int().describe('Entries that match'),
    exact: z.boolean().describe('false: total and counts are estimated from a random sample'),
    facets: z.object(
      Object.fromEntries(facetNames.map((name) => [name, facetSchema])) as Record<FacetName, typeof facetSchema>,
    ),
  })
  .meta({ id: 'HistoryFacets' });
export type HistoryFacetsResponse = z.output<typeof historyFacetsSchema>;
