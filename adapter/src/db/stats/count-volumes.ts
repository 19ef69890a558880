/** What was asked and how it was answered: in all, by day, by product and by channel, in one pass over the hours. */
import { sql } from 'slonik';
import { z } from 'zod';
import type { Statements } from '../database.ts';
import { dayOf, inHours, type StatsFilter, sumColumn } from './stats-filter.ts';

const volumeRow = z.object({
  day: z.string().nullable(),
  product_code: z.string().nullable(),
  channel_code: z.string().nullable(),
  asked: sumColumn,
  model: sumColumn,
  rules: sumColumn,
  not_sendable: sumColumn,
  refused: sumColumn,
  errors: sumColumn,
  unanswered: sumColumn,
});
/** Exactly one of day, product and channel is named, or none: then it is the total. */
export type VolumeRow = z.output<typeof volumeRow>;

export async function countVolumes(database: Statements, filter: StatsFilter): Promise<readonly VolumeRow[]> {
  return await database.any(sql.type(volumeRow)`
    SELECT day, product_code, channel_code, sum(texts_count) AS asked,
      sum(texts_count) FILTER (WHERE source = 'model') AS model,
      sum(texts_count) FILTER (WHERE source = 'rules') AS rules,
      sum(texts_count) FILTER (WHERE status = 'not_sendable') AS not_sendable,
      sum(texts_count) FILTER (WHERE status = 'refused') AS refused,
      sum(texts_count) FILTER (WHERE status = 'error') AS errors,
      sum(texts_count) FILTER (WHERE status = 'unanswered') AS unanswered
    FROM (SELECT ${dayOf(filter)} AS day, stats_hours.* FROM stats_hours WHERE ${inHours(filter)}) AS hours
    GROUP BY GROUPING SETS ((), (day), (product_code), (channel_code))
    ORDER BY day, product_code, channel_code
  `);
}

const reasonRow = z.object({ status: z.string(), reason: z.string(), count: sumColumn });

/** Why rules wrote, and kinds of errors; the most frequent first. */
export async function countReasons(database: Statements, filter: StatsFilter) {
  return await database.any(sql.type(reasonRow)`
    SELECT CASE WHEN status = 'error' THEN 'error' ELSE 'rules' END AS status, reason, sum(texts_count) AS count
    FROM stats_hours
    WHERE ${inHours(filter)} AND reason <> ''
    GROUP BY 1, 2
    ORDER BY count DESC, reason
  `);
}
