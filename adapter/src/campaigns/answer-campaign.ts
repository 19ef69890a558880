/**
 * The clients of one product and channel that are still without an answer, asked and stored: the engine of every
 * campaign, whether a command line or the web interface started it. Order: rows → asked rows (prepare-clients) → the
 * texts used so far → as many in flight as the limit lets → each answer stored before the next client is taken.
 */
import type { ClientResult } from '../api/generate-response.ts';
import type { Clock, CreateUuid } from '../clock.ts';
import { findUsedTexts } from '../db/campaigns/find-used-texts.ts';
import type { Database } from '../db/database.ts';
import { insertAnswers } from '../db/requests/insert-answers.ts';
import type { Order } from '../inference/build-batches.ts';
import type { InferenceClient } from '../inference/inference-client.ts';
import { answerClients } from './answer-clients.ts';
import { askClient } from './ask-client.ts';
import { campaignLimits } from './campaign-limits.ts';
import type { FlightLimit } from './flight-limit.ts';
import { heedOptOut } from './heed-opt-out.ts';
import type { ClientsFile } from './open-clients-file.ts';
import { preferModel } from './prefer-model.ts';
import { type PendingClient, prepareClients } from './prepare-clients.ts';
import { createUsedTexts } from './used-texts.ts';

export interface CampaignRun {
  readonly clock: Clock;
  readonly createUuid: CreateUuid;
  readonly database: Database;
  readonly inference: InferenceClient;
  readonly signal: AbortSignal;
  /** Repeats what fails while the database is away. */
  readonly persist: <Result>(work: () => Promise<Result>) => Promise<Result>;
  readonly requestId: string;
  readonly productCode: string;
  readonly channelCode: string;
  readonly clients: Pick<ClientsFile, 'hasIds' | 'rows'>;
  readonly order: Omit<Order, 'contactPolicy'>;
  /** Shared by campaigns that run at the same time. */
  readonly limit: FlightLimit;
  readonly workersCount: number;
  /** True: clients in flight are answered, and no other is taken. */
  readonly shouldStop?: () => boolean;
  readonly onProblems: (count: number) => void;
  readonly onAnswer: (result: ClientResult) => void;
}

/** @throws CampaignError, InterruptedError: both leave a state that another run goes on from */
export async function answerCampaign(run: CampaignRun): Promise<void> {
  const { database, clock, limit, requestId } = run;
  const clients = untilStopped(prepareClients(run.clients, run), run.shouldStop ?? (() => false));
  const window = Math.max(run.workersCount, campaignLimits.usedTextsWindowMin);
  const storedMax = campaignLimits.usedTextsMax + window;
  const stored = await run.persist(() => findUsedTexts(database, requestId, storedMax));
  const usedTexts = createUsedTexts({ stored, window });
  await answerClients(clients, {
    workersCount: run.workersCount,
    limit,
    signal: run.signal,
    ask: async (client, signal) => {
      const varied = { ...run.order, usedTexts: await usedTexts.before(client.position) };
      const context = { ...run, order: varied, signal };
      const heeded = run.clients.hasIds ? await run.persist(() => heedOptOut(database, client)) : client;
      return await preferModel(() => askClient(heeded, context), limit).catch((error: unknown) => {
        usedTexts.give(client.position);
        throw error;
      });
    },
    async store(client, result) {
      await run.persist(() =>
        insertAnswers(database, [{ askedClientId: client.askedClientId, result }], clock.epochMs()),
      );
      usedTexts.settle(client.position, result);
      run.onAnswer(result);
    },
  });
}

async function* untilStopped(
  clients: AsyncGenerator<PendingClient>,
  shouldStop: () => boolean,
): AsyncGenerator<PendingClient> {
  for await (const client of clients) {
    if (shouldStop()) return;
    yield client;
  }
}
