/**
 * The next best offer for a client: products × channels, those it may not get left out with the reason, the others in the
 * order of how much better than the average client it suits them, times what a sale is worth (docs/INSIGHT.md).
 *
 * Order: terms in force → contact facts of each channel → signals → the rules of campaigns (judge-client.ts), so that one
 * table says who may be offered what → the probability by the product's model in force, else the fit of signals, said to
 * be no probability. A probability and a fit are on one scale as lifts: over the base rate of the model's training data,
 * over what signals say of anybody.
 */
import { unknownContact } from '../../api/contact-facts.ts';
import type { OfferRankingBody, OfferRefusal, RankedOfferBody, RankOffersBody } from '../../api/propensity.ts';
import type { ClientRow } from '../../campaigns/parse-client-row.ts';
import { findSignals } from '../../campaigns/plans/find-signals.ts';
import { judgeClient, type ProductFacts } from '../../campaigns/plans/judge-client.ts';
import { rankBySignals } from '../../campaigns/plans/rank-offers.ts';
import { resolveTerms } from '../../catalogue/resolve-terms.ts';
import type { Clock } from '../../clock.ts';
import { resolveContacts, withContact } from '../../contacts/resolve-contacts.ts';
import type { Database } from '../../db/database.ts';
import { type ActiveModel, listActiveModels } from '../../db/propensity/list-active-models.ts';
import { listOfferValues } from '../../db/propensity/list-offer-values.ts';
import { RequestError } from '../../errors.ts';
import type { InferenceClient } from '../../inference/inference-client.ts';
import { toFeatureValues } from './feature-values.ts';
import { type OfferWords, sayOfferReason } from './say-offer-reason.ts';

export interface RankContext {
  readonly database: Database;
  readonly inference: InferenceClient;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Of this ranking. */
  readonly id: string;
}

/** What the fit of signals gives to a client of whom nothing is known. */
const anybodyFit = 0.1;
/** What a channel adds where the client is known to be at home in it: the same as in the fit of signals. */
const channelFactor = 1.05;
const seniorYears = 60;
/** Outside the ban on credits: mortgages and credits secured by a car. */
const securedProducts = new Set(['MORTG', 'MORTG_REFIN', 'MORTG_SCR', 'AUTO', 'AUTO_SCR']);
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
  const facts = new Map<string, ProductFacts>(
    vocabulary.products.map(({ code, isCredit }) => [
      code,
      { isCredit, isBanned: isCredit && !securedProducts.has(code) },
    ]),
  );
  const saleValues = new Map(values.map(({ product, value }) => [product, value]));
  const usualValue = medianOf([...saleValues.values()]);
  const age = typeof client.features.age === 'number' ? client.features.age : 0;
  const items: RankedOfferBody[] = [];
  const refused: OfferRankingBody['refused'] = [];
  for (const product of products) {
    for (const channel of channels) {
      const offer = { productCode: product, channelCode: channel };
      const known = { row: client, signals, contacts: new Map([[channel, contacts.get(channel)!]]) };
      const judged = judgeClient(known, [offer], { audience: {}, products: facts, isRanked: true });
      const reason = inForce.has(product) ? ('reason' in judged ? judged.reason : null) : 'no_terms';
      if (reason !== null) {
        refused.push({ product, channel, reason: reason as OfferRefusal });
        continue;
      }
      const [fit] = rankBySignals({ signals, isSenior: age >= seniorYears }, [offer]);
      const value = saleValues.get(product) ?? null;
      items.push(
        scoreOffer({
          product,
          channel,
          fit: fit!,
          foretold: foretold.get(product) ?? null,
          value,
          usualValue,
          vocabulary,
        }),
      );
    }
  }
  items.sort((left, right) => right.rank_score - left.rank_score);
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

interface Foretold {
  readonly modelId: string;
  readonly probability: number;
  readonly baseRate: number;
  readonly reasons: RankedOfferBody['reasons'];
}

/** By product, where a model is in force and the client has at least one of its columns. */
async function foretell(
  { database, inference }: RankContext,
  { client }: RankOffersBody,
  products: readonly string[],
  features: FeatureWords,
): Promise<ReadonlyMap<string, Foretold>> {
  const models = (await listActiveModels(database, products)).filter((model) => hasColumn(model, client.features));
  const found = new Map<string, Foretold>();
  for (const { id, product, card, file } of models) {
    const { predictions } = await inference.insight.predictPropensity({
      modelFile: file,
      clients: [{ features: toProtoFeatures(client.features) }],
      reasonsMax,
    });
    const [prediction] = predictions;
    found.set(product, {
      modelId: id,
      probability: prediction!.probability,
      baseRate: card.data.positives / card.data.rows,
      reasons: prediction!.reasons.map(({ column, textRu, textEn }) => ({
        name: `model.${column}`,
        text_ru: nameFeature(textRu, column, features, 'ru'),
        text_en: nameFeature(textEn, column, features, 'en'),
      })),
    });
  }
  return found;
}

type FeatureWords = readonly { readonly name: string; readonly words?: { readonly ru: string; readonly en: string } }[];

/** A reason begins with its column: a feature of the client mart is called as people call it. */
function nameFeature(text: string, column: string, features: FeatureWords, language: 'ru' | 'en'): string {
  const words = features.find(({ name }) => name === column)?.words?.[language];
  return words && text.startsWith(column) ? `${words}${text.slice(column.length)}` : text;
}

/** The middle one; 1 where there are none: then all sales count the same. */
function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? 1;
}

function hasColumn({ card }: ActiveModel, features: RankOffersBody['client']['features']): boolean {
  return Object.entries(features).some(
    ([name, value]) => value !== null && ['numeric', 'categorical'].includes(card.schema[name] ?? ''),
  );
}

/** Plain values as google.protobuf.Value. */
export function toProtoFeatures(features: RankOffersBody['client']['features']) {
  return Object.fromEntries(
    Object.entries(features).map(([name, value]) => {
      if (typeof value === 'number') return [name, { kind: { case: 'numberValue' as const, value } }];
      if (typeof value === 'string') return [name, { kind: { case: 'stringValue' as const, value } }];
      if (typeof value === 'boolean') return [name, { kind: { case: 'boolValue' as const, value } }];
      return [name, { kind: { case: 'nullValue' as const, value: 0 } }];
    }),
  );
}

interface Scored {
  readonly product: string;
  readonly channel: string;
  readonly fit: { readonly score: number; readonly reasons: readonly string[] };
  readonly foretold: Foretold | null;
  readonly value: number | null;
  /** What a sale of a product counts as that nobody set a value for. */
  readonly usualValue: number;
  readonly vocabulary: OfferWords;
}

function scoreOffer({ product, channel, fit, foretold, value, usualValue, vocabulary }: Scored): RankedOfferBody {
  const ofChannel = fit.reasons.filter((reason) => reason.startsWith('channel.'));
  const say = (slug: string) => sayOfferReason(slug, vocabulary);
  if (foretold === null) {
    const lift = fit.score / anybodyFit;
    return {
      product,
      channel,
      basis: 'signal_fit',
      score: fit.score,
      lift,
      value,
      expected_value: null,
      rank_score: lift * (value ?? usualValue),
      model: null,
      reasons: fit.reasons.map(say),
    };
  }
  const { probability, baseRate } = foretold;
  const lift = (probability / baseRate) * (ofChannel.length > 0 ? channelFactor : 1);
  return {
    product,
    channel,
    basis: 'probability',
    score: probability,
    lift,
    value,
    expected_value: value === null ? null : probability * value,
    rank_score: lift * (value ?? usualValue),
    model: foretold.modelId,
    reasons: [...foretold.reasons, ...ofChannel.map(say)],
  };
}
