/**
 * Gauges of what is true now, read when Prometheus asks. Whatever does not answer in time counts as away; what is asked
 * often is read once in a while, so that a scrape costs little.
 */
import { EngineState } from '@offerwright/proto/marketing/v1/generation_pb';
import { type Clock, withinMs } from '../clock.ts';
import { findEditionInForce } from '../db/copybook/find-edition-in-force.ts';
import type { Database } from '../db/database.ts';
import { countCampaignStates, listCampaignsAtWork } from '../db/stats/find-queue.ts';
import type { InferenceClient } from '../inference/inference-client.ts';
import { limits } from '../limits.ts';
import type { Metrics } from '../metrics.ts';

export interface ObserveOptions {
  /** @throws while the database is away */
  readonly database: () => Database;
  readonly inference: InferenceClient;
  readonly clock: Clock;
  readonly metrics: Metrics;
}

/** @returns to be called before the metrics are given out; never fails */
export function createStateObserver(options: ObserveOptions): () => Promise<void> {
  let observedAtMs = Number.NEGATIVE_INFINITY;
  let observing: Promise<void> | null = null;
  return async () => {
    const { clock } = options;
    if (clock.nowMs() - observedAtMs < limits.stateObservedMs) return;
    observing ??= observe(options).finally(() => {
      observedAtMs = clock.nowMs();
      observing = null;
    });
    await observing;
  };
}

async function observe(options: ObserveOptions): Promise<void> {
  await Promise.all([observeDatabase(options), observeInference(options)]);
}

const campaignStates = ['draft', 'preparing', 'running', 'paused', 'finished', 'cancelled', 'failed'] as const;

async function observeDatabase({ database, clock, metrics }: ObserveOptions): Promise<void> {
  const read = async () => {
    const pool = database();
    return await Promise.all([
      countCampaignStates(pool),
      listCampaignsAtWork(pool, clock.epochMs()),
      findEditionInForce(pool),
    ]);
  };
  const found = await withinMs(clock, limits.readinessWaitMs, read(), () => null).catch(() => null);
  metrics.databaseUp.set(found === null ? 0 : 1);
  if (found === null) return;
  const [states, atWork, edition] = found;
  // A state that no campaign is in any more is 0, not absent.
  for (const state of campaignStates) metrics.campaigns.set({ state }, 0);
  for (const { state, count } of states) metrics.campaigns.set({ state }, count);
  metrics.campaignClientsWaiting.set(atWork.reduce((sum, { clients, answered }) => sum + clients - answered, 0));
  metrics.copybookInfo.reset();
  metrics.copybookInfo.set({ hash: edition?.hash ?? 'shipped' }, 1);
}

async function observeInference({ inference, clock, metrics }: ObserveOptions): Promise<void> {
  const described = await withinMs(clock, limits.readinessWaitMs, inference.describe(), () => null).catch(() => null);
  const isServing = await withinMs(
    clock,
    limits.readinessWaitMs,
    inference.checkHealth().then(() => true),
    () => false,
  ).catch(() => false);
  metrics.inferenceUp.set(isServing ? 1 : 0);
  metrics.engineReady.set(described?.engineState === EngineState.READY ? 1 : 0);
  metrics.engineSlots.set(described?.slotsCount ?? 0);
  metrics.modelInfo.reset();
  metrics.ruleSetInfo.reset();
  if (described === null) return;
  metrics.modelInfo.set(
    {
      engine: described.engine,
      model: described.modelName,
      adapter: described.adapterName,
      server_version: described.serverVersion,
    },
    1,
  );
  metrics.ruleSetInfo.set({ version: described.ruleSetVersion }, 1);
}
