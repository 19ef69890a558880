/**
 * Decides about rows of a campaign's file: text, control group, excluded with the reason, or a problem of the row. The
 * same for a campaign that is prepared (prepare-plan.ts) and for one whose audience is only counted (count-audience.ts),
 * so that what is told before the start is what comes. Order for a batch: rows → clients → signals, where something
 * asks for them → contact facts → the rules (judge-client.ts) → for those who may be offered something the ranking.
 */
import type { CampaignSettings } from '../../api/campaigns.ts';
import { type ContactFacts, unknownContact } from '../../api/contact-facts.ts';
import type { RankedOfferBody } from '../../api/propensity.ts';
import { resolveContacts, withContact } from '../../contacts/resolve-contacts.ts';
import type { Offer } from '../offers/fit-signals.ts';
import type { OfferRanker } from '../offers/open-ranker.ts';
import { takeBest } from '../offers/rank-offers.ts';
import type { ClientRow, ProblemRow } from '../parse-client-row.ts';
import { chooseArm, isControl } from './divide-clients.ts';
import { findSignals } from './find-signals.ts';
import { judgeOffers, type ProductFacts } from './judge-client.ts';
import type { PlansContext } from './plans-context.ts';

export interface DecidedPlan {
  readonly id: string;
  readonly seed: number;
  readonly settings: CampaignSettings;
}

export interface Deciding {
  readonly products: ReadonlyMap<string, ProductFacts>;
  /** Those with terms in force. */
  readonly offers: readonly Offer[];
  /** Null where people chose the offers. */
  readonly ranker: OfferRanker | null;
  readonly signal: AbortSignal;
}

export interface ChosenOffer extends Offer {
  readonly ranked: RankedOfferBody | null;
}

/** Why single offers may not be made to a client of the audience. */
type Refusals = readonly { readonly offer: Offer; readonly reason: string }[];

export type Decision =
  | { readonly kind: 'problem'; readonly row: ProblemRow }
  | { readonly kind: 'excluded'; readonly row: ClientRow; readonly reason: string; readonly refusals: Refusals }
  | {
      readonly kind: 'offered';
      readonly row: ClientRow;
      /** The variant; null in the control group. */
      readonly arm: string | null;
      readonly chosen: readonly ChosenOffer[];
      readonly refusals: Refusals;
    };

export function needsSignals({ offers, audience }: CampaignSettings): boolean {
  return offers.mode === 'ranked' || Boolean(audience.signals_any?.length) || Boolean(audience.signals_none?.length);
}

/** @returns a decision for each row, in their order. @throws RequestError while the server is away */
export async function decideClients(
  context: PlansContext,
  plan: DecidedPlan,
  deciding: Deciding,
  rows: readonly (ClientRow | ProblemRow)[],
): Promise<Decision[]> {
  const { settings } = plan;
  const clients = rows.filter((row) => row.kind === 'client');
  const signals = needsSignals(settings)
    ? await findSignals(clients, { inference: context.inference, signal: deciding.signal, requestId: plan.id })
    : new Map<number, readonly string[]>();
  const contacts = await findContacts(context, plan, clients);
  const judging = { audience: settings.audience, products: deciding.products, isRanked: deciding.ranker !== null };
  const decided = rows.map((row): Decision | Open => {
    if (row.kind === 'problem') return { kind: 'problem', row };
    const known = { row, signals: signals.get(row.row) ?? [], contacts: contacts.get(row.row)! };
    const { outside, reasons } = judgeOffers(known, deciding.offers, judging);
    if (outside !== null) return { kind: 'excluded', row, reason: outside, refusals: [] };
    const refusals = deciding.offers.flatMap((offer, place) =>
      reasons[place] ? [{ offer, reason: reasons[place] }] : [],
    );
    const offers = deciding.offers.filter((_, place) => reasons[place] === null);
    if (offers.length === 0) return { kind: 'excluded', row, reason: refusals[0]?.reason ?? 'no_offer', refusals };
    return { kind: 'open', row, signals: known.signals, offers, refusals };
  });
  return await chooseOffers(plan, deciding.ranker, decided);
}

interface Open {
  readonly kind: 'open';
  readonly row: ClientRow;
  readonly signals: readonly string[];
  readonly offers: readonly Offer[];
  readonly refusals: Refusals;
}

async function chooseOffers(
  { settings, seed }: DecidedPlan,
  ranker: OfferRanker | null,
  decided: readonly (Decision | Open)[],
): Promise<Decision[]> {
  const { offers, control_share: controlShare, variants } = settings;
  const open = decided.filter((one) => one.kind === 'open');
  const foretold = ranker === null ? [] : await ranker.foretell(open.map(({ row }) => row));
  const chosen = new Map(
    open.map((one, place): [number, ChosenOffer[]] => {
      if (ranker === null || offers.mode === 'chosen') {
        return [one.row.row, one.offers.map((offer) => ({ ...offer, ranked: null }))];
      }
      const best = takeBest(ranker.rank(one, foretold[place]!, one.offers), offers.per_client);
      return [
        one.row.row,
        best.map((ranked) => ({ productCode: ranked.product, channelCode: ranked.channel, ranked })),
      ];
    }),
  );
  return decided.map((one): Decision => {
    if (one.kind !== 'open') return one;
    const name = String(one.row.clientId);
    const arm = isControl(seed, name, controlShare) ? null : chooseArm(seed, name, variants);
    return { kind: 'offered', row: one.row, arm, chosen: chosen.get(one.row.row)!, refusals: one.refusals };
  });
}

/** Row → channel → facts. Where ids are row numbers nothing is looked up: number 5 of another file is another person. */
async function findContacts(context: PlansContext, plan: DecidedPlan, clients: readonly ClientRow[]) {
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
