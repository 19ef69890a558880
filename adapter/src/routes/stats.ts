/** The numbers of the dashboards. Counts are refreshed first, as far as that is quick. */
import { z } from 'zod';
import { parseInput } from '../api/parse-input.ts';
import { type QueueStats, statsQuerySchema } from '../api/stats.ts';
import { threadStatsQuerySchema } from '../api/stats-results.ts';
import type { Clock } from '../clock.ts';
import type { AdapterMiddleware } from '../context.ts';
import type { Database } from '../db/database.ts';
import type { StatsFilter } from '../db/stats/stats-filter.ts';
import { limits } from '../limits.ts';
import { readThreads, readUplift, readVariants } from '../stats/read-results.ts';
import { toFilter } from '../stats/read-stats.ts';
import type { StatsRefresher } from '../stats/refresh-stats.ts';

export interface StatsRouteOptions {
  /** @throws RequestError database_unavailable. */
  readonly database: () => Database;
  readonly clock: Clock;
  /** What is being worked on now. */
  readonly queue: () => Promise<QueueStats>;
  readonly statsRefresher: StatsRefresher;
}

const threadPathSchema = z.strictObject({ thread: z.string().min(1).max(limits.threadIdCharsMax) });

/** GET /v1/stats/{…} @param read answers the question */
export function statsRoute(
  { database, clock, statsRefresher }: StatsRouteOptions,
  read: (database: Database, filter: StatsFilter) => Promise<object>,
): AdapterMiddleware {
  return async (context) => {
    const filter = toFilter(parseInput(statsQuerySchema, { ...context.query }), clock);
    const pool = database();
    await statsRefresher.refresh();
    context.body = await read(pool, filter);
  };
}

/** GET /v1/stats/threads */
export function threadStatsRoute({ database, clock, statsRefresher }: StatsRouteOptions): AdapterMiddleware {
  return async (context) => {
    const { limit = limits.statsThreadsDefault, ...query } = parseInput(threadStatsQuerySchema, { ...context.query });
    const filter = toFilter(query, clock);
    const pool = database();
    await statsRefresher.refresh();
    context.body = await readThreads(pool, filter, limit);
  };
}

/** GET /v1/stats/threads/{thread} */
export function variantStatsRoute({ database, clock }: StatsRouteOptions): AdapterMiddleware {
  return async (context) => {
    const { thread } = parseInput(threadPathSchema, { ...(context as { params?: object }).params });
    const filter = toFilter(parseInput(statsQuerySchema, { ...context.query }), clock);
    context.body = await readVariants(database(), thread, filter);
  };
}

/** GET /v1/stats/uplift */
export function upliftStatsRoute({ database, clock }: StatsRouteOptions): AdapterMiddleware {
  return async (context) => {
    const filter = toFilter(parseInput(statsQuerySchema, { ...context.query }), clock);
    context.body = await readUplift(database(), filter);
  };
}

/** GET /v1/stats/queue */
export function queueStatsRoute({ queue }: Pick<StatsRouteOptions, 'queue'>): AdapterMiddleware {
  return async (context) => {
    context.body = await queue();
  };
}
