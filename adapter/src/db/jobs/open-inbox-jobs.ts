/**
 * The jobs that look into the watched folder of market watch: one every minute by a schedule of pg-boss, and one when
 * somebody asks. One look at a time, whichever adapter does it; a look that was lost with its adapter is made up for by
 * the next, because what is to be done stands in the folder and in our tables.
 */
import { PgBoss } from 'pg-boss';
import type { DatabaseLog } from '../database.ts';
import { jobsSchema } from './open-jobs.ts';

const queue = 'market_inbox';
const everyMinute = '* * * * *';
const key = 'look';
/** The least that pg-boss takes. */
const heartbeatSeconds = 10;
const expireInSeconds = 900;

export interface InboxJobs {
  /** Asks for a look now; where one waits already nothing changes. */
  send(): Promise<void>;
  work(look: (signal: AbortSignal) => Promise<void>): Promise<void>;
  /** Waits up to `withinMs` for the look that is at work. */
  stop(withinMs: number): Promise<void>;
}

/** @throws the driver's error while the database is away */
export async function openInboxJobs(databaseUrl: string, log: DatabaseLog): Promise<InboxJobs> {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    schema: jobsSchema,
    application_name: 'offerwright market inbox',
    max: 2,
    schedule: true,
    useListenNotify: true,
    superviseIntervalSeconds: 10,
    openTelemetry: { enabled: false },
  });
  boss.on('error', (error) => log.warn({ reason: error.name }, 'the queue of the watched folder met an error'));
  await boss.start();
  await boss.createQueue(queue, {
    // One look waits and one is at work.
    policy: 'stately',
    notify: true,
    heartbeatSeconds,
    expireInSeconds,
    retryLimit: 0,
    deleteAfterSeconds: 3600,
  });
  await boss.schedule(queue, everyMinute, {}, { singletonKey: key });
  return {
    async send() {
      await boss.send(queue, {}, { singletonKey: key });
    },
    async work(look) {
      const options = { batchSize: 1, pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 5 };
      await boss.work(queue, options, async ([job]) => {
        if (job !== undefined) await look(job.signal);
      });
    },
    stop: (withinMs) => boss.stop({ graceful: true, close: true, timeout: withinMs }),
  };
}
