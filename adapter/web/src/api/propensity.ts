/** Propensity models, predictions by them, offers ranked for a client. */
import type {
  ModelBody,
  ModelCardBody,
  ModelItem,
  OfferRankingBody,
  OfferValueBody,
  PredictedBody,
  RankedOfferBody,
} from '../../../src/api/propensity.ts';
import { callApi } from './call-api.ts';

export type { ModelBody, ModelCardBody, ModelItem, OfferRankingBody, OfferValueBody, PredictedBody, RankedOfferBody };

const models = '/v1/insight/propensity/models';
export const modelsKey = ['insight', 'propensity', 'models'] as const;
export const offerValuesKey = ['insight', 'offer-values'] as const;

type Items<Item> = { readonly items: readonly Item[] };

export const listModels = (signal: AbortSignal) => callApi<Items<ModelItem>>(models, { signal });
export const readModel = (id: string, signal: AbortSignal) => callApi<ModelBody>(`${models}/${id}`, { signal });
export const uploadModel = (file: string) => callApi<ModelBody>(models, { method: 'POST', body: { file } });
export const activateModel = (id: string, active: boolean) =>
  callApi<ModelBody>(`${models}/${id}/activate`, { method: 'POST', body: { active } });
export const fileAddress = (id: string) => `${models}/${id}/file`;

export type ClientFeatures = Readonly<Record<string, string | number | boolean | null>>;

export const predict = (model: string, features: ClientFeatures) =>
  callApi<PredictedBody>('/v1/insight/propensity/predict', {
    method: 'POST',
    body: { model, clients: [{ features }], reasons: 8 },
  });

export interface RankWish {
  readonly client: { readonly id?: number; readonly features: ClientFeatures };
  readonly channels?: readonly string[];
}

export const rankOffers = (wish: RankWish) =>
  callApi<OfferRankingBody>('/v1/insight/offers', { method: 'POST', body: wish });

export const listOfferValues = (signal: AbortSignal) =>
  callApi<Items<OfferValueBody>>('/v1/insight/offer-values', { signal });
export const putOfferValue = (product: string, value: number) =>
  callApi<Items<OfferValueBody>>('/v1/insight/offer-values', { method: 'PUT', body: { product, value } });
