/**
 * Decides about every row of a campaign's file: text, control group, excluded, or a problem of the row. A batch of rows
 * at a time, each written by one statement, so that a run that ends goes on after the last batch. Then each product,
 * channel and variant becomes a `campaigns` row with its request, as a campaign of the command line is one.
 */
import { createHash } from 'node:crypto';
import { insertCampaign } from '../../db/campaigns/insert-campaign.ts';
import { countMemberCells } from '../../db/plans/count-member-cells.ts';
import { findLastMemberRow } from '../../db/plans/find-last-member-row.ts';
import type { StoredPlan } from '../../db/plans/find-plan.ts';
import { fixPlanRanking } from '../../db/plans/fix-plan-ranking.ts';
import { insertCell } from '../../db/plans/insert-cell.ts';
import { insertMembers, type NewMember } from '../../db/plans/insert-members.ts';
import { lockPlan } from '../../db/plans/lock-plan.ts';
import { markPlanPrepared } from '../../db/plans/mark-plan-prepared.ts';
import { insertRequest } from '../../db/requests/insert-request.ts';
import { findRankedBy, type OfferRanker, openRanker } from '../offers/open-ranker.ts';
import { type Deciding, type Decision, decideClients } from './decide-clients.ts';
import { findPlanTerms, keyOfOffer, listOffers, type PlanTerms } from './find-plan-terms.ts';
import { orderOfCell } from './order-of-cell.ts';
import type { PlansContext } from './plans-context.ts';
import { describeProducts } from './product-facts.ts';
import { headerOf, readClient, readFileBatches } from './read-clients.ts';

export interface PrepareOptions {
  readonly signal: AbortSignal;
  /** True: the batch at hand is finished, and no other is begun. */
  readonly shouldStop: () => boolean;
}

/** @returns whether everything is prepared. @throws RequestError while the server is away */
export async function preparePlan(context: PlansContext, plan: StoredPlan, options: PrepareOptions): Promise<boolean> {
  const { settings } = plan;
  const header = headerOf(settings.mapping, plan.file_header);
  const doneRow = await findLastMemberRow(context.database, plan.id);
  const terms = await findPlanTerms(context, settings.offers);
  const deciding: Deciding = {
    products: describeProducts((await context.inference.listVocabulary()).products),
    offers: listOffers(settings.offers, terms),
    ranker: settings.offers.mode === 'ranked' ? await openPlanRanker(context, plan) : null,
    signal: options.signal,
  };
  const seenIds = new Set<number>();
  for await (const batch of readFileBatches(context.database, plan.file_id)) {
    if (options.shouldStop() || options.signal.aborted) return false;
    const rows = batch.map((row) => readClient(row, header, seenIds)).filter((client) => client !== null);
    if (batch.at(-1)!.row <= doneRow) continue;
    const open = rows.filter(({ row }) => row > doneRow);
    const decisions = await decideClients(context, plan, deciding, open);
    await insertMembers(context.database, plan.id, decisions.flatMap(membersOf));
  }
  await createCells(context, plan, terms);
  return true;
}

/** By what was in force when the first turn of this campaign began. */
async function openPlanRanker(context: PlansContext, plan: StoredPlan): Promise<OfferRanker> {
  if (plan.ranked_by !== null) return await openRanker(context, plan.ranked_by);
  const rankedBy = await findRankedBy(context.database, plan.settings);
  await fixPlanRanking(context.database, plan.id, rankedBy);
  return await openRanker(context, rankedBy);
}

const emptyMember = {
  offer: 0,
  reason: null,
  productCode: null,
  channelCode: null,
  arm: null,
  ranked: null,
} as const;

function membersOf(decision: Decision): NewMember[] {
  const { row, clientId } = decision.row;
  const base = { ...emptyMember, row, clientId };
  if (decision.kind === 'problem') return [{ ...base, outcome: 'problem', reason: decision.row.error.kind }];
  if (decision.kind === 'excluded') return [{ ...base, outcome: 'excluded', reason: decision.reason }];
  const { arm, chosen } = decision;
  return chosen.map((one, offer) => ({ ...base, ...one, offer, outcome: arm === null ? 'control' : 'text', arm }));
}

/** All at once: a campaign has either none of its cells or all of them. */
async function createCells(
  { database, clock, createUuid }: PlansContext,
  plan: StoredPlan,
  terms: PlanTerms,
): Promise<void> {
  await database.transaction(async (transaction) => {
    await lockPlan(transaction, plan.id);
    const cells = await countMemberCells(transaction, plan.id);
    const nowMs = clock.epochMs();
    for (const [place, cell] of cells.entries()) {
      const [campaignId, requestId] = [createUuid(), createUuid()];
      const offer = { productCode: cell.product_code, channelCode: cell.channel_code };
      const inForce = terms.get(keyOfOffer(offer)) ?? null;
      const order = orderOfCell(plan, cell, inForce);
      await insertRequest(transaction, {
        id: requestId,
        userId: plan.author_id,
        product: order.product,
        channel: order.channel,
        profileName: order.profile,
        termsVersion: inForce?.version ?? '',
        claimsReviewed: inForce?.claims_reviewed ?? false,
        sampleTerms: inForce?.is_sample ?? false,
        options: order.options,
        clientsCount: cell.clients_count,
        askedAtMs: nowMs,
      });
      await insertCampaign(transaction, {
        id: campaignId,
        requestId,
        seed: plan.seed,
        keySha256: createHash('sha256').update(`plan ${plan.id} ${place}`).digest('hex'),
        clientsSha256: plan.file_sha256,
        clientsFileName: plan.file_name.slice(0, 255),
        hasClientIds: plan.settings.mapping.id_column !== null,
        createdAtMs: nowMs,
      });
      await insertCell(transaction, {
        planId: plan.id,
        place,
        productCode: cell.product_code,
        channelCode: cell.channel_code,
        arm: cell.arm,
        clientsCount: cell.clients_count,
        campaignId,
      });
    }
    await markPlanPrepared(transaction, plan.id);
  });
}
