/**
 * The part of an adapter that watches a folder: jobs → looks. Order of a start: the database is there → the jobs are
 * opened (tried again while the database is away) → a first look → one a minute, and whenever somebody asks.
 */
import { type Clock, type CreateUuid, sleep } from '../../../clock.ts';
import type { Database } from '../../../db/database.ts';
import { type InboxJobs, openInboxJobs } from '../../../db/jobs/open-inbox-jobs.ts';
import { limits } from '../../../limits.ts';
import type { Log } from '../../../log.ts';
import { lookIntoInbox } from './look-into-inbox.ts';

export interface InboxWorker {
  readonly folder: string;
  /** Asks for a look; before the jobs are open the first look comes by itself. */
  look(): Promise<void>;
  /** The file at work is finished; no other is taken. */
  stop(): Promise<void>;
}

export interface InboxWorkerOptions {
  readonly folder: string;
  readonly databaseUrl: string;
  readonly clock: Clock;
  readonly createUuid: CreateUuid;
  /** Resolves when the database is there. */
  readonly ready: Promise<void>;
  readonly database: () => Database;
  readonly log: Log;
}

const openAgainMs = 3000;

export function startInboxWorker(options: InboxWorkerOptions): InboxWorker {
  const { folder, clock, createUuid, log } = options;
  const ending = new AbortController();
  let jobs: InboxJobs | null = null;

  const work = async (signal: AbortSignal) => {
    if (ending.signal.aborted) return;
    await lookIntoInbox({
      folder,
      clock,
      createUuid,
      log,
      nowMs: () => clock.epochMs(),
      database: options.database(),
      signal: AbortSignal.any([signal, ending.signal]),
    });
  };
  const running = keepWorking();
  async function keepWorking(): Promise<void> {
    await options.ready;
    jobs = await openUntilEnding(options, ending.signal);
    await jobs?.work((signal) =>
      work(signal).catch((error: unknown) => log.warn({ err: error }, 'a look into the watched folder failed')),
    );
    await jobs?.send();
  }
  running.catch((error: unknown) => log.warn({ err: error }, 'the watched folder is not looked into'));

  return {
    folder,
    look: async () => {
      await jobs?.send();
    },
    async stop() {
      ending.abort();
      await running.catch(() => undefined);
      await jobs?.stop(limits.drainMs).catch(() => undefined);
    },
  };
}

async function openUntilEnding({ databaseUrl, clock, log }: InboxWorkerOptions, ending: AbortSignal) {
  while (!ending.aborted) {
    try {
      return await openInboxJobs(databaseUrl, { warn: (fields, message) => log.warn(fields, message) });
    } catch (error) {
      log.warn({ err: error }, 'the queue of the watched folder cannot be opened yet');
      await sleep(clock, openAgainMs, ending);
    }
  }
  return null;
}
