/**
 * How many entries of the filtered history have which value of which facet. Up to `limits.historyCountedMax` matches
 * are counted one by one. Where there are more, the counts are those of a random sample of the table's pages, scaled to
 * the whole: a million rows would take a second, a sample of 10,000 takes hundredths.
 */
import { type FragmentSqlToken, sql } from 'slonik';
import { z } from 'zod';
import type { HistoryFilters } from '../../api/history.ts';
import { type FacetName, facetNames } from '../../api/history-facets.ts';
import { limits } from '../../limits.ts';
import type { Statements } from '../database.ts';
import { buildHistorySource, type HistorySource } from './history-conditions.ts';

const facetRow = z.object({
  /** Null: of all matches. */
  facet: z.enum(facetNames).nullable(),
  value: z.string().nullable(),
  /** Words for people, where the value is an id. */
  name: z.string().nullable(),
  entries_count: z.bigint().transform(Number),
});

export interface FacetCount {
  readonly value: string;
  readonly name: string | null;
  readonly count: number;
}

export interface Facets {
  readonly total: number;
  /** False: counts are estimated. */
  readonly isExact: boolean;
  readonly facets: Record<FacetName, FacetCount[]>;
}

export async function countFacets(database: Statements, filters: HistoryFilters): Promise<Facets> {
  const source = await buildHistorySource(database, filters);
  const { words } = source;
  // Rare words are few however the rest is filtered; frequent ones are only ever sampled, because to count them would be
  // to look at every text.
  const counted = words === 'none' ? await countMatches(database, source) : 0;
  if (words === 'rare' || (words === 'none' && counted <= limits.historyCountedMax)) {
    const exact = await countRows(database, source, null);
    return readFacets(exact, 1, totalOf(exact));
  }
  const rowsCount = Math.max(await estimateRows(database), limits.historySampleRows);
  const share = Math.min(1, limits.historySampleRows / rowsCount);
  const sampled = await countRows(database, source, share * 100);
  // A sample may by chance hold few matches; there are at least those that were counted.
  return readFacets(sampled, 1 / share, Math.max(Math.round(totalOf(sampled) / share), counted));
}

const matchesRow = z.object({ matches_count: z.int() });

/** Up to one more than the limit. */
async function countMatches(database: Statements, { join, where }: HistorySource): Promise<number> {
  const { matches_count } = await database.one(sql.type(matchesRow)`
    SELECT count(*)::integer AS matches_count
    FROM (
      SELECT FROM history_entries
      ${join}
      WHERE ${where}
      LIMIT ${limits.historyCountedMax + 1}
    ) AS matches
  `);
  return matches_count;
}

/** @param samplePercent null: all rows. */
async function countRows(database: Statements, { join, where }: HistorySource, samplePercent: number | null) {
  const sample = samplePercent === null ? sql.fragment`` : sql.fragment`TABLESAMPLE SYSTEM (${samplePercent})`;
  return await database.any(sql.type(facetRow)`
    WITH matched AS MATERIALIZED (
      SELECT history_entries.product_code, history_entries.channel_code, history_entries.source, history_entries.status,
        history_entries.concern, history_entries.label, history_entries.label_reasons, history_entries.rule_ids,
        history_entries.campaign_id, history_entries.user_id
      FROM history_entries ${sample}
      ${join}
      WHERE ${where}
    ),
    counted AS (
      ${sql.join(facetNames.map(countFacet), sql.fragment` UNION ALL `)}
    )
    SELECT counted.facet, counted.value, coalesce(users.name, campaign_plans.name, campaigns.clients_file_name) AS name,
      counted.entries_count
    FROM counted
    LEFT JOIN users ON counted.facet = 'user' AND users.id::text = counted.value
    LEFT JOIN campaigns ON counted.facet = 'campaign' AND campaigns.id::text = counted.value
    LEFT JOIN campaign_plans ON counted.facet = 'campaign' AND campaign_plans.id::text = counted.value
    UNION ALL
    SELECT NULL, NULL, NULL, count(*) FROM matched
  `);
}

const facetColumns: Readonly<Record<FacetName, FragmentSqlToken>> = {
  product: sql.fragment`matched.product_code`,
  channel: sql.fragment`matched.channel_code`,
  source: sql.fragment`matched.source`,
  status: sql.fragment`matched.status`,
  concern: sql.fragment`matched.concern`,
  label: sql.fragment`matched.label`,
  reason: sql.fragment`each.value`,
  rule: sql.fragment`each.value`,
  campaign: sql.fragment`matched.campaign_id::text`,
  user: sql.fragment`matched.user_id::text`,
};

/** Facets of which an entry may have several values. */
const facetLists: Readonly<Partial<Record<FacetName, FragmentSqlToken>>> = {
  reason: sql.fragment`CROSS JOIN unnest(matched.label_reasons) AS each (value)`,
  rule: sql.fragment`CROSS JOIN unnest(matched.rule_ids) AS each (value)`,
};

function countFacet(name: FacetName): FragmentSqlToken {
  return sql.fragment`(
    SELECT ${name}::text AS facet, ${facetColumns[name]} AS value, count(*) AS entries_count
    FROM matched
    ${facetLists[name] ?? sql.fragment``}
    GROUP BY 2
    ORDER BY 3 DESC
    LIMIT ${limits.facetValuesMax}
  )`;
}

const totalOf = (rows: readonly z.output<typeof facetRow>[]) =>
  rows.find((row) => row.facet === null)?.entries_count ?? 0;

function readFacets(rows: readonly z.output<typeof facetRow>[], scale: number, total: number): Facets {
  const facets = Object.fromEntries(
    facetNames.map((facet) => [
      facet,
      rows
        .filter((row) => row.facet === facet && row.value !== null && row.value !== '')
        .map(({ value, name, entries_count }) => ({
          value: facet === 'user' ? (name ?? value!) : value!,
          name,
          count: Math.round(entries_count * scale),
        }))
        .sort((one, other) => other.count - one.count || one.value.localeCompare(other.value)),
    ]),
  ) as Record<FacetName, FacetCount[]>;
  return { total, isExact: scale === 1, facets };
}

const estimateRow = z.object({ rows_count: z.number() });

/** What the statistics say; before they were gathered, what the table's pages hold at the least. */
async function estimateRows(database: Statements): Promise<number> {
  const { rows_count } = await database.one(sql.type(estimateRow)`
    SELECT (greatest(pg_class.reltuples, 0) / greatest(pg_class.relpages, 1)
      * (pg_relation_size(pg_class.oid) / current_setting('block_size')::float8))::float8 AS rows_count
    FROM pg_class
    WHERE pg_class.oid = 'history_entries'::regclass
  `);
  return rows_count;
}
