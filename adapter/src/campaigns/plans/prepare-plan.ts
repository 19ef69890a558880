/**
 * Decides about every row of a campaign's file: text, control group, excluded, or a problem of the row. A batch of rows
 * at a time, each written by one statement, so that a run that ends goes on after the last batch. Then each product,
 * channel and variant becomes a `campaigns` row with its request, as a campaign of the command line is one.
 */
import { createHash } from 'node:crypto';
import { readFeatureNumber } from '../../api/client-features.ts';
import type { ContactFacts } from '../../api/contact-facts.ts';
import { unknownContact } from '../../api/contact-facts.ts';
import { resolveTerms } from '../../catalogue/resolve-terms.ts';
import { resolveContacts, withContact } from '../../contacts/resolve-contacts.ts';
import { insertCampaign } from '../../db/campaigns/insert-campaign.ts';
import { countMemberCells } from '../../db/plans/count-member-cells.ts';
import { findLastMemberRow } from '../../db/plans/find-last-member-row.ts';
import type { StoredPlan } from '../../db/plans/find-plan.ts';
import { insertCell } from '../../db/plans/insert-cell.ts';
import type { FileRow } from '../../db/plans/insert-file-rows.ts';
import { insertMembers, type NewMember } from '../../db/plans/insert-members.ts';
import { lockPlan } from '../../db/plans/lock-plan.ts';
import { markPlanPrepared } from '../../db/plans/mark-plan-prepared.ts';
import { insertRequest } from '../../db/requests/insert-request.ts';
import { RequestError } from '../../errors.ts';
import type { OrderTerms } from '../../inference/build-batches.ts';
import type { ClientRow } from '../parse-client-row.ts';
import { chooseArm, isControl } from './divide-clients.ts';
import { findSignals } from './find-signals.ts';
import { type Judged, judgeClient, type ProductFacts } from './judge-client.ts';
import { orderOfCell } from './order-of-cell.ts';
import type { PlansContext } from './plans-context.ts';
import { type Offer, rankBySignals } from './rank-offers.ts';
import { headerOf, readClient, readFileBatches } from './read-clients.ts';

const seniorYears = 60;
/** Outside the ban on credits (in force since 2025-03-01). */
const securedProducts = new Set(['MORTG', 'MORTG_REFIN', 'MORTG_SCR', 'AUTO', 'AUTO_SCR']);

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
  const products = await describeProducts(context);
  const terms = await findTerms(context, plan);
  const offers = listOffers(plan, terms);
  const seenIds = new Set<number>();
  for await (const batch of readFileBatches(context.database, plan.file_id)) {
    if (options.shouldStop() || options.signal.aborted) return false;
    const clients = batch.map((row) => ({ row, client: readClient(row, header, seenIds) }));
    if (batch.at(-1)!.row <= doneRow) continue;
    const open = clients.filter(({ row }) => row.row > doneRow);
    const members = await decide(context, plan, { products, offers, signal: options.signal }, open);
    await insertMembers(context.database, plan.id, members);
  }
  await createCells(context, plan, terms);
  return true;
}

interface ReadRow {
  readonly row: FileRow;
  readonly client: ReturnType<typeof readClient>;
}

interface Deciding {
  readonly products: ReadonlyMap<string, ProductFacts>;
  readonly offers: readonly Offer[];
  readonly signal: AbortSignal;
}

async function decide(
  context: PlansContext,
  plan: StoredPlan,
  { products, offers: all, signal }: Deciding,
  rows: readonly ReadRow[],
): Promise<NewMember[]> {
  const { offers, audience } = plan.settings;
  const clients = rows.flatMap(({ client }) => (client?.kind === 'client' ? [client] : []));
  const isRanked = offers.mode === 'ranked';
  const needsSignals = isRanked || Boolean(audience.signals_any?.length) || Boolean(audience.signals_none?.length);
  const requestId = plan.id;
  const signals = needsSignals
    ? await findSignals(clients, { inference: context.inference, signal, requestId })
    : new Map<number, readonly string[]>();
  const contacts = await findContacts(context, plan, clients);
  return rows.flatMap(({ row, client }): NewMember[] => {
    if (client === null) return [];
    if (client.kind === 'problem') {
      return [
        { ...emptyMember, row: row.row, clientId: client.clientId, outcome: 'problem', reason: client.error.kind },
      ];
    }
    const known = { row: client, signals: signals.get(client.row) ?? [], contacts: contacts.get(client.row)! };
    const judged = judgeClient(known, all, { audience, products, isRanked });
    return membersOf(plan, client, known.signals, judged);
  });
}

const emptyMember = {
  offer: 0,
  clientId: null,
  reason: null,
  productCode: null,
  channelCode: null,
  arm: null,
  score: null,
  reasons: [],
} as const;

function membersOf(plan: StoredPlan, client: ClientRow, signals: readonly string[], judged: Judged): NewMember[] {
  const { offers, control_share: controlShare, variants } = plan.settings;
  const base = { ...emptyMember, row: client.row, clientId: client.clientId };
  if ('reason' in judged) return [{ ...base, outcome: 'excluded', reason: judged.reason }];
  const age = readFeatureNumber('age', client.features.age) ?? 0;
  const chosen =
    offers.mode === 'ranked'
      ? rankBySignals({ signals, isSenior: age >= seniorYears }, judged.offers).slice(0, offers.per_client)
      : judged.offers.map((offer) => ({ ...offer, score: null, reasons: [] }));
  const name = String(client.clientId);
  const control = isControl(plan.seed, name, controlShare);
  const arm = control ? null : chooseArm(plan.seed, name, variants);
  return chosen.map(({ productCode, channelCode, score, reasons }, offer) => ({
    ...base,
    offer,
    outcome: control ? 'control' : 'text',
    productCode,
    channelCode,
    arm,
    score,
    reasons,
  }));
}

/** Row → channel → facts. Where ids are row numbers nothing is looked up: number 5 of another file is another person. */
async function findContacts(context: PlansContext, plan: StoredPlan, clients: readonly ClientRow[]) {
  const { mapping, offers } = plan.settings;
  const found = new Map<number, Map<string, ContactFacts>>(clients.map(({ row }) => [row, new Map()]));
  for (const channelCode of offers.channels) {
    const asked = clients.map((client) => ({ ...client, id: client.clientId }));
    const resolved =
      mapping.id_column === null
        ? asked.map((client) => withContact(client, unknownContact))
        : (
            await resolveContacts(context.database, {
              clients: asked,
              channelCode,
              requestId: plan.id,
              nowMs: context.clock.epochMs(),
            })
          ).clients;
    for (const { row, contact } of resolved) found.get(row)!.set(channelCode, contact);
  }
  return found;
}

async function describeProducts({ inference }: PlansContext): Promise<ReadonlyMap<string, ProductFacts>> {
  const { products } = await inference.listVocabulary();
  return new Map(
    products.map(({ code, isCredit }) => [code, { isCredit, isBanned: isCredit && !securedProducts.has(code) }]),
  );
}

/**
 * Product and channel → terms in force. Chosen products must have them; among those to choose from, the ones without
 * are left out.
 * @throws RequestError no_terms_in_force
 */
async function findTerms({ database, clock }: PlansContext, { settings }: StoredPlan) {
  const { offers } = settings;
  const found = new Map<string, OrderTerms | null>();
  for (const productCode of offers.products) {
    for (const channelCode of offers.channels) {
      const query = { productCode, channelCode, isKnownProduct: true, nowMs: clock.epochMs() };
      try {
        found.set(keyOf({ productCode, channelCode }), await resolveTerms(database, query));
      } catch (error) {
        const isMissing = error instanceof RequestError && error.kind === 'no_terms_in_force';
        if (!isMissing || offers.mode === 'chosen') throw error;
      }
    }
  }
  return found;
}

function listOffers({ settings }: StoredPlan, terms: ReadonlyMap<string, unknown>): Offer[] {
  const { products, channels } = settings.offers;
  return products
    .flatMap((productCode) => channels.map((channelCode) => ({ productCode, channelCode })))
    .filter((offer) => terms.has(keyOf(offer)));
}

const keyOf = ({ productCode, channelCode }: Offer) => `${productCode} ${channelCode}`;

/** All at once: a campaign has either none of its cells or all of them. */
async function createCells(
  { database, clock, createUuid }: PlansContext,
  plan: StoredPlan,
  terms: ReadonlyMap<string, OrderTerms | null>,
): Promise<void> {
  await database.transaction(async (transaction) => {
    await lockPlan(transaction, plan.id);
    const cells = await countMemberCells(transaction, plan.id);
    const nowMs = clock.epochMs();
    for (const [place, cell] of cells.entries()) {
      const [campaignId, requestId] = [createUuid(), createUuid()];
      const offer = { productCode: cell.product_code, channelCode: cell.channel_code };
      const inForce = terms.get(keyOf(offer)) ?? null;
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
