/**
 * The filters of the history as conditions on `history_entries`, joined with `history_texts` where words are searched
 * for. Search: what is part of a known thread's id is looked for there, everything else among the words of the texts.
 * One or the other and never both: a condition over two tables joined by OR would use no index.
 */
import { type FragmentSqlToken, sql } from 'slonik';
import { z } from 'zod';
import type { HistoryFilters } from '../../api/history.ts';
import { lowestUuidAt } from '../../clock.ts';
import { limits } from '../../limits.ts';
import type { Statements } from '../database.ts';

export interface HistorySource {
  /** Joined after `history_entries`; empty where no words are searched for. */
  readonly join: FragmentSqlToken;
  readonly where: FragmentSqlToken;
  /** Whether words are searched for, and how many texts hold them: rare ones are all fetched, frequent ones are not. */
  readonly words: 'none' | 'rare' | 'frequent';
  /** The words themselves, as PostgreSQL reads them; null where none are searched for. */
  readonly searched: string | null;
}

/** Ids of a page that was seen, both exclusive. */
export interface PageBounds {
  readonly below?: string | undefined;
  readonly above?: string | undefined;
}

export async function buildHistorySource(
  database: Statements,
  filters: HistoryFilters,
  bounds: PageBounds = {},
): Promise<HistorySource> {
  const threadIds = filters.q === undefined ? [] : await findThreadIds(database, filters.q);
  const words = filters.q !== undefined && threadIds.length === 0 ? plainSigns(filters.q) : null;
  const conditions = [
    ...columnConditions(filters),
    ...idConditions(filters, bounds),
    filters.reason === undefined ? null : sql.fragment`history_entries.label_reasons @> ARRAY[${filters.reason}]`,
    filters.rule === undefined
      ? null
      : sql.fragment`history_entries.rule_ids <> '{}' AND history_entries.rule_ids @> ARRAY[${filters.rule}]`,
    filters.user === undefined
      ? null
      : sql.fragment`history_entries.user_id = (SELECT users.id FROM users WHERE users.name = ${filters.user})`,
    threadIds.length === 0 ? null : sql.fragment`history_entries.thread_id = ANY(${sql.array(threadIds, 'text')})`,
  ].filter((condition) => condition !== null);
  const where = sql.fragment`${sql.join([sql.fragment`true`, ...conditions], sql.fragment` AND `)}`;
  if (words === null) return { join: sql.fragment``, where, words: 'none', searched: null };
  const isFrequent = (await estimateMatches(database, words)) > limits.historyRareMax;
  return {
    join: isFrequent ? joinEach(words) : joinFound(words),
    where,
    words: isFrequent ? 'frequent' : 'rare',
    searched: words,
  };
}

/**
 * Quotes of any kind mean a phrase. Other signs that are not ASCII are letters to PostgreSQL where its locale is C: they
 * become spaces, as in the function words_of_text of the migrations.
 */
function plainSigns(words: string): string {
  return words
    .replaceAll(/[«»„“”]/g, '"')
    .replaceAll(/[‘’—–…№•·₽−\u00A0\u2009\u202F]/g, ' ')
    .replaceAll('\u2011', '-');
}

const matching = (words: string) => sql.fragment`history_texts.search @@ websearch_to_tsquery('russian', ${words})`;

/**
 * Words that few texts hold: these are found by the index of words, all of them, before anything else. Left to itself,
 * PostgreSQL takes a LIMIT for a reason to read the texts in order until enough were met, which may be all of them.
 */
function joinFound(words: string): FragmentSqlToken {
  return sql.fragment`
    JOIN (
      WITH found AS MATERIALIZED (SELECT history_texts.id FROM history_texts WHERE ${matching(words)})
      SELECT found.id FROM found
    ) AS history_texts ON history_texts.id = history_entries.id
  `;
}

/** Words that many texts hold: entries are walked in their order, or sampled, and each text is looked at. */
function joinEach(words: string): FragmentSqlToken {
  return sql.fragment`
    CROSS JOIN LATERAL (
      SELECT FROM history_texts WHERE history_texts.id = history_entries.id AND ${matching(words)} OFFSET 0
    ) AS history_texts
  `;
}

const explainedRow = z.object({ 'QUERY PLAN': z.tuple([z.object({ Plan: z.object({ 'Plan Rows': z.number() }) })]) });

/** How many texts hold the words, by the statistics of the table: nothing is read. */
async function estimateMatches(database: Statements, words: string): Promise<number> {
  const explained = await database.one(sql.type(explainedRow)`
    EXPLAIN (FORMAT JSON) SELECT FROM history_texts WHERE ${matching(words)}
  `);
  return explained['QUERY PLAN'][0].Plan['Plan Rows'];
}

function idConditions({ from, to }: HistoryFilters, { below, above }: PageBounds): (FragmentSqlToken | null)[] {
  return [
    from === undefined ? null : sql.fragment`history_entries.id >= ${lowestUuidAt(from)}::uuid`,
    to === undefined ? null : sql.fragment`history_entries.id < ${lowestUuidAt(to)}::uuid`,
    below === undefined ? null : sql.fragment`history_entries.id < ${below}::uuid`,
    above === undefined ? null : sql.fragment`history_entries.id > ${above}::uuid`,
  ];
}

/** Filters that are the value of a column. */
function columnConditions(filters: HistoryFilters): (FragmentSqlToken | null)[] {
  const columns = {
    client_id: filters.client_id,
    product_code: filters.product,
    channel_code: filters.channel,
    source: filters.source,
    status: filters.status,
    concern: filters.concern,
    label: filters.label,
  };
  const byValue = Object.entries(columns).map(([column, value]) =>
    value === undefined ? null : sql.fragment`${sql.identifier(['history_entries', column])} = ${value}`,
  );
  const ofCampaign =
    filters.campaign === undefined ? null : sql.fragment`history_entries.campaign_id = ${filters.campaign}::uuid`;
  return [...byValue, ofCampaign];
}

const threadRow = z.object({ thread_id: z.string() });

async function findThreadIds(database: Statements, part: string): Promise<string[]> {
  const rows = await database.any(sql.type(threadRow)`
    SELECT thread_id
    FROM history_threads
    WHERE strpos(lower(thread_id), lower(${part})) > 0
    ORDER BY thread_id
    LIMIT ${limits.historyThreadsMax}
  `);
  return rows.map((row) => row.thread_id);
}
