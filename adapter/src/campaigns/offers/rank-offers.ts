/**
 * Which offers suit a client best (docs/INSIGHT.md, "Next best offer"): the one ranking of the service, for a single
 * client (/v1/insight/offers) and for those of a campaign. How much better than the average client one suits the offer,
 * times what a sale is worth. By the product's model where it is in force and says something of the client, else by the
 * fit of signals, which is no probability. Both stand on one scale as lifts: over the base rate of the model's training
 * data, over what signals say of anybody.
 */
import type { RankedOfferBody } from '../../api/propensity.ts';
import { anybodyFit, fitSignals, type Offer, type OfferClient } from './fit-signals.ts';
import type { Foretold } from './foretell-products.ts';
import { type OfferWords, sayOfferReason } from './say-offer-reason.ts';

/** What a channel adds where the client is known to be at home in it: the same as in the fit of signals. */
const channelFactor = 1.05;

export interface RankedClient extends OfferClient {
  /** By product, where a model is in force and says something of the client. */
  readonly foretold: ReadonlyMap<string, Foretold>;
}

export interface OfferValues {
  /** Product → what a sale is worth, roubles. */
  readonly known: ReadonlyMap<string, number>;
  /** What a sale of any other product counts as. */
  readonly usual: number;
}

/** The best first; offers that are worth the same in the order given. */
export function rankOffers(
  client: RankedClient,
  offers: readonly Offer[],
  { values, words }: { readonly values: OfferValues; readonly words: OfferWords },
): RankedOfferBody[] {
  const scored = offers.map((offer) => scoreOffer(client, offer, values, words));
  return scored.sort((left, right) => right.rank_score - left.rank_score);
}

/** What a client of a campaign gets: one channel a product, so many products. */
export function takeBest(ranked: readonly RankedOfferBody[], offersMax: number): RankedOfferBody[] {
  const taken = new Set<string>();
  return ranked.filter(({ product }) => !taken.has(product) && taken.add(product).size > 0).slice(0, offersMax);
}

function scoreOffer(client: RankedClient, offer: Offer, values: OfferValues, words: OfferWords): RankedOfferBody {
  const { productCode: product, channelCode: channel } = offer;
  const fit = fitSignals(client, offer);
  const value = values.known.get(product) ?? null;
  const worth = value ?? values.usual;
  const say = (slug: string) => sayOfferReason(slug, words);
  const foretold = client.foretold.get(product);
  if (foretold === undefined) {
    const lift = fit.score / anybodyFit;
    return {
      product,
      channel,
      basis: 'signal_fit',
      score: fit.score,
      lift,
      value,
      expected_value: null,
      rank_score: lift * worth,
      model: null,
      reasons: fit.reasons.map(say),
    };
  }
  const { probability, baseRate, modelId, reasons } = foretold;
  const ofChannel = fit.reasons.filter((reason) => reason.startsWith('channel.'));
  const lift = (probability / baseRate) * (ofChannel.length > 0 ? channelFactor : 1);
  return {
    product,
    channel,
    basis: 'probability',
    score: probability,
    lift,
    value,
    expected_value: value === null ? null : probability * value,
    rank_score: lift * worth,
    model: modelId,
    reasons: [...reasons, ...ofChannel.map(say)],
  };
}

/** The middle one; 1 where there are none: then all sales count the same. */
export function toOfferValues(values: readonly { readonly product: string; readonly value: number }[]): OfferValues {
  const sorted = values.map(({ value }) => value).sort((left, right) => left - right);
  return {
    known: new Map(values.map(({ product, value }) => [product, value])),
    usual: sorted[Math.floor(sorted.length / 2)] ?? 1,
  };
}
