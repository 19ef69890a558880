/**
 * Ranking for the clients of a campaign. What it ranks by is read once (models and values in force) and kept with the
 * campaign (fix-plan-ranking.ts): a model that comes into force in the middle of a run changes nothing in it.
 */
import type { RankedBy } from '../../api/campaign-ranking.ts';
import type { CampaignSettings } from '../../api/campaigns.ts';
import { isUnknown, readFeatureNumber } from '../../api/client-features.ts';
import type { RankedOfferBody } from '../../api/propensity.ts';
import type { Statements } from '../../db/database.ts';
import { listActiveModels } from '../../db/propensity/list-active-models.ts';
import { listModelsById } from '../../db/propensity/list-models-by-id.ts';
import { listOfferValues } from '../../db/propensity/list-offer-values.ts';
import type { InferenceClient } from '../../inference/inference-client.ts';
import type { ClientRow } from '../parse-client-row.ts';
import { toFeatureValues } from './feature-values.ts';
import type { Offer } from './fit-signals.ts';
import { columnsOf, type Foretold, foretellProducts } from './foretell-products.ts';
import { rankOffers, toOfferValues } from './rank-offers.ts';

export const seniorYears = 60;
/** Reasons of a model kept with each offer of a campaign. */
const reasonsMax = 3;

/** @returns the models and values in force now, for the products to choose from. */
export async function findRankedBy(database: Statements, { offers, mapping }: CampaignSettings): Promise<RankedBy> {
  const [models, values] = await Promise.all([listActiveModels(database, offers.products), listOfferValues(database)]);
  const { known, usual } = toOfferValues(values);
  const held = new Set<string>(mapping.columns.map(({ target }) => target));
  const products = offers.products.map((product) => {
    const model = models.find((one) => one.product === product);
    return {
      product,
      model: model?.id ?? null,
      title: model?.card.title ?? null,
      covered: model !== undefined && [...columnsOf(model.card)].some((column) => held.has(column)),
      value: known.get(product) ?? null,
    };
  });
  return { products, usual_value: usual };
}

export interface OfferRanker {
  /** For each client in their order. @throws RequestError inference_unavailable, and what a model refuses. */
  foretell(clients: readonly ClientRow[]): Promise<readonly ReadonlyMap<string, Foretold>[]>;
  rank(
    client: { readonly signals: readonly string[]; readonly row: ClientRow },
    foretold: ReadonlyMap<string, Foretold>,
    offers: readonly Offer[],
  ): RankedOfferBody[];
}

export async function openRanker(
  { database, inference }: { readonly database: Statements; readonly inference: InferenceClient },
  rankedBy: RankedBy,
): Promise<OfferRanker> {
  const ids = rankedBy.products.flatMap(({ model, covered }) => (model !== null && covered ? [model] : []));
  const [models, vocabulary] = await Promise.all([listModelsById(database, ids), inference.listVocabulary()]);
  const priced = rankedBy.products.flatMap(({ product, value }) => (value === null ? [] : [{ product, value }]));
  const values = { known: toOfferValues(priced).known, usual: rankedBy.usual_value };
  return {
    foretell: (clients) =>
      foretellProducts(
        models,
        clients.map(({ features }) => knownFeatures(features)),
        { inference, features: vocabulary.features, reasonsMax },
      ),
    rank({ signals, row }, foretold, offers) {
      const age = readFeatureNumber('age', row.features.age) ?? 0;
      return rankOffers({ signals, isSenior: age >= seniorYears, foretold }, offers, { values, words: vocabulary });
    },
  };
}

/** A file marks what is unknown in many ways; a model knows one. */
function knownFeatures(features: ClientRow['features']): ClientRow['features'] {
  const entries = Object.entries(toFeatureValues(features));
  return Object.fromEntries(entries.map(([name, value]) => [name, isUnknown(value) ? null : value]));
}
