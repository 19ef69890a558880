/** What an export writes, and what an import compares with. */
import { sql } from 'slonik';
import { z } from 'zod';
import { threadStatuses } from '../../api/copybook.ts';
import type { Statements } from '../database.ts';

const latestRow = z.object({
  id: z.string(),
  file_name: z.string(),
  status: z.enum(threadStatuses),
  revision: z.int(),
  line: z.string(),
  /** Begun by a model, and approved by nobody yet. */
  is_waiting: z.boolean(),
  /** Sentences that are withdrawn, and those of a model that nobody has approved: [position, variant] each. */
  retired_places: z.array(z.tuple([z.int(), z.int()])),
});
export type LatestLine = z.output<typeof latestRow>;

/** The latest revision of every thread, file by file in their order. */
export function listLatestLines(database: Statements): Promise<readonly LatestLine[]> {
  return database.any(sql.type(latestRow)`
    SELECT threads.id, threads.file_name, threads.status, threads.latest_revision AS revision, revisions.line,
      threads.origin = 'free' AND threads.approved_revision IS NULL AS is_waiting,
      coalesce((
        SELECT jsonb_agg(jsonb_build_array(variants.position, variants.variant))
        FROM copybook_variants AS variants
        WHERE variants.thread_id = threads.id AND variants.revision = threads.latest_revision
          AND (variants.status = 'retired' OR (threads.origin = 'free' AND variants.status = 'draft'))
      ), '[]'::jsonb) AS retired_places
    FROM copybook_threads AS threads
    JOIN copybook_revisions AS revisions
      ON revisions.thread_id = threads.id AND revisions.revision = threads.latest_revision
    ORDER BY threads.file_name, threads.place, threads.id
  `);
}

/** Versions that each thread ever had: a line with one of them is no news. */
export async function listKnownVersions(database: Statements): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const rows = await database.any(sql.type(z.object({ thread_id: z.string(), versions: z.array(z.string()) }))`
    SELECT thread_id, array_agg(version) AS versions FROM copybook_revisions GROUP BY thread_id
  `);
  return new Map(rows.map(({ thread_id, versions }) => [thread_id, new Set(versions)]));
}

/** The place after the last one of a file. */
export function findNextPlace(database: Statements, fileName: string): Promise<number> {
  return database.oneFirst(sql.type(z.object({ place: z.int() }))`
    SELECT coalesce(max(place) + 1, 0) AS place FROM copybook_threads WHERE file_name = ${fileName}
  `);
}
