/** Propensity models, predictions by them, and next best offers. */
import type { Router } from '@koa/router';
import { parseInput } from '../api/parse-input.ts';
import {
  activateModelSchema,
  type ModelBody,
  type PredictedBody,
  predictSchema,
  propensityIdSchema,
  putOfferValueSchema,
  rankOffersSchema,
  uploadModelSchema,
} from '../api/propensity.ts';
import { requireRole } from '../auth/require-role.ts';
import { toProtoFeatures } from '../campaigns/offers/foretell-products.ts';
import type { Clock, CreateUuid } from '../clock.ts';
import type { AdapterContext, AdapterMiddleware, AdapterState } from '../context.ts';
import { insertAudit } from '../db/audit/insert-audit.ts';
import type { Database, Statements } from '../db/database.ts';
import { findModel } from '../db/propensity/find-model.ts';
import { insertActivation } from '../db/propensity/insert-activation.ts';
import { insertModel } from '../db/propensity/insert-model.ts';
import { insertOfferValue } from '../db/propensity/insert-offer-value.ts';
import { insertPredictions } from '../db/propensity/insert-predictions.ts';
import { insertRanking } from '../db/propensity/insert-ranking.ts';
import { listModels } from '../db/propensity/list-models.ts';
import { listOfferValues } from '../db/propensity/list-offer-values.ts';
import { RequestError } from '../errors.ts';
import type { InferenceClient } from '../inference/inference-client.ts';
import { rankClientOffers } from '../insight/offers/rank-client-offers.ts';

export interface PropensityRouteOptions {
  /** @throws RequestError database_unavailable. */
  readonly database: () => Database;
  readonly catalogue: () => { readonly inference: InferenceClient };
  readonly clock: Clock;
  readonly createUuid: CreateUuid;
}

export function addPropensityRoutes(router: Router<AdapterState>, options: PropensityRouteOptions): void {
  const writers = requireRole('administrator', 'manager');
  const models = '/v1/insight/propensity/models';
  router.get(models, modelsRoute(options));
  router.post(models, writers, uploadRoute(options));
  router.get(`${models}/:id`, modelRoute(options));
  router.get(`${models}/:id/file`, modelFileRoute(options));
  router.post(`${models}/:id/activate`, writers, activateRoute(options));
  router.post('/v1/insight/propensity/predict', writers, predictRoute(options));
  router.post('/v1/insight/offers', writers, offersRoute(options));
  router.get('/v1/insight/offer-values', offerValuesRoute(options));
  router.put('/v1/insight/offer-values', writers, putOfferValueRoute(options));
}

function modelsRoute({ database }: PropensityRouteOptions): AdapterMiddleware {
  return async (context) => {
    context.body = { items: await listModels(database()) };
  };
}

function uploadRoute(options: PropensityRouteOptions): AdapterMiddleware {
  return async (context) => {
    const { file } = parseInput(uploadModelSchema, context.request.body);
    const { modelSha256, cardJson } = await options.catalogue().inference.insight.describePropensityModel(file);
    const { title, product } = JSON.parse(cardJson) as { title: string; product: string | null };
    const id = options.createUuid();
    await options.database().transaction(async (transaction) => {
      const row = { id, ...made(options, context), sha256: modelSha256, title, product, cardJson, file };
      if (!(await insertModel(transaction, row))) {
        throw new RequestError('model_exists', 'this model file is there already', { field: 'file' });
      }
      await audit(options, context, transaction, 'insight.model_upload', id, { product });
    });
    context.status = 201;
    context.body = (await requireModel(options, id)).model;
  };
}

function modelRoute(options: PropensityRouteOptions): AdapterMiddleware {
  return async (context) => {
    context.body = (await requireModel(options, parseId(context))).model;
  };
}

function modelFileRoute(options: PropensityRouteOptions): AdapterMiddleware {
  return async (context) => {
    const { model, file } = await requireModel(options, parseId(context));
    context.attachment(`propensity-${model.sha256.slice(0, 12)}.json`);
    context.type = 'application/json';
    context.body = file;
  };
}

function activateRoute(options: PropensityRouteOptions): AdapterMiddleware {
  return async (context) => {
    const { active } = parseInput(activateModelSchema, context.request.body);
    const { model } = await requireModel(options, parseId(context));
    if (model.product === null) {
      throw new RequestError(
        'model_without_product',
        'the model foretells no product of the bank: it cannot rank offers',
      );
    }
    const { product } = model;
    if (active !== model.active) {
      await options.database().transaction(async (transaction) => {
        const { createdAtMs: atMs, createdBy } = made(options, context);
        await insertActivation(transaction, { product, modelId: active ? model.id : null, atMs, createdBy });
        const action = active ? 'insight.model_activate' : 'insight.model_deactivate';
        await audit(options, context, transaction, action, model.id, { product });
      });
    }
    context.body = (await requireModel(options, model.id)).model;
  };
}

function predictRoute(options: PropensityRouteOptions): AdapterMiddleware {
  return async (context) => {
    const { model: id, clients, reasons } = parseInput(predictSchema, context.request.body);
    const { file } = await requireModel(options, id);
    const { modelSha256, predictions } = await options.catalogue().inference.insight.predictPropensity({
      modelFile: file,
      clients: clients.map(({ features }) => ({ features: toProtoFeatures(features) })),
      reasonsMax: reasons,
    });
    const items = predictions.map((prediction, index) => ({
      id: clients[index]!.id ?? null,
      probability: prediction.probability,
      reasons: prediction.reasons.map((reason) => ({
        column: reason.column,
        value: reason.value ?? null,
        log_odds: reason.logOdds,
        text_ru: reason.textRu,
        text_en: reason.textEn,
      })),
      missing_columns: prediction.missingColumns,
    }));
    const rows = items.map((item, index) => ({
      id: options.createUuid(),
      clientId: item.id,
      features: clients[index]!.features,
      probability: item.probability,
      reasons: item.reasons,
    }));
    await insertPredictions(options.database(), rows, { modelId: id, ...made(options, context) });
    const response: PredictedBody = { model_sha256: modelSha256, items };
    context.body = response;
  };
}

function offersRoute(options: PropensityRouteOptions): AdapterMiddleware {
  return async (context) => {
    const wish = parseInput(rankOffersSchema, context.request.body);
    const { inference } = options.catalogue();
    const { clock } = options;
    const database = options.database();
    // One client takes some milliseconds: it is ranked to the end even when the caller has left.
    const { signal } = new AbortController();
    const ranking = await rankClientOffers({ database, inference, clock, signal, id: options.createUuid() }, wish);
    const { id = null, features } = wish.client;
    await insertRanking(database, { ...made(options, context), clientId: id, features, ranking });
    context.body = ranking;
  };
}

function offerValuesRoute({ database }: PropensityRouteOptions): AdapterMiddleware {
  return async (context) => {
    context.body = { items: await listOfferValues(database()) };
  };
}

function putOfferValueRoute(options: PropensityRouteOptions): AdapterMiddleware {
  return async (context) => {
    const { product, value } = parseInput(putOfferValueSchema, context.request.body);
    const { products } = await options.catalogue().inference.listVocabulary();
    if (!products.some(({ code }) => code === product)) {
      throw new RequestError('unknown_product', 'product must be a code of GET /v1/products', { field: 'product' });
    }
    await options.database().transaction(async (transaction) => {
      const { createdAtMs: atMs, createdBy } = made(options, context);
      await insertOfferValue(transaction, { product, value, atMs, createdBy });
      await audit(options, context, transaction, 'insight.offer_value', product, { value });
    });
    context.body = { items: await listOfferValues(options.database()) };
  };
}

const made = ({ clock }: PropensityRouteOptions, context: AdapterContext) => ({
  createdAtMs: clock.epochMs(),
  createdBy: context.state.user!.id,
});

async function requireModel(
  { database }: PropensityRouteOptions,
  id: string,
): Promise<{ readonly model: ModelBody; readonly file: string }> {
  const found = await findModel(database(), id);
  if (found) return found;
  throw new RequestError('not_found', 'there is no model under this id', { field: 'id' });
}

function parseId(context: AdapterContext): string {
  return parseInput(propensityIdSchema, { ...(context as { params?: object }).params }).id;
}

function audit(
  { clock }: PropensityRouteOptions,
  context: AdapterContext,
  transaction: Statements,
  action: string,
  subject: string,
  details: Readonly<Record<string, string | number | null>>,
): Promise<void> {
  return insertAudit(transaction, { userId: context.state.user!.id, action, subject, details, atMs: clock.epochMs() });
}
