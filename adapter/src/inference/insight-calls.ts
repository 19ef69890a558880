/** Calls of InsightService, over the connection of inference-client.ts. */
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import type { CallOptions, Client } from '@grpc/grpc-js';
import { grpcServiceDefinition } from '@offerwright/proto/grpc-service';
import {
  EstimateConcernsRequestSchema,
  type EstimateConcernsResponse,
} from '@offerwright/proto/marketing/v1/insight_concerns_pb';
import {
  NextInterviewTurnRequestSchema,
  type NextInterviewTurnResponse,
  SummariseInterviewRequestSchema,
  type SummariseInterviewResponse,
} from '@offerwright/proto/marketing/v1/insight_interview_pb';
import { InsightService } from '@offerwright/proto/marketing/v1/insight_pb';
import {
  DescribePropensityModelRequestSchema,
  type DescribePropensityModelResponse,
  PredictPropensityRequestSchema,
  type PredictPropensityResponse,
} from '@offerwright/proto/marketing/v1/insight_propensity_pb';
import { limits } from '../limits.ts';
import { callUnary } from './grpc-calls.ts';

export interface InsightCalls {
  /** What an interviewer says next. @throws RequestError. */
  nextInterviewTurn(
    request: MessageInitShape<typeof NextInterviewTurnRequestSchema>,
  ): Promise<NextInterviewTurnResponse>;
  /** The result of an interview. @throws RequestError. */
  summariseInterview(
    request: MessageInitShape<typeof SummariseInterviewRequestSchema>,
  ): Promise<SummariseInterviewResponse>;
  /** The card of a model file. @throws RequestError. */
  describePropensityModel(modelFile: string): Promise<DescribePropensityModelResponse>;
  /** Probabilities with reasons. @throws RequestError. */
  predictPropensity(
    request: MessageInitShape<typeof PredictPropensityRequestSchema>,
  ): Promise<PredictPropensityResponse>;
  /** What clients' words are about. @throws RequestError. */
  estimateConcerns(request: MessageInitShape<typeof EstimateConcernsRequestSchema>): Promise<EstimateConcernsResponse>;
}

const insight = grpcServiceDefinition(InsightService);

export function createInsightCalls(client: Client, deadlineIn: (ms: number) => CallOptions): InsightCalls {
  const interviewDeadline = () => deadlineIn(limits.answerWithinMsMax + limits.interviewMarginMs);
  const propensityDeadline = () => deadlineIn(limits.propensityWaitMs);
  return {
    describePropensityModel: (modelFile) =>
      callUnary<DescribePropensityModelResponse>(
        client,
        insight.describePropensityModel!,
        create(DescribePropensityModelRequestSchema, { modelFile }),
        propensityDeadline(),
      ),
    estimateConcerns: (request) =>
      callUnary<EstimateConcernsResponse>(
        client,
        insight.estimateConcerns!,
        create(EstimateConcernsRequestSchema, request),
        deadlineIn(limits.concernsWaitMs),
      ),
    predictPropensity: (request) =>
      callUnary<PredictPropensityResponse>(
        client,
        insight.predictPropensity!,
        create(PredictPropensityRequestSchema, request),
        propensityDeadline(),
      ),
    nextInterviewTurn: (request) =>
      callUnary<NextInterviewTurnResponse>(
        client,
        insight.nextInterviewTurn!,
        create(NextInterviewTurnRequestSchema, request),
        interviewDeadline(),
      ),
    summariseInterview: (request) =>
      callUnary<SummariseInterviewResponse>(
        client,
        insight.summariseInterview!,
        create(SummariseInterviewRequestSchema, request),
        interviewDeadline(),
      ),
  };
}
