/** Times of answers in buckets: in all, by day, source and channel; and how many were late, exactly. */
import { sql } from 'slonik';
import { z } from 'zod';
import type { Statements } from '../database.ts';
import { dayOf, inHours, type StatsFilter, sumColumn } from './stats-filter.ts';

const bucketRow = z.object({
  day: z.string().nullable(),
  source: z.string().nullable(),
  channel_code: z.string().nullable(),
  bucket: z.int(),
  count: sumColumn,
});
/** One of day, source and channel is named, or none: then it is of all. */
export type BucketRow = z.output<typeof bucketRow>;

export async function countLatency(database: Statements, filter: StatsFilter): Promise<readonly BucketRow[]> {
  return await database.any(sql.type(bucketRow)`
    SELECT day, source, channel_code, bucket, sum(texts_count) AS count
    FROM (SELECT ${dayOf(filter)} AS day, stats_latency_hours.* FROM stats_latency_hours WHERE ${inHours(filter)}) AS hours
    GROUP BY GROUPING SETS ((bucket), (day, bucket), (source, bucket), (channel_code, bucket))
    ORDER BY day, source, channel_code, bucket
  `);
}
