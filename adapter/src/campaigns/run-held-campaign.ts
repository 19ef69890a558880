/**
 * A run of a campaign that is held (hold-campaign). Order: find it in the store; a finished one is only written again →
 * wait for the engine, check product and channel, store the campaign if it is new → ask and answer → mark it finished →
 * write the file of texts from the store.
 *
 * Finished is marked before the file is written, and the file always comes from the store: when the disk is full, the
 * same command writes the file without asking anything again.
 */
import { resolveTerms } from '../catalogue/resolve-terms.ts';
import type { Clock, CreateUuid } from '../clock.ts';
import { countAnswers } from '../db/campaigns/count-answers.ts';
import { finishCampaign } from '../db/campaigns/finish-campaign.ts';
import type { Database } from '../db/database.ts';
import { finishRequest } from '../db/requests/finish-request.ts';
import { RequestError } from '../errors.ts';
import type { OrderTerms } from '../inference/build-batches.ts';
import type { InferenceClient } from '../inference/inference-client.ts';
import { answerCampaign } from './answer-campaign.ts';
import { CampaignError } from './campaign-error.ts';
import { campaignLimits } from './campaign-limits.ts';
import { createFlightLimit, type FlightLimit } from './flight-limit.ts';
import { type Campaign, type CampaignSource, createCampaign, findCampaignFor, orderOf } from './open-campaign.ts';
import { readOutputRows } from './read-output-rows.ts';
import { say } from './say.ts';
import { startProgress } from './show-progress.ts';
import { showSummary } from './show-summary.ts';
import { createSummary, type RunFigures } from './summarize.ts';
import { assertKnownCodes, waitForEngine } from './wait-for-engine.ts';
import { writeOutput, writeTextFile } from './write-output.ts';

export interface Run {
  readonly clock: Clock;
  readonly createUuid: CreateUuid;
  readonly database: Database;
  readonly inference: InferenceClient;
  readonly signal: AbortSignal;
  readonly source: CampaignSource;
  readonly persist: <Result>(work: () => Promise<Result>) => Promise<Result>;
}

/** @throws CampaignError, InterruptedError: both leave a state that the same command goes on from */
export async function runHeldCampaign(run: Run): Promise<void> {
  const { database, source } = run;
  const stored = await run.persist(() => findCampaignFor(database, source));
  if (stored?.finished === true) {
    say(`this campaign is finished (${stored.id}): its file is written again from the store; --fresh starts anew`);
    await writeTexts(run, campaignOf(stored), { texts_per_minute: null, answered_in_this_run: 0 });
    return;
  }
  const described = await waitForEngine(run.inference, {
    clock: run.clock,
    signal: run.signal,
    needsModel: source.command.options.policy !== 'rules_only',
    onWait: (reason) => say(`${reason}; waiting up to ${campaignLimits.engineWaitMsMax / 1000} s`),
  });
  assertKnownCodes(described, source.command.productCode, source.command.channelCode);
  const terms = await run.persist(() => findCampaignTerms(run));
  const campaign = stored === null ? await createCampaign(database, source, { ...run, terms }) : campaignOf(stored);
  const { concurrency } = source.command;
  const most = concurrency ?? described.slotsCount + campaignLimits.clientsBeyondSlots;
  const limit = createFlightLimit(most, concurrency ?? 1);
  const progress = await answerAll(run, campaign, terms, limit);
  await run.persist(() => finish(run, campaign));
  await writeTexts(run, campaign, {
    texts_per_minute: progress.textsPerMinute(),
    answered_in_this_run: progress.answeredCount(),
  });
}

/** @throws CampaignError request_refused when none are in force */
async function findCampaignTerms({ database, clock, source }: Run): Promise<OrderTerms | null> {
  const { productCode, channelCode } = source.command;
  const query = { productCode, channelCode, isKnownProduct: true, nowMs: clock.epochMs() };
  const terms = await resolveTerms(database, query).catch((error: unknown) => {
    if (!(error instanceof RequestError) || error.kind !== 'no_terms_in_force') throw error;
    throw new CampaignError('request_refused', `The campaign cannot be run: ${error.message}.`, { cause: error });
  });
  if (terms?.is_sample) say(`the offer catalogue has sample terms for ${productCode}: replace them before sending`);
  if (terms?.claims_reviewed === false) {
    say(`the claims of ${productCode} are not reviewed: no thread is left out for them (docs/CATALOGUE.md)`);
  }
  return terms;
}

const campaignOf = (stored: { id: string; request_id: string; seed: number }): Campaign => ({
  id: stored.id,
  requestId: stored.request_id,
  seed: stored.seed,
});

async function answerAll(run: Run, campaign: Campaign, terms: OrderTerms | null, limit: FlightLimit) {
  const { clock, database, source } = run;
  const { command, file } = source;
  const most = limit.current();
  const doneBefore = await run.persist(() => countAnswers(database, campaign.requestId));
  say(
    `${doneBefore === 0 ? 'starting' : 'going on with'} campaign ${campaign.id}: ${file.rowsCount} rows, ` +
      `${doneBefore} done, seed ${campaign.seed}, up to ${most} in flight`,
  );
  const progress = startProgress({ clock, stream: process.stderr, rowsCount: file.rowsCount, doneBefore });
  try {
    await answerCampaign({
      ...run,
      requestId: campaign.requestId,
      productCode: command.productCode,
      channelCode: command.channelCode,
      clients: file,
      order: orderOf(command, campaign.seed, terms),
      limit,
      workersCount: most,
      onProblems: progress.addProblems,
      onAnswer: progress.addAnswer,
    });
  } finally {
    progress.stop();
  }
  return progress;
}

async function finish(run: Run, campaign: Campaign): Promise<void> {
  const finishedAtMs = run.clock.epochMs();
  await run.database.transaction(async (transaction) => {
    await finishRequest(transaction, { requestId: campaign.requestId, state: 'done', failureKind: null, finishedAtMs });
    await finishCampaign(transaction, campaign.id, finishedAtMs);
  });
}

async function writeTexts(
  run: Run,
  campaign: Campaign,
  figures: Pick<RunFigures, 'texts_per_minute' | 'answered_in_this_run'>,
): Promise<void> {
  const { command } = run.source;
  const summary = createSummary();
  async function* rows() {
    for await (const row of readOutputRows(campaign, run)) {
      summary.add(row);
      yield row;
    }
  }
  await writeOutput(command.outPath, command.outFormat, rows());
  const finished = summary.finish({
    ...figures,
    campaign_id: campaign.id,
    request_id: campaign.requestId,
    seed: campaign.seed,
  });
  if (command.summaryPath !== null) await writeTextFile(command.summaryPath, `${JSON.stringify(finished, null, 2)}\n`);
  say(`wrote ${command.outPath}\n${showSummary(finished)}`);
}
