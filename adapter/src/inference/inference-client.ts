/**
 * The only place that calls the inference server. One HTTP/2 connection, kept alive and made again by grpc-js; a call
 * that fails before its first byte is tried again by the retry policy below.
 *
 * Order of calls: describe (what the server takes; remembered for a while) → generateBatch → close. Every failure comes
 * out as a RequestError of map-grpc-error.ts.
 */
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { type CallOptions, Client, credentials } from '@grpc/grpc-js';
import {
  Health,
  HealthCheckRequestSchema,
  type HealthCheckResponse,
  HealthCheckResponse_ServingStatus as ServingStatus,
} from '@offerwright/proto/grpc/health/v1/health_pb';
import { grpcServiceDefinition } from '@offerwright/proto/grpc-service';
import {
  CheckTextRequestSchema,
  type CheckTextResponse,
  CheckThreadRequestSchema,
  type CheckThreadResponse,
  type CopybookLine,
  DescribeModelRequestSchema,
  type DescribeModelResponse,
  EngineState,
  type GenerateBatchRequest,
  type GenerateBatchResponse,
  type GenerateRequest,
  type GenerateResponse,
  GenerationService,
  ListClaimsRequestSchema,
  type ListClaimsResponse,
  ListRulesRequestSchema,
  type ListRulesResponse,
  type LoadCopybookResponse,
  ReadCopybookRequestSchema,
  type ReadCopybookResponse,
  WriteCandidateRequestSchema,
  type WriteCandidateResponse,
} from '@offerwright/proto/marketing/v1/generation_pb';
import {
  ListVocabularyRequestSchema,
  type ListVocabularyResponse,
} from '@offerwright/proto/marketing/v1/vocabulary_pb';
import type { Clock } from '../clock.ts';
import { limits } from '../limits.ts';
import { createGenerateStreams, type StreamCall } from './generate-streams.ts';
import { callClientStream, callServerStream, callUnary } from './grpc-calls.ts';
import { createInsightCalls, type InsightCalls } from './insight-calls.ts';
import { type CopybookSource, createCopybookLoader } from './load-copybook.ts';
import { isCopybookUnknown, mapGrpcError } from './map-grpc-error.ts';

/**
 * A description is asked for again after this, and whenever the server could not be reached: soon, while its engine is
 * not ready, because that may pass at any moment.
 */
const describedForMs = { ready: 30_000, other: 1000 } as const;
const describeWithinMs = 1000;
const healthWithinMs = 1000;

export interface InferenceClient {
  /** @throws RequestError inference_unavailable. */
  describe(): Promise<DescribeModelResponse>;
  /** One message a client, as each finishes. @throws RequestError; the messages that came before it stand. */
  generateBatch(call: StreamCall<GenerateBatchRequest>): AsyncGenerator<GenerateBatchResponse>;
  /** Started, pieces of the draft, the end; for one client. @throws RequestError. */
  generate(call: StreamCall<GenerateRequest>): AsyncGenerator<GenerateResponse>;
  /** The verdict for any text. @throws RequestError. */
  checkText(request: MessageInitShape<typeof CheckTextRequestSchema>): Promise<CheckTextResponse>;
  /** What is wrong with a draft of a thread, and texts composed from it. @throws RequestError. */
  checkThread(request: MessageInitShape<typeof CheckThreadRequestSchema>): Promise<CheckThreadResponse>;
  /** A text that the engine writes freely in idle time, or why there is none. @throws RequestError. */
  writeCandidate(request: MessageInitShape<typeof WriteCandidateRequestSchema>): Promise<WriteCandidateResponse>;
  /** Gives the server an edition of the copybook before somebody asks for it. @throws RequestError. */
  loadCopybook(hash: string): Promise<void>;
  /** The files of threads that the server started with, line by line. @throws RequestError. */
  readCopybook(): AsyncGenerator<CopybookLine>;
  /** The claims that the server's copybook relies on. @throws RequestError inference_unavailable. */
  listClaims(): Promise<ListClaimsResponse>;
  /** Products, channels, signals and features with their names for people. @throws RequestError inference_unavailable. */
  listVocabulary(): Promise<ListVocabularyResponse>;
  /** The rules of law that the server judges by. @throws RequestError inference_unavailable. */
  listRules(): Promise<ListRulesResponse>;
  /** What clients need and what pains them. */
  readonly insight: InsightCalls;
  /** @throws RequestError inference_unavailable unless the server says SERVING. */
  checkHealth(): Promise<void>;
  close(): void;
}

const channelOptions = {
  'grpc.keepalive_time_ms': 20_000,
  'grpc.keepalive_timeout_ms': 5_000,
  'grpc.keepalive_permit_without_calls': 1,
  'grpc.initial_reconnect_backoff_ms': 100,
  'grpc.min_reconnect_backoff_ms': 100,
  'grpc.max_reconnect_backoff_ms': 1_000,
  'grpc.max_receive_message_length': 8 * 1024 * 1024,
  'grpc.service_config': JSON.stringify({
    methodConfig: [
      {
        name: [{ service: GenerationService.typeName }],
        retryPolicy: {
          maxAttempts: 3,
          initialBackoff: '0.05s',
          maxBackoff: '0.2s',
          backoffMultiplier: 2,
          retryableStatusCodes: ['UNAVAILABLE'],
        },
      },
    ],
  }),
};

const generation = grpcServiceDefinition(GenerationService);
const health = grpcServiceDefinition(Health);

/** @param copybooks where editions come from that the server does not have; absent: no request names one. */
export function createInferenceClient(address: string, clock: Clock, copybooks?: CopybookSource): InferenceClient {
  const client = new Client(address, credentials.createInsecure(), channelOptions);
  let described: { readonly response: DescribeModelResponse; readonly untilMs: number } | null = null;

  const deadlineIn = (ms: number): CallOptions => ({ deadline: clock.epochMs() + ms });
  const loadCopybook = createCopybookLoader(copybooks, (messages) =>
    callClientStream<LoadCopybookResponse>(
      client,
      generation.loadCopybook!,
      messages,
      deadlineIn(limits.loadCopybookWaitMs),
    ),
  );

  const streams = createGenerateStreams({ client, clock, deadlineIn, loadCopybook });
  async function* mapped<Response>(stream: AsyncGenerator<Response>): AsyncGenerator<Response> {
    try {
      yield* stream;
    } catch (error) {
      described = null;
      throw mapGrpcError(error);
    }
  }

  return {
    insight: createInsightCalls(client, deadlineIn),

    async describe() {
      if (described !== null && clock.nowMs() < described.untilMs) return described.response;
      described = null;
      const response = await callUnary<DescribeModelResponse>(
        client,
        generation.describeModel!,
        create(DescribeModelRequestSchema),
        deadlineIn(describeWithinMs),
      );
      const forMs = describedForMs[response.engineState === EngineState.READY ? 'ready' : 'other'];
      described = { response, untilMs: clock.nowMs() + forMs };
      return response;
    },

    generateBatch: (call) => mapped(streams.generateBatch(call)),
    generate: (call) => mapped(streams.generate(call)),

    loadCopybook: async (hash) => {
      try {
        await loadCopybook(hash);
      } catch (error) {
        throw mapGrpcError(error);
      }
    },

    async *readCopybook() {
      const responses = callServerStream<ReadCopybookResponse>(
        client,
        generation.readCopybook!,
        create(ReadCopybookRequestSchema),
        deadlineIn(limits.loadCopybookWaitMs),
      );
      for await (const { lines } of responses) yield* lines;
    },

    async checkThread(request) {
      return await callUnary<CheckThreadResponse>(
        client,
        generation.checkThread!,
        create(CheckThreadRequestSchema, request),
        deadlineIn(limits.checkThreadWaitMs),
      );
    },

    async writeCandidate(request) {
      const message = create(WriteCandidateRequestSchema, request);
      const ask = () =>
        callUnary<WriteCandidateResponse>(
          client,
          generation.writeCandidate!,
          message,
          deadlineIn((message.withinMs ?? 0) + limits.candidateMarginMs),
        );
      try {
        return await ask();
      } catch (error) {
        if (!(error instanceof Error) || !isCopybookUnknown(error.cause)) throw error;
      }
      await this.loadCopybook(message.profile?.copybookHash ?? '');
      return await ask();
    },

    async checkText(request) {
      return await callUnary<CheckTextResponse>(
        client,
        generation.checkText!,
        create(CheckTextRequestSchema, request),
        deadlineIn(limits.checkTextWaitMs),
      );
    },

    async listClaims() {
      return await callUnary<ListClaimsResponse>(
        client,
        generation.listClaims!,
        create(ListClaimsRequestSchema),
        deadlineIn(describeWithinMs),
      );
    },

    async listVocabulary() {
      return await callUnary<ListVocabularyResponse>(
        client,
        generation.listVocabulary!,
        create(ListVocabularyRequestSchema),
        deadlineIn(describeWithinMs),
      );
    },

    async listRules() {
      return await callUnary<ListRulesResponse>(
        client,
        generation.listRules!,
        create(ListRulesRequestSchema),
        deadlineIn(describeWithinMs),
      );
    },

    async checkHealth() {
      const response = await callUnary<HealthCheckResponse>(
        client,
        health.check!,
        create(HealthCheckRequestSchema, { service: GenerationService.typeName }),
        deadlineIn(healthWithinMs),
      );
      if (response.status !== ServingStatus.SERVING) {
        throw new Error(`the inference server says it is not serving (status ${response.status})`);
      }
    },

    close: () => client.close(),
  };
}
