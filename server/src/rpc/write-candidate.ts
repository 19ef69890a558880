/** RPC WriteCandidate: a text that the engine writes freely for a cell of the copybook, for people to read. */
import { create } from '@bufbuild/protobuf';
import {
  CandidateObstacle as CandidateObstacleProto,
  GenerationOptionsSchema,
  type GenerationService,
  WriteCandidateRequestSchema,
  WriteCandidateResponseSchema,
} from '@offerwright/proto/marketing/v1/generation_pb';
import { limits } from '../domain/limits.ts';
import { type CandidateObstacle, type CandidateOptions, writeCandidate } from '../generate/write-candidate.ts';
import { confidenceBasisOf, provenanceToProto, verdictToProto } from './answer-to-proto.ts';
import type { Handlers } from './call.ts';
import { type OrderSurroundings, parseOrder } from './parse-order.ts';
import { assertValid } from './validate-message.ts';

export interface WriteCandidateOptions extends OrderSurroundings {
  readonly candidates: CandidateOptions;
}

const obstacleOf: Readonly<Record<CandidateObstacle, CandidateObstacleProto>> = {
  busy: CandidateObstacleProto.BUSY,
  deadline: CandidateObstacleProto.DEADLINE,
  engine_error: CandidateObstacleProto.ENGINE_ERROR,
  unfit: CandidateObstacleProto.UNFIT,
  check_failed: CandidateObstacleProto.CHECK_FAILED,
  no_engine: CandidateObstacleProto.NO_ENGINE,
};

export function createWriteCandidate(
  options: WriteCandidateOptions,
): Handlers<typeof GenerationService>['writeCandidate'] {
  return async (request, call) => {
    assertValid(WriteCandidateRequestSchema, request);
    const { product, channel, profile, concern, temperature, seed, language } = request;
    const order = parseOrder(
      {
        product: product!,
        channel: channel!,
        ...(profile && { profile }),
        options: create(GenerationOptionsSchema, {
          concern,
          language,
          ...(temperature !== undefined && { temperature }),
          ...(seed !== undefined && { seed }),
        }),
      },
      options,
      call.deadlineMs,
    );
    const outcome = await writeCandidate(options.candidates, {
      order,
      concern: order.options.concern!,
      withinMs: request.withinMs ?? limits.candidateWithinMs,
      signal: call.signal,
    });
    if ('obstacle' in outcome) {
      const refusal = outcome.refusal ? { refusal: { ...outcome.refusal } } : {};
      const value = { obstacle: obstacleOf[outcome.obstacle], ...refusal };
      return create(WriteCandidateResponseSchema, { result: { case: 'failure', value } });
    }
    const { draft, finished, provenance, writeMs } = outcome;
    const value = {
      body: draft.body,
      text: finished.text,
      verdict: verdictToProto(finished.verdict),
      measures: { ...finished.measures },
      confidence: draft.confidence,
      confidenceBasis: confidenceBasisOf[draft.confidenceBasis],
      repaired: draft.repaired,
      provenance: provenanceToProto(provenance),
      writeMs,
    };
    return create(WriteCandidateResponseSchema, { result: { case: 'candidate', value } });
  };
}
