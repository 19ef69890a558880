/** The handlers of GenerationService, one file an RPC, and all services that both transports serve. */

import { Health } from '@offerwright/proto/grpc/health/v1/health_pb';
import { ServerReflection, ServerReflectionResponseSchema } from '@offerwright/proto/grpc/reflection/v1/reflection_pb';
import {
  ServerReflection as ServerReflectionAlpha,
  ServerReflectionResponseSchema as ServerReflectionResponseAlphaSchema,
} from '@offerwright/proto/grpc/reflection/v1alpha/reflection_pb';
import { GenerationService } from '@offerwright/proto/marketing/v1/generation_pb';
import { InsightService } from '@offerwright/proto/marketing/v1/insight_pb';
import { limits } from '../domain/limits.ts';
import { type BatchTurns, beginWithinMs, createBatchTurns } from './batch-turns.ts';
import { bindService, type Handlers, type ServiceBinding } from './call.ts';
import type { CallGate } from './call-gate.ts';
import { type CheckTextOptions, createCheckText } from './check-text.ts';
import { type CheckThreadOptions, createCheckThread } from './check-thread.ts';
import { countBatchClients } from './count-batch-clients.ts';
import { createDescribeModel, type DescribeModelOptions } from './describe-model.ts';
import { createGenerate } from './generate.ts';
import { createGenerateBatch, type GenerateBatchOptions } from './generate-batch.ts';
import { createHealthHandlers } from './health.ts';
import { createInsightHandlers, type InsightHandlerOptions } from './insight.ts';
import { createListClaims, type ListClaimsOptions } from './list-claims.ts';
import { createListRules, type ListRulesOptions } from './list-rules.ts';
import { createListVocabulary } from './list-vocabulary.ts';
import { createLoadCopybook, type LoadCopybookOptions } from './load-copybook.ts';
import { createReadCopybook, type ReadCopybookOptions } from './read-copybook.ts';
import { createReflectionHandlers } from './reflection.ts';
import { createWriteCandidate, type WriteCandidateOptions } from './write-candidate.ts';

export type GenerationHandlerOptions = Omit<GenerateBatchOptions, 'turns'> &
  CheckTextOptions &
  DescribeModelOptions &
  ListClaimsOptions &
  ListRulesOptions &
  LoadCopybookOptions &
  ReadCopybookOptions &
  CheckThreadOptions &
  WriteCandidateOptions;

export function createGenerationHandlers(
  options: GenerationHandlerOptions,
  turns: BatchTurns = createBatchTurns(options.clock),
): Handlers<typeof GenerationService> {
  return {
    generate: createGenerate(options),
    generateBatch: createGenerateBatch({ ...options, turns }),
    checkText: createCheckText(options),
    describeModel: createDescribeModel(options),
    listClaims: createListClaims(options),
    listRules: createListRules(options),
    loadCopybook: createLoadCopybook(options),
    readCopybook: createReadCopybook(options),
    checkThread: createCheckThread(options),
    writeCandidate: createWriteCandidate(options),
    listVocabulary: createListVocabulary(),
  };
}

/** Every service of the server, ready for a transport. */
export function bindServices(
  gate: CallGate,
  options: GenerationHandlerOptions & InsightHandlerOptions,
): readonly ServiceBinding[] {
  const services = [GenerationService, InsightService, Health, ServerReflection, ServerReflectionAlpha];
  const alphaSchema = ServerReflectionResponseAlphaSchema as unknown as typeof ServerReflectionResponseSchema;
  const alphaService = ServerReflectionAlpha as unknown as typeof ServerReflection;
  const turns = createBatchTurns(options.clock);
  const generation = bindService(GenerationService, createGenerationHandlers(options, turns), 'generation');
  const generateBatch = (bytes: Uint8Array): void =>
    turns.assertRoom(countBatchClients(bytes), beginWithinMs(limits.answerWithinMsMax));
  return [
    { ...generation, preflights: { generateBatch } },
    bindService(InsightService, createInsightHandlers(options), 'generation'),
    bindService(Health, createHealthHandlers(gate, [GenerationService.typeName, InsightService.typeName]), 'operation'),
    bindService(ServerReflection, createReflectionHandlers(ServerReflectionResponseSchema, services), 'operation'),
    bindService(alphaService, createReflectionHandlers(alphaSchema, services), 'operation'),
  ];
}
