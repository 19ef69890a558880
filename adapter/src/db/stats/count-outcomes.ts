/** What became of texts: in all, by the day on which they were asked for, by product, channel and thread. */
import { sql } from 'slonik';
import { z } from 'zod';
import type { Statements } from '../database.ts';
import { dayOf, inHours, inIds, ofOffer, type StatsFilter, sumColumn } from './stats-filter.ts';

const events = {
  texts: sumColumn,
  delivered: sumColumn,
  opened: sumColumn,
  clicked: sumColumn,
  accepted: sumColumn,
  rejected: sumColumn,
  complained: sumColumn,
  unsubscribed: sumColumn,
};
const sums = sql.fragment`
  sum(texts_count) AS texts, sum(delivered_count) AS delivered, sum(opened_count) AS opened,
  sum(clicked_count) AS clicked, sum(accepted_count) AS accepted, sum(rejected_count) AS rejected,
  sum(complained_count) AS complained, sum(unsubscribed_count) AS unsubscribed
`;

const outcomeRow = z.object({
  day: z.string().nullable(),
  product_code: z.string().nullable(),
  channel_code: z.string().nullable(),
  ...events,
});
/** One of day, product and channel is named, or none: then it is the total. */
export type OutcomeRow = z.output<typeof outcomeRow>;

export async function countOutcomes(database: Statements, filter: StatsFilter): Promise<readonly OutcomeRow[]> {
  return await database.any(sql.type(outcomeRow)`
    SELECT day, product_code, channel_code, ${sums}
    FROM (SELECT ${dayOf(filter)} AS day, stats_thread_hours.* FROM stats_thread_hours WHERE ${inHours(filter)}) AS hours
    GROUP BY GROUPING SETS ((), (day), (product_code), (channel_code))
    ORDER BY day, product_code, channel_code
  `);
}

const threadRow = z.object({ thread_id: z.string(), good: z.int(), wrong: z.int(), ...events });

/** Every thread that wrote a text in the period; most texts first. */
export async function countThreads(database: Statements, filter: StatsFilter) {
  return await database.any(sql.type(threadRow)`
    SELECT threads.*, coalesce(labelled.good, 0) AS good, coalesce(labelled.wrong, 0) AS wrong
    FROM (
      SELECT thread_id, ${sums}
      FROM stats_thread_hours
      WHERE ${inHours(filter)} AND thread_id <> ''
      GROUP BY thread_id
    ) AS threads
    LEFT JOIN (
      SELECT thread_id, (count(*) FILTER (WHERE label = 'good'))::integer AS good,
        (count(*) FILTER (WHERE label = 'wrong'))::integer AS wrong
      FROM history_entries
      WHERE label <> 'none' AND ${inIds(filter, sql.fragment`id`)} AND ${ofOffer(filter)}
      GROUP BY thread_id
    ) AS labelled USING (thread_id)
    ORDER BY threads.texts DESC, thread_id
  `);
}
