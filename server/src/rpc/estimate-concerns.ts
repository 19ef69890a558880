/** RPC EstimateConcerns: the classifier of concerns over the texts of a request. No engine, nothing is remembered. */
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { Concern as ConcernProto } from '@offerwright/proto/marketing/v1/generation_pb';
import {
  type ConcernEstimateSchema,
  EstimateConcernsRequestSchema,
  EstimateConcernsResponseSchema,
} from '@offerwright/proto/marketing/v1/insight_concerns_pb';
import type { InsightService } from '@offerwright/proto/marketing/v1/insight_pb';
import type { Clock } from '../domain/clock.ts';
import type { Concern } from '../domain/concerns.ts';
import { type ConcernModel, estimateConcerns, familyOfProduct } from '../insight/concerns/index.ts';
import type { Handlers } from './call.ts';
import { assertValid } from './validate-message.ts';

export interface EstimateConcernsOptions {
  readonly clock: Clock;
  readonly concernModel: ConcernModel;
}

const concernToProto: Readonly<Record<Concern, ConcernProto>> = {
  finance: ConcernProto.FINANCE,
  efficiency: ConcernProto.EFFICIENCY,
  purchase: ConcernProto.PURCHASE,
  support: ConcernProto.SUPPORT,
};

/** Texts after which the handler lets other calls in: a thousand long ones take a second. */
const textsAtOnce = 20;

export function createEstimateConcerns({
  clock,
  concernModel,
}: EstimateConcernsOptions): Handlers<typeof InsightService>['estimateConcerns'] {
  return async (request, { signal }) => {
    assertValid(EstimateConcernsRequestSchema, request);
    const family = familyOfProduct(request.productDescription);
    const texts = Object.entries(request.clientConcerns);
    if (request.text !== '') texts.unshift(['', request.text]);
    const estimates: MessageInitShape<typeof ConcernEstimateSchema>[] = [];
    for (const [at, [key, text]] of texts.entries()) {
      if (at % textsAtOnce === textsAtOnce - 1) {
        await clock.nextTurn();
        signal.throwIfAborted();
      }
      const { likelihoods, found, phrases, language } = estimateConcerns(concernModel, text, family);
      estimates.push({
        key,
        likelihoods,
        found: found.map((concern) => concernToProto[concern]),
        phrases: phrases.map((phrase) => ({ ...phrase, concern: concernToProto[phrase.concern] })),
        language,
      });
    }
    return create(EstimateConcernsResponseSchema, {
      estimates,
      modelSha256: concernModel.sha256,
      modelVersion: concernModel.version,
    });
  };
}
