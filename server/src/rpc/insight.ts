/** The handlers of InsightService, one file a part. */
import type { InsightService } from '@offerwright/proto/marketing/v1/insight_pb';
import type { Handlers } from './call.ts';
import { createEstimateConcerns, type EstimateConcernsOptions } from './estimate-concerns.ts';
import { createNextInterviewTurn, createSummariseInterview, type InterviewOptions } from './interview.ts';
import { createPropensityHandlers } from './propensity.ts';

export type InsightHandlerOptions = InterviewOptions & EstimateConcernsOptions;

export function createInsightHandlers(options: InsightHandlerOptions): Handlers<typeof InsightService> {
  return {
    nextInterviewTurn: createNextInterviewTurn(options),
    summariseInterview: createSummariseInterview(options),
    ...createPropensityHandlers(),
    estimateConcerns: createEstimateConcerns(options),
  };
}
