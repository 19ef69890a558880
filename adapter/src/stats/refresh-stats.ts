/**
 * Keeps the counts by hour fresh. Order of a refresh: what has changed is marked, in a transaction of its own → a few
 * hours at a time, the newest first, each time in a transaction. So a crash loses no mark (it comes back with the count
 * that it was taken for), several adapters share the work, and a long backlog never holds a lock for long.
 *
 * Counted when somebody asks, and every few minutes: nothing hangs on the paths that answer clients.
 */
import type { Clock } from '../clock.ts';
import { withinMs } from '../clock.ts';
import { type Database, isDatabaseUnavailable } from '../db/database.ts';
import { countHours } from '../db/stats/count-hours.ts';
import { lockStats, markStaleHours, takeStaleHours } from '../db/stats/mark-stale-hours.ts';
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

/** @param shouldStop asked before each transaction */
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
      const range = await takeStaleHours(transaction);
      if (range === null) return false;
      await countHours(transaction, range.fromMs, range.toMs);
      return true;
    });
    if (!hasCounted) return;
  }
}
