/**
 * Keeps the counts by hour fresh. Order of a refresh: what has changed is marked, in a transaction of its own → hour by
 * hour, the newest first, each in its transaction. So a crash loses no mark for longer than one hour's count (which
 * rolls back with it), several adapters share the work, and a long backlog never holds a lock for long.
 *
 * Counted when somebody asks, and every few minutes: nothing hangs on the paths that answer clients.
 */
import type { Clock } from '../clock.ts';
import { withinMs } from '../clock.ts';
import { type Database, isDatabaseUnavailable } from '../db/database.ts';
import { countHour } from '../db/stats/count-hour.ts';
import { lockStats, markStaleHours, takeStaleHour } from '../db/stats/mark-stale-hours.ts';
import { RequestError } from '../errors.ts';
import { limits } from '../limits.ts';
import type { Log } from '../log.ts';

export interface StatsRefresherOptions {
  /** @throws while the database is away */
  readonly database: () => Database;
  readonly clock: Clock;
  readonly log: Log;
}

export interface StatsRefresher {
  /** Waits for fresh counts, but not for long: what is counted then is shown, and says until when it counts. */
  refresh(): Promise<void>;
  /** Refreshes from time to time until `stop`. */
  start(): void;
  stop(): void;
}

export function createStatsRefresher({ database, clock, log }: StatsRefresherOptions): StatsRefresher {
  let running: Promise<void> | null = null;
  let endedAtMs = Number.NEGATIVE_INFINITY;
  let cancel: (() => void) | null = null;
  let isStopped = false;

  async function run(): Promise<void> {
    const startedAtMs = clock.nowMs();
    try {
      await refreshStats(database(), clock.epochMs(), () => isStopped);
      endedAtMs = startedAtMs;
    } catch (error) {
      if (!isDatabaseUnavailable(error) && !(error instanceof RequestError))
        log.error({ err: error }, 'the counts could not be refreshed');
    } finally {
      running = null;
    }
  }

  function schedule(): void {
    cancel = clock.schedule(limits.statsEveryMs, () => {
      running ??= run();
      if (!isStopped) schedule();
    });
  }

  return {
    async refresh() {
      if (clock.nowMs() - endedAtMs < limits.statsFreshMs) return;
      running ??= run();
      await withinMs(clock, limits.statsWaitMs, running, () => undefined);
    },
    start: schedule,
    stop() {
      isStopped = true;
      cancel?.();
    },
  };
}

/** @param shouldStop asked before each hour */
export async function refreshStats(database: Database, nowMs: number, shouldStop: () => boolean): Promise<void> {
  const isOurs = await database.transaction(async (transaction) => {
    if (!(await lockStats(transaction))) return false;
    await markStaleHours(transaction, nowMs);
    return true;
  });
  if (!isOurs) return;
  while (!shouldStop()) {
    const hasCounted = await database.transaction(async (transaction) => {
      if (!(await lockStats(transaction))) return false;
      const hourMs = await takeStaleHour(transaction);
      if (hourMs === null) return false;
      await countHour(transaction, hourMs);
      return true;
    });
    if (!hasCounted) return;
  }
}
