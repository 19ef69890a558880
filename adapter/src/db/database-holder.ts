/**
 * Gets the database and keeps it: connect → migrate → prepare (the first administrator, the sample catalogue), again and again with growing
 * pauses until all three have worked. The adapter listens meanwhile and says in /readyz what it waits for. Once there,
 * the pool makes new connections by itself when the database comes and goes.
 */
import { type Clock, sleep, withinMs } from '../clock.ts';
import { RequestError } from '../errors.ts';
import { limits } from '../limits.ts';
import type { Log } from '../log.ts';
import { checkDatabase } from './check-database.ts';
import { type Database, isDatabaseUnavailable, openDatabase } from './database.ts';
import { migrate } from './migrate.ts';

export interface DatabaseHolder {
  /** @throws RequestError database_unavailable until the first start has been gone through. */
  get(): Database;
  /** Null when a query works now, else what is wrong, in words without addresses and passwords. */
  problem(): Promise<string | null>;
  /** Resolves when the database is there, or when `close` was called. */
  readonly ready: Promise<void>;
  close(): Promise<void>;
}

export interface HolderOptions {
  readonly databaseUrl: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Runs after the migrations, on every start. */
  readonly prepare: (database: Database) => Promise<void>;
}

const firstPauseMs = 100;
const pauseMsMax = 3000;

export function holdDatabase(options: HolderOptions): DatabaseHolder {
  const { clock, log } = options;
  const stop = new AbortController();
  let database: Database | null = null;
  let problem = 'connecting';

  async function start(): Promise<void> {
    for (let pauseMs = firstPauseMs; !stop.signal.aborted; pauseMs = Math.min(pauseMs * 2, pauseMsMax)) {
      try {
        database = await startOnce(options);
        if (stop.signal.aborted) await database.end();
        return;
      } catch (error) {
        problem = isDatabaseUnavailable(error) ? 'cannot be reached' : 'cannot be prepared: see the log';
        log.warn({ reason: describeFailure(error), pauseMs }, 'waiting for the database');
        await sleep(clock, pauseMs, stop.signal);
      }
    }
  }
  const ready = start();

  return {
    ready,
    get() {
      if (database !== null) return database;
      throw new RequestError('database_unavailable', 'the database cannot be reached yet', { retryAfterS: 1 });
    },
    async problem() {
      if (database === null) return problem;
      const check = checkDatabase(database).then(
        () => null,
        () => 'cannot be reached',
      );
      return await withinMs(clock, limits.readinessWaitMs, check, () => 'does not answer');
    },
    async close() {
      stop.abort();
      await ready;
      await database?.end();
    },
  };
}

async function startOnce(options: HolderOptions): Promise<Database> {
  const ran = await migrate(options.databaseUrl);
  if (ran.length > 0) options.log.info({ migrations: ran }, 'migrated the database');
  const database = await openDatabase(options.databaseUrl, options.log);
  try {
    await options.prepare(database);
    return database;
  } catch (error) {
    await database.end();
    throw error;
  }
}

/** Code and message: node-postgres puts no password into either. */
function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' ? `${code}: ${error.message}` : error.message;
}
