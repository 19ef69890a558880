/** What is being worked on now, and what works on it. */
import { EngineState } from '@offerwright/proto/marketing/v1/generation_pb';
import type { QueueStats } from '../api/stats.ts';
import type { Clock } from '../clock.ts';
import { findEditionInForce } from '../db/copybook/find-edition-in-force.ts';
import type { Statements } from '../db/database.ts';
import { countCampaignStates, listCampaignsAtWork } from '../db/stats/find-queue.ts';
import type { InferenceClient } from '../inference/inference-client.ts';

const engineNames: Readonly<Record<number, QueueStats['engine']>> = {
  [EngineState.LOADING]: 'loading',
  [EngineState.READY]: 'ready',
  [EngineState.DOWN]: 'down',
};

export async function readQueue(database: Statements, inference: InferenceClient, clock: Clock): Promise<QueueStats> {
  const nowMs = clock.epochMs();
  const [described, edition, campaigns, atWork] = await Promise.all([
    inference.describe().catch(() => null),
    findEditionInForce(database),
    countCampaignStates(database),
    listCampaignsAtWork(database, nowMs),
  ]);
  return {
    at: new Date(nowMs).toISOString(),
    slots: described?.slotsCount ?? null,
    engine: described === null ? 'away' : (engineNames[described.engineState] ?? 'down'),
    model: described?.modelName ?? '',
    rule_set: described?.ruleSetVersion ?? '',
    copybook: edition?.hash ?? '',
    campaigns: [...campaigns],
    at_work: [...atWork],
  };
}
