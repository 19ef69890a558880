/**
 * The next best offer for a client: products × channels, those it may not get left out with the reason, the others in the
 * order of how much better than the average client it suits them, times what a sale is worth (docs/INSIGHT.md).
 *
 * Order: terms in force → contact facts of each channel → signals → the rules of campaigns (judge-client.ts), so that one
 * table says who may be offered what → the ranking of campaigns (rank-offers.ts), with the models in force now.
 */
import { unknownContact } from '../../api/contact-facts.ts';
import type { OfferRankingBody, OfferRefusal, RankOffersBody } from '../../api/propensity.ts';
import { toFeatureValues } from '../../campaigns/offers/feature-values.ts';
import type { Offer } from '../../campaigns/offers/fit-signals.ts';
import { type FeatureWords, type Foretold, foretellProducts } from '../../campaigns/offers/foretell-products.ts';
import { rankOffers, toOfferValues } from '../../campaigns/offers/rank-offers.ts';
import type { ClientRow } from '../../campaigns/parse-client-row.ts';
import { findSignals } from '../../campaigns/plans/find-signals.ts';
import { judgeClient } from '../../campaigns/plans/judge-client.ts';
import { describeProducts } from '../../campaigns/plans/product-facts.ts';
import { resolveTerms } from '../../catalogue/resolve-terms.ts';
import type { Clock } from '../../clock.ts';
import { resolveContacts, withContact } from '../../contacts/resolve-contacts.ts';
import type { Database } from '../../db/database.ts';
import { listActiveModels } from '../../db/propensity/list-active-models.ts';
import { listOfferValues } from '../../db/propensity/list-offer-values.ts';
import { RequestError } from '../../errors.ts';
import type { InferenceClient } from '../../inference/inference-client.ts';

export interface RankContext {
  readonly database: Database;
  readonly inference: InferenceClient;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Of this ranking. */
  readonly id: string;
}

const seniorYears = 60;
const reasonsMax = 5;

/** @throws RequestError unknown_product, unknown_channel, inference_unavailable. */
export async function rankClientOffers(context: RankContext, wish: RankOffersBody): Promise<OfferRankingBody> {
  const vocabulary = await context.inference.listVocabulary();
  const products = chooseCodes(vocabulary.products, wish.products, 'product');
  const channels = chooseCodes(vocabulary.channels, wish.channels, 'channel');
  const client = toClientRow(wish);
  const [inForce, contacts, signalsByRow, foretold, values] = await Promise.all([
    findProductsInForce(context, products),
    findContacts(context, client, wish.client.id !== undefined, channels),
    findSignals([client], { inference: context.inference, signal: context.signal, requestId: context.id }),
    foretell(context, wish, products, vocabulary.features),
    listOfferValues(context.database),
  ]);
  const signals = signalsByRow.get(client.row) ?? [];
  const facts = describeProducts(vocabulary.products);
  const age = typeof client.features.age === 'number' ? client.features.age : 0;
  const open: Offer[] = [];
  const refused: OfferRankingBody['refused'] = [];
  for (const product of products) {
    for (const channel of channels) {
      const offer = { productCode: product, channelCode: channel };
      const known = { row: client, signals, contacts: new Map([[channel, contacts.get(channel)!]]) };
      const judged = judgeClient(known, [offer], { audience: {}, products: facts, isRanked: true });
      const reason = inForce.has(product) ? ('reason' in judged ? judged.reason : null) : 'no_terms';
      if (reason === null) open.push(offer);
      else refused.push({ product, channel, reason: reason as OfferRefusal });
    }
  }
  const ranked = { signals, isSenior: age >= seniorYears, foretold };
  const items = rankOffers(ranked, open, { values: toOfferValues(values), words: vocabulary });
  return { id: context.id, signals: [...signals], items, refused };
}

function chooseCodes(
  entries: readonly { readonly code: string }[],
  wanted: readonly string[] | undefined,
  what: 'product' | 'channel',
): string[] {
  const known = entries.map(({ code }) => code);
  if (!wanted) return known;
  const strange = wanted.findIndex((code) => !known.includes(code));
  if (strange < 0) return [...new Set(wanted)];
  const field = `${what}s[${strange}]`;
  const limit = `a code of GET /v1/${what}s`;
  throw new RequestError(`unknown_${what}`, `${field} must be ${limit}`, { field, limit, given: 'another code' });
}

function toClientRow({ client }: RankOffersBody): ClientRow {
  const features = toFeatureValues(client.features);
  return { kind: 'client', row: 1, clientId: client.id ?? 1, features, contact: unknownContact };
}

async function findProductsInForce(
  { database, clock }: RankContext,
  products: readonly string[],
): Promise<ReadonlySet<string>> {
  const nowMs = clock.epochMs();
  const found = new Set<string>();
  for (const productCode of products) {
    try {
      await resolveTerms(database, { productCode, channelCode: '', isKnownProduct: true, nowMs });
      found.add(productCode);
    } catch (error) {
      if (!(error instanceof RequestError) || error.kind !== 'no_terms_in_force') throw error;
    }
  }
  return found;
}

async function findContacts(
  { database, clock, id }: RankContext,
  client: ClientRow,
  isKnown: boolean,
  channels: readonly string[],
) {
  const asked = { ...client, id: client.clientId };
  const found = new Map<string, ClientRow['contact']>();
  for (const channelCode of channels) {
    const query = { clients: [asked], channelCode, requestId: id, nowMs: clock.epochMs() };
    const [resolved] = isKnown
      ? (await resolveContacts(database, query)).clients
      : [withContact(asked, unknownContact)];
    found.set(channelCode, resolved!.contact);
  }
  return found;
}

/** By product, where a model is in force and the client has at least one of its columns. */
async function foretell(
  { database, inference }: RankContext,
  { client }: RankOffersBody,
  products: readonly string[],
  features: FeatureWords,
): Promise<ReadonlyMap<string, Foretold>> {
  const models = await listActiveModels(database, products);
  const [foretold] = await foretellProducts(models, [client.features], { inference, features, reasonsMax });
  return foretold!;
}
