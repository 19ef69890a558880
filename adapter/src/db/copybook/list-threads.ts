/** A page of threads by id; a page goes on after the last id seen. Filters look at the latest revision. */
import { sql } from 'slonik';
import { z } from 'zod';
import { type ThreadItem, type ThreadsQuery, threadStatuses } from '../../api/copybook.ts';
import { threadOrigins } from '../../api/copybook-candidates.ts';
import { limits } from '../../limits.ts';
import type { Statements } from '../database.ts';
import { instantColumn } from '../row-types.ts';

const itemRow = z.object({
  id: z.string(),
  status: z.enum(threadStatuses),
  origin: z.enum(threadOrigins),
  revision: z.int(),
  in_force_revision: z.int().nullable(),
  changed_at: instantColumn,
  product: z.string(),
  channel: z.string(),
  need: z.string(),
  signals: z.array(z.string()),
  idea: z.string(),
  author: z.string(),
  draft_count: z.int(),
  approved_count: z.int(),
  retired_count: z.int(),
});

export async function listThreads(
  database: Statements,
  query: ThreadsQuery,
): Promise<{ readonly items: ThreadItem[]; readonly next_cursor: string | null }> {
  const limit = query.limit ?? limits.historyPageDefault;
  const rows = await database.any(sql.type(itemRow)`
    SELECT threads.id, threads.status, threads.origin, threads.latest_revision AS revision,
      entries.revision AS in_force_revision, threads.changed_at, revisions.product_code AS product, revisions.channel_code AS channel, revisions.need,
      revisions.signals, (revisions.line::jsonb) ->> 'idea' AS idea, revisions.author_name AS author,
      counts.draft_count, counts.approved_count, counts.retired_count
    FROM copybook_threads AS threads
    JOIN copybook_revisions AS revisions
      ON revisions.thread_id = threads.id AND revisions.revision = threads.latest_revision
    LEFT JOIN copybook_edition_threads AS entries ON entries.thread_id = threads.id AND entries.next_edition IS NULL
    CROSS JOIN LATERAL (
      SELECT count(*) FILTER (WHERE status = 'draft')::integer AS draft_count,
        count(*) FILTER (WHERE status = 'approved')::integer AS approved_count,
        count(*) FILTER (WHERE status = 'retired')::integer AS retired_count
      FROM copybook_variants AS variants
      WHERE variants.thread_id = threads.id AND variants.revision = threads.latest_revision
    ) AS counts
    WHERE ${sql.join(conditionsOf(query), sql.fragment` AND `)}
    ORDER BY threads.id
    LIMIT ${limit + 1}
  `);
  const page = rows.slice(0, limit);
  return { items: page.map(toItem), next_cursor: rows.length > limit ? page.at(-1)!.id : null };
}

function conditionsOf(query: ThreadsQuery) {
  const pattern = `%${query.text?.replaceAll(/[\\%_]/g, '\\$&') ?? ''}%`;
  return [
    sql.fragment`threads.id > ${query.cursor ?? ''}`,
    query.product === undefined ? null : sql.fragment`revisions.product_code = ${query.product}`,
    query.channel === undefined ? null : sql.fragment`revisions.channel_code = ${query.channel}`,
    query.need === undefined ? null : sql.fragment`revisions.need = ${query.need}`,
    query.signal === undefined ? null : sql.fragment`revisions.signals ? ${query.signal}`,
    query.claim === undefined ? null : sql.fragment`((revisions.line::jsonb) -> 'claims') ? ${query.claim}`,
    query.status === undefined ? null : sql.fragment`threads.status = ${query.status}`,
    query.origin === undefined ? null : sql.fragment`threads.origin = ${query.origin}`,
    query.text === undefined
      ? null
      : sql.fragment`(
          (revisions.line::jsonb) ->> 'idea' ILIKE ${pattern} OR EXISTS (
            SELECT FROM copybook_variants AS variants
            WHERE variants.thread_id = threads.id AND variants.revision = threads.latest_revision
              AND variants.text ILIKE ${pattern}
          )
        )`,
  ].filter((condition) => condition !== null);
}

function toItem({
  draft_count,
  approved_count,
  retired_count,
  changed_at,
  ...row
}: z.output<typeof itemRow>): ThreadItem {
  return {
    ...row,
    changed_at: new Date(changed_at).toISOString(),
    variants: { draft: draft_count, approved: approved_count, retired: retired_count },
  };
}
