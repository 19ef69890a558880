/**
 * Durable jobs: the one home of pg-boss. Its tables stand in a schema of their own beside ours, and are made and migrated
 * by it at the start. A job here only says that a campaign is to be worked on; what is to be done stands in our tables,
 * so a job that comes twice, or after the work is done, does no harm.
 *
 * A worker that is killed sends no heartbeat any more; after `heartbeatSeconds` the job is given to another.
 */
import { PgBoss } from 'pg-boss';
import type { DatabaseLog } from '../database.ts';

export const jobsSchema = 'offerwright_jobs';
const queue = 'campaigns';

/** The least that pg-boss takes. */
const heartbeatSeconds = 10;
const lookAfterSeconds = 5;
/** A notice of PostgreSQL wakes a worker at once; looking by itself makes up for one that was lost. */
const pollSeconds = 2;
const pollBesideNoticesSeconds = 5;

export interface Jobs {
  /** Asks for work on this campaign; where that has been asked for already nothing changes. */
  send(planId: string): Promise<void>;
  /** @param work its signal fires when the job is given up. Rejects: the job is tried again after a pause. */
  work(concurrency: number, work: (planId: string, signal: AbortSignal) => Promise<void>): Promise<void>;
  /** Waits up to `withinMs` for what is at work. */
  stop(withinMs: number): Promise<void>;
}

/** @throws the driver's error while the database is away */
export async function openJobs(databaseUrl: string, log: DatabaseLog): Promise<Jobs> {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    schema: jobsSchema,
    application_name: 'offerwright jobs',
    max: 3,
    schedule: false,
    useListenNotify: true,
    superviseIntervalSeconds: lookAfterSeconds,
    monitorIntervalSeconds: lookAfterSeconds,
    openTelemetry: { enabled: false },
  });
  boss.on('error', (error) => log.warn({ reason: error.name }, 'the queue of jobs met an error'));
  await boss.start();
  await boss.createQueue(queue, {
    // One job waits and one is at work for each campaign.
    policy: 'stately',
    notify: true,
    heartbeatSeconds,
    expireInSeconds: 3600,
    retryLimit: 1000,
    retryDelay: 5,
    deleteAfterSeconds: 3600,
  });
  return {
    async send(planId) {
      await boss.send(queue, { planId }, { singletonKey: planId });
    },
    async work(concurrency, work) {
      const options = {
        localConcurrency: concurrency,
        batchSize: 1,
        pollingIntervalSeconds: pollSeconds,
        notifyPollingIntervalSeconds: pollBesideNoticesSeconds,
      };
      await boss.work<{ planId: string }>(queue, options, async ([job]) => {
        if (job !== undefined) await work(job.data.planId, job.signal);
      });
    },
    stop: (withinMs) => boss.stop({ graceful: true, close: true, timeout: withinMs }),
  };
}
