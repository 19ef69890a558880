/**
 * One turn of work on a campaign. Order: it is held, so that no other adapter works on it → what is to be done stands in
 * the store → its clients are divided (prepare-plan) → the engine is there → product by product and channel by channel
 * clients are asked and answered → a finished campaign is marked. A turn ends when the work is done, when somebody
 * pauses or cancels, when the adapter ends, and after a while, so that other campaigns have theirs; clients in flight
 * are answered and stored first. A turn that is cut off (kill -9) leaves nothing that the next does not go on with.
 *
 * Campaigns at work at the same time share one flight limit, whose queue is first come, first served: each has as many
 * workers in it as another, so each gets the same share of the server's slots.
 */
import type { DescribeModelResponse } from '@offerwright/proto/marketing/v1/generation_pb';
import { planLimits } from '../../api/plan-limits.ts';
import { resolveTerms } from '../../catalogue/resolve-terms.ts';
import { sleep } from '../../clock.ts';
import { countResult } from '../../count-result.ts';
import { insertAudit } from '../../db/audit/insert-audit.ts';
import { finishCampaign } from '../../db/campaigns/finish-campaign.ts';
import { changePlanState } from '../../db/plans/change-plan-state.ts';
import { findFirstOpenRow } from '../../db/plans/find-first-open-row.ts';
import { findPlan, type StoredPlan } from '../../db/plans/find-plan.ts';
import { listCellRows } from '../../db/plans/list-cell-rows.ts';
import { listCells, type StoredCell } from '../../db/plans/list-cells.ts';
import { setPlanWaiting } from '../../db/plans/set-plan-waiting.ts';
import { finishRequest } from '../../db/requests/finish-request.ts';
import { RequestError } from '../../errors.ts';
import { answerCampaign } from '../answer-campaign.ts';
import { CampaignError } from '../campaign-error.ts';
import { campaignLimits } from '../campaign-limits.ts';
import { createFlightLimit, type FlightLimit } from '../flight-limit.ts';
import { holdCampaign } from '../hold-campaign.ts';
import { InterruptedError } from '../interrupted-error.ts';
import { persist } from '../persist.ts';
import { waitForEngine } from '../wait-for-engine.ts';
import { orderOfCell } from './order-of-cell.ts';
import type { PlansContext } from './plans-context.ts';
import { preparePlan } from './prepare-plan.ts';
import { headerOf, readClient } from './read-clients.ts';

export interface WorkContext extends PlansContext {
  readonly databaseUrl: string;
  /** Fires when the adapter ends: clients in flight are answered, no other is taken. */
  readonly ending: AbortSignal;
  /** The flight limit of all campaigns of this adapter, for a server with so many slots. */
  readonly limitFor: (slotsCount: number) => SharedLimit;
}

export interface SharedLimit {
  readonly limit: FlightLimit;
  readonly most: number;
}

/** One limit for as long as the server has the same number of slots. */
export function createSharedLimit(): (slotsCount: number) => SharedLimit {
  let shared: (SharedLimit & { readonly slotsCount: number }) | null = null;
  return (slotsCount) => {
    if (shared?.slotsCount === slotsCount) return shared;
    const most = slotsCount + campaignLimits.clientsBeyondSlots;
    shared = { slotsCount, most, limit: createFlightLimit(most, 1) };
    return shared;
  };
}

interface Turn extends WorkContext {
  readonly signal: AbortSignal;
  /** Fires when the turn should end. */
  readonly stop: AbortSignal;
}

/**
 * @param signal fires when the job is given up: calls in flight are cancelled
 * @returns whether there is more to do
 * @throws what may pass by itself: the turn is to be tried again
 */
export async function runPlan(context: WorkContext, planId: string, signal: AbortSignal): Promise<boolean> {
  const busy = new AbortController();
  const holdOptions = {
    databaseUrl: context.databaseUrl,
    clock: context.clock,
    signal: AbortSignal.any([signal, busy.signal]),
    onWait: () => busy.abort(),
  };
  try {
    return await holdCampaign(`plan ${planId}`, holdOptions, (held) => takeTurn(context, planId, held));
  } catch (error) {
    // Another adapter is at work on it, or has taken it over.
    if (error instanceof InterruptedError) return false;
    if (error instanceof CampaignError && error.kind === 'taken_over') return false;
    throw error;
  }
}

async function takeTurn(context: WorkContext, planId: string, signal: AbortSignal): Promise<boolean> {
  const ended = new AbortController();
  const stop = new AbortController();
  const turn: Turn = { ...context, signal, stop: AbortSignal.any([stop.signal, context.ending]) };
  const looking = lookForChanges(turn, planId, stop, ended.signal);
  try {
    await work(turn, planId);
    const state = (await findPlan(context.database, planId))?.state;
    return state === 'preparing' || state === 'running';
  } catch (error) {
    if (error instanceof InterruptedError) {
      if (signal.aborted) throw error;
      return true;
    }
    await noteFailure(turn, planId, error);
    return false;
  } finally {
    ended.abort();
    await looking;
  }
}

/** Ends the turn when the campaign is paused or cancelled, and when its time is over. */
async function lookForChanges(
  { clock, database }: Turn,
  planId: string,
  stop: AbortController,
  ended: AbortSignal,
): Promise<void> {
  const startedMs = clock.nowMs();
  while (!ended.aborted) {
    await sleep(clock, planLimits.campaignLookMs, ended);
    if (ended.aborted) return;
    const plan = await findPlan(database, planId).catch(() => undefined);
    const isAtWork = plan === undefined || plan?.state === 'preparing' || plan?.state === 'running';
    if (!isAtWork || clock.nowMs() - startedMs >= planLimits.campaignTurnMs) return stop.abort();
  }
}

async function work(turn: Turn, planId: string): Promise<void> {
  const plan = await findPlan(turn.database, planId);
  if (plan === null || (plan.state !== 'preparing' && plan.state !== 'running')) return;
  if (!plan.is_prepared) {
    const options = { signal: turn.signal, shouldStop: () => turn.stop.aborted };
    if (!(await preparePlan(turn, plan, options))) return;
  }
  const cells = await listCells(turn.database, planId);
  if (cells.some(({ finished }) => !finished)) {
    const described = await waitForServer(turn, plan);
    for (const cell of cells) {
      if (turn.stop.aborted) return;
      if (!cell.finished) await answerCell(turn, plan, cell, described);
    }
  }
  if (!turn.stop.aborted) await finish(turn, plan);
}

async function waitForServer(turn: Turn, { id, settings }: StoredPlan): Promise<DescribeModelResponse> {
  const needsModel = settings.variants.some(({ policy = settings.policy }) => policy !== 'rules_only');
  const described = await waitForEngine(turn.inference, {
    clock: turn.clock,
    signal: AbortSignal.any([turn.signal, turn.stop]),
    needsModel,
    onWait: (reason) => {
      const waitingFor = reason.includes('loading') ? 'model' : 'inference';
      setPlanWaiting(turn.database, id, waitingFor).catch(() => undefined);
    },
  });
  await setPlanWaiting(turn.database, id, null);
  return described;
}

async function answerCell(
  turn: Turn,
  plan: StoredPlan,
  cell: StoredCell,
  described: DescribeModelResponse,
): Promise<void> {
  const { clock, database, signal } = turn;
  const { product_code: productCode, channel_code: channelCode, request_id: requestId } = cell;
  const persistHere = <Result>(workload: () => Promise<Result>) => persist(clock, signal, workload);
  const query = { productCode, channelCode, isKnownProduct: true, nowMs: clock.epochMs() };
  const terms = await persistHere(() => resolveTerms(database, query));
  const { limit, most } = turn.limitFor(described.slotsCount);
  await answerCampaign({
    ...turn,
    persist: persistHere,
    requestId,
    productCode,
    channelCode,
    clients: {
      hasIds: plan.settings.mapping.id_column !== null,
      rows: () => readCellClients(turn, plan, cell),
    },
    order: orderOfCell(plan, cell, terms),
    limit,
    workersCount: most,
    shouldStop: () => turn.stop.aborted,
    onProblems: () => undefined,
    onAnswer: (result) =>
      countResult(turn.metrics, result, { product: { code: productCode }, channel: { code: channelCode } }),
  });
  if (turn.stop.aborted) return;
  const finishedAtMs = clock.epochMs();
  await persistHere(() =>
    database.transaction(async (transaction) => {
      await finishRequest(transaction, { requestId, state: 'done', failureKind: null, finishedAtMs });
      await finishCampaign(transaction, cell.campaign_id, finishedAtMs);
    }),
  );
}

async function* readCellClients({ database }: Turn, plan: StoredPlan, cell: StoredCell) {
  const header = headerOf(plan.settings.mapping, plan.file_header);
  const { product_code: productCode, channel_code: channelCode, arm, request_id: requestId } = cell;
  const query = { planId: plan.id, fileId: plan.file_id, productCode, channelCode, arm, requestId };
  const firstRow = await findFirstOpenRow(database, query);
  if (firstRow === null) return;
  for (let afterRow = firstRow - 1; ; ) {
    const rows = await listCellRows(database, { ...query, afterRow, rowsMax: planLimits.fileRowsPerRead });
    for (const row of rows) {
      // Doubles were left out when the clients were divided.
      const client = readClient(row, header, new Set());
      if (client !== null) yield client;
    }
    if (rows.length < planLimits.fileRowsPerRead) return;
    afterRow = rows.at(-1)!.row;
  }
}

async function finish({ database, clock }: Turn, plan: StoredPlan): Promise<void> {
  const atMs = clock.epochMs();
  await database.transaction(async (transaction) => {
    const change = { planId: plan.id, from: ['running'] as const, to: 'finished' as const, atMs };
    if (!(await changePlanState(transaction, change))) return;
    const details = { name: plan.name };
    await insertAudit(transaction, { userId: null, action: 'campaigns.finish', subject: plan.id, details, atMs });
  });
}

/** What passes by itself is thrown on, and the turn comes again; anything else fails the campaign until somebody resumes it. */
async function noteFailure({ database, clock, log }: Turn, planId: string, error: unknown): Promise<void> {
  const failure = describeFailure(error);
  if (failure === null) {
    const waitingFor = error instanceof RequestError ? 'inference' : 'database';
    await setPlanWaiting(database, planId, waitingFor).catch(() => undefined);
    throw error;
  }
  log.warn({ campaign: planId, err: error }, 'a campaign failed');
  const change = { planId, from: ['preparing', 'running'] as const, to: 'failed' as const, failure };
  await changePlanState(database, { ...change, atMs: clock.epochMs() });
}

function describeFailure(error: unknown): { kind: string; message: string } | null {
  if (error instanceof CampaignError) {
    const isPassing = error.kind === 'database_unavailable' || error.kind === 'inference_unavailable';
    return isPassing ? null : { kind: error.kind, message: error.message };
  }
  if (error instanceof RequestError && error.status < 500) return { kind: error.kind, message: error.message };
  return null;
}
