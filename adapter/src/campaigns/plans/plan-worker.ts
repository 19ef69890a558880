/**
 * The part of an adapter that works on campaigns: jobs → turns (run-plan). Order of a start: the database is there →
 * jobs are opened (tried again while the database is away) → every campaign that should be at work gets a job, now and
 * every `campaignSweepMs`, so that a job that was lost with its adapter is made again.
 */

import { planLimits } from '../../api/plan-limits.ts';
import { type Clock, sleep } from '../../clock.ts';
import { type Jobs, openJobs } from '../../db/jobs/open-jobs.ts';
import { listPlansAtWork } from '../../db/plans/list-plans-at-work.ts';
import { limits } from '../../limits.ts';
import type { PlansContext } from './plans-context.ts';
import { createSharedLimit, runPlan } from './run-plan.ts';

export interface PlanWorker {
  /** Asks for work on a campaign; before the jobs are open the next sweep does. */
  wake(planId: string): Promise<void>;
  /** Clients in flight are answered; no other is taken. */
  stop(): Promise<void>;
}

export interface PlanWorkerOptions {
  readonly databaseUrl: string;
  readonly clock: Clock;
  /** Resolves when the database is there. */
  readonly ready: Promise<void>;
  readonly context: () => Omit<PlansContext, 'wake'>;
  readonly warn: (fields: object, message: string) => void;
}

const openAgainMs = 3000;

export function startPlanWorker(options: PlanWorkerOptions): PlanWorker {
  const ending = new AbortController();
  const limitFor = createSharedLimit();
  let jobs: Jobs | null = null;

  async function wake(planId: string): Promise<void> {
    await jobs?.send(planId);
  }

  async function work(planId: string, signal: AbortSignal): Promise<void> {
    if (ending.signal.aborted) return;
    const context = { ...options.context(), wake, databaseUrl: options.databaseUrl, ending: ending.signal, limitFor };
    const isMoreToDo = await runPlan(context, planId, signal);
    if (isMoreToDo && !ending.signal.aborted) await wake(planId);
  }

  const running = keepWorking();
  async function keepWorking(): Promise<void> {
    await options.ready;
    jobs = await openUntilEnding(options, ending.signal);
    await jobs?.work(planLimits.campaignsAtOnceMax, work);
    while (!ending.signal.aborted) {
      await sweep().catch((error: unknown) =>
        options.warn({ err: error }, 'campaigns at work could not be looked for'),
      );
      await sleep(options.clock, planLimits.campaignSweepMs, ending.signal);
    }
  }

  async function sweep(): Promise<void> {
    for (const planId of await listPlansAtWork(options.context().database)) await wake(planId);
  }

  return {
    wake,
    async stop() {
      ending.abort();
      await running.catch(() => undefined);
      await jobs?.stop(limits.drainMs).catch(() => undefined);
    },
  };
}

async function openUntilEnding({ databaseUrl, clock, warn }: PlanWorkerOptions, ending: AbortSignal) {
  while (!ending.aborted) {
    try {
      return await openJobs(databaseUrl, { warn });
    } catch (error) {
      warn({ err: error }, 'the queue of jobs cannot be opened yet');
      await sleep(clock, openAgainMs, ending);
    }
  }
  return null;
}
