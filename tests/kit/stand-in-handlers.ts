/** What servers whose answers a test decides have in common: every method with an empty answer, and an answer's parts. */
import { create } from '@bufbuild/protobuf';
import {
  AnswerStatus,
  CheckTextResponseSchema,
  CheckThreadResponseSchema,
  Concern,
  ConfidenceBasis,
  Coverage,
  DescribeModelResponseSchema,
  GenerateBatchResponseSchema,
  GenerateResponseSchema,
  type GenerationService,
  ListClaimsResponseSchema,
  ListRulesResponseSchema,
  LoadCopybookResponseSchema,
  ReadCopybookResponseSchema,
  Source,
  WriteCandidateResponseSchema,
} from '@offerwright/proto/marketing/v1/generation_pb';
import { ListVocabularyResponseSchema } from '@offerwright/proto/marketing/v1/vocabulary_pb';
import type { Handlers } from '@offerwright/server/src/rpc/call.ts';

/** Spread first; the methods that a test is about stand after it. */
export const emptyHandlers: Handlers<typeof GenerationService> = {
  async *generate() {
    yield create(GenerateResponseSchema);
  },
  async *generateBatch(request) {
    for (const [index, client] of request.clients.entries()) {
      yield create(GenerateBatchResponseSchema, { index, clientId: client.id });
    }
  },
  async checkText() {
    return create(CheckTextResponseSchema);
  },
  async listVocabulary() {
    return create(ListVocabularyResponseSchema);
  },
  async listClaims() {
    return create(ListClaimsResponseSchema);
  },
  async listRules() {
    return create(ListRulesResponseSchema);
  },
  async *readCopybook() {
    yield create(ReadCopybookResponseSchema);
  },
  async loadCopybook() {
    return create(LoadCopybookResponseSchema);
  },
  async checkThread() {
    return create(CheckThreadResponseSchema);
  },
  async writeCandidate() {
    return create(WriteCandidateResponseSchema);
  },
  async describeModel() {
    return create(DescribeModelResponseSchema);
  },
};

/** What a sendable answer of the model is created from: the parts that are alike in every stand-in server. */
export function answerParts(clientId: bigint, text: string) {
  return {
    clientId,
    status: AnswerStatus.SENDABLE,
    text,
    body: text,
    confidence: 0.5,
    confidenceBasis: ConfidenceBasis.TOKEN_PROBABILITIES,
    source: Source.MODEL,
    coverage: Coverage.CELL,
    concern: Concern.FINANCE,
    measures: { characters: text.length, bodyCharacters: text.length, smsSegments: 1 },
    timings: { totalMs: 12.5 },
  };
}
