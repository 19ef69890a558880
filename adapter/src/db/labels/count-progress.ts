import { sql } from 'slonik';
import { z } from 'zod';
import { limits } from '../../limits.ts';
import type { Statements } from '../database.ts';

const progressRow = z.object({
  mine_count: z.int(),
  everyones_count: z.int(),
  /** Of this person; null without labels. */
  seconds_median: z.number().nullable(),
  /** Unlabelled texts, counted up to one more than `limits.historyCountedMax`. */
  waiting_count: z.int(),
  disputed_count: z.int(),
});
export type LabelProgress = z.output<typeof progressRow>;

/** Texts labelled since a moment (a text labelled twice counts once), and what waits. */
export function countProgress(database: Statements, userId: string, sinceMs: number): Promise<LabelProgress> {
  const since = sql.timestamp(new Date(sinceMs));
  return database.one(sql.type(progressRow)`
    SELECT
      (SELECT count(DISTINCT asked_client_id)::integer FROM labels
        WHERE user_id = ${userId} AND labelled_at >= ${since} AND mark <> 'withdrawn') AS mine_count,
      (SELECT count(DISTINCT (asked_client_id, user_id))::integer FROM labels
        WHERE labelled_at >= ${since} AND mark <> 'withdrawn') AS everyones_count,
      (SELECT (percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds_taken))::float8 FROM labels
        WHERE user_id = ${userId} AND labelled_at >= ${since} AND mark <> 'withdrawn') AS seconds_median,
      (SELECT count(*)::integer FROM (
        SELECT FROM history_entries WHERE label = 'none' AND text_key IS NOT NULL LIMIT ${limits.historyCountedMax + 1}
      ) AS waiting) AS waiting_count,
      (SELECT count(*)::integer FROM history_entries WHERE label = 'disputed') AS disputed_count
  `);
}
