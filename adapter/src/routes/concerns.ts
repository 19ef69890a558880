/** What clients' words are about: asks the server, stores what was said and what was found. */
import type { Router } from '@koa/router';
import { type EstimatedConcernsBody, estimateConcernsSchema } from '../api/concerns.ts';
import { parseInput } from '../api/parse-input.ts';
import { requireRole } from '../auth/require-role.ts';
import type { Clock, CreateUuid } from '../clock.ts';
import type { AdapterMiddleware, AdapterState } from '../context.ts';
import { insertConcernEstimates } from '../db/concerns/insert-concern-estimates.ts';
import type { Database } from '../db/database.ts';
import type { InferenceClient } from '../inference/inference-client.ts';
import { readConcernEstimate } from '../inference/read-concern-estimate.ts';

export interface ConcernRouteOptions {
  /** @throws RequestError database_unavailable. */
  readonly database: () => Database;
  readonly catalogue: () => { readonly inference: InferenceClient };
  readonly clock: Clock;
  readonly createUuid: CreateUuid;
}

export function addConcernRoutes(router: Router<AdapterState>, options: ConcernRouteOptions): void {
  const talkers = requireRole('administrator', 'manager', 'reviewer', 'compliance');
  router.post('/v1/insight/concerns', talkers, estimateRoute(options));
}

function estimateRoute({ database, catalogue, clock, createUuid }: ConcernRouteOptions): AdapterMiddleware {
  return async (context) => {
    const { product, statements } = parseInput(estimateConcernsSchema, context.request.body);
    const estimated = await catalogue().inference.insight.estimateConcerns({
      clientConcerns: Object.fromEntries(statements.map(({ text }, index) => [String(index), text])),
      productDescription: product,
    });
    const byKey = new Map(estimated.estimates.map((estimate) => [estimate.key, estimate]));
    const items = statements.map(({ client_id: clientId }, index) => ({
      id: createUuid(),
      client_id: clientId ?? null,
      ...readConcernEstimate(byKey.get(String(index))),
    }));
    await insertConcernEstimates(
      database(),
      items.map((item, index) => ({ item, text: statements[index]!.text })),
      {
        createdBy: context.state.user!.id,
        createdAtMs: clock.epochMs(),
        product,
        modelSha256: estimated.modelSha256,
      },
    );
    const body: EstimatedConcernsBody = {
      model_version: estimated.modelVersion,
      model_sha256: estimated.modelSha256,
      items,
    };
    context.body = body;
  };
}
