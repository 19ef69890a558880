/**
 * The only place that calls the inference server. One HTTP/2 connection, kept alive and made again by grpc-js; a call
 * that fails before its first byte is tried again by the retry policy below.
 *
 * Order of calls: describe (what the server takes; remembered for a while) → generateBatch → close. Every failure comes
 * out as a RequestError of map-grpc-error.ts.
 */
import {
  clone,
  create,
  type DescMessage,
  type DescMethod,
  type MessageInitShape,
  type MessageShape,
} from '@bufbuild/protobuf';
import { type CallOptions, Client, credentials, Metadata } from '@grpc/grpc-js';
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
  DescribeModelRequestSchema,
  type DescribeModelResponse,
  EngineState,
  type GenerateBatchRequest,
  GenerateBatchRequestSchema,
  type GenerateBatchResponse,
  GenerationOptionsSchema,
  GenerationService,
  ListClaimsRequestSchema,
  type ListClaimsResponse,
  type LoadCopybookResponse,
} from '@offerwright/proto/marketing/v1/generation_pb';
import type { Clock } from '../clock.ts';
import { limits } from '../limits.ts';
import { type CopybookSource, createCopybookLoader } from './load-copybook.ts';
import { isCopybookUnknown, mapGrpcError } from './map-grpc-error.ts';

/** A description is asked for again after this, and whenever the server could not be reached. */
const describedForMs = 30_000;
const describeWithinMs = 1000;
const healthWithinMs = 1000;

export interface BatchCall {
  readonly request: GenerateBatchRequest;
  /** The hard deadline, a little above the budget of the answers. */
  readonly deadlineMs: number;
  /** Fires when the caller left: the server stops decoding. */
  readonly signal: AbortSignal;
  /** Goes along as metadata, so that both logs name the same request. */
  readonly requestId: string;
}

export interface InferenceClient {
  /** @throws RequestError inference_unavailable. */
  describe(): Promise<DescribeModelResponse>;
  /** One message a client, as each finishes. @throws RequestError; the messages that came before it stand. */
  generateBatch(call: BatchCall): AsyncGenerator<GenerateBatchResponse>;
  /** The verdict for any text. @throws RequestError. */
  checkText(request: MessageInitShape<typeof CheckTextRequestSchema>): Promise<CheckTextResponse>;
  /** What is wrong with a draft of a thread, and texts composed from it. @throws RequestError. */
  checkThread(request: MessageInitShape<typeof CheckThreadRequestSchema>): Promise<CheckThreadResponse>;
  /** Gives the server an edition of the copybook before somebody asks for it. @throws RequestError. */
  loadCopybook(hash: string): Promise<void>;
  /** The claims that the server's copybook relies on. @throws RequestError inference_unavailable. */
  listClaims(): Promise<ListClaimsResponse>;
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
  let described: { readonly response: DescribeModelResponse; readonly atMs: number } | null = null;

  const deadlineIn = (ms: number): CallOptions => ({ deadline: clock.epochMs() + ms });
  const loadCopybook = createCopybookLoader(copybooks, (messages) =>
    callClientStream<LoadCopybookResponse>(
      client,
      generation.loadCopybook!,
      messages,
      deadlineIn(limits.loadCopybookWaitMs),
    ),
  );

  async function* streamBatch({ request, deadlineMs, signal, requestId }: BatchCall) {
    const metadata = new Metadata();
    metadata.set('x-request-id', requestId);
    const { path, requestSerialize, responseDeserialize } = generation.generateBatch!;
    const call = client.makeServerStreamRequest(
      path,
      requestSerialize as (value: GenerateBatchRequest) => Buffer,
      responseDeserialize as (bytes: Buffer) => GenerateBatchResponse,
      request,
      metadata,
      deadlineIn(deadlineMs),
    );
    const cancel = () => call.cancel();
    // After the consumer has gone nobody else hears of the cancellation, which would end the process.
    call.on('error', () => undefined);
    signal.addEventListener('abort', cancel, { once: true });
    if (signal.aborted) cancel();
    try {
      for await (const response of call) yield response as GenerateBatchResponse;
    } finally {
      signal.removeEventListener('abort', cancel);
      cancel();
    }
  }

  return {
    async describe() {
      if (described !== null && clock.nowMs() - described.atMs < describedForMs) return described.response;
      described = null;
      const response = await callUnary<DescribeModelResponse>(
        client,
        generation.describeModel!,
        create(DescribeModelRequestSchema),
        deadlineIn(describeWithinMs),
      );
      // A server that is loading or down is asked again, because that may pass at any moment.
      if (response.engineState === EngineState.READY) described = { response, atMs: clock.nowMs() };
      return response;
    },

    async *generateBatch(call) {
      const startedAtMs = clock.nowMs();
      try {
        try {
          yield* streamBatch(call);
        } catch (error) {
          // Comes before any message. Asked again once: a second time it is not there something else is wrong.
          if (call.signal.aborted || !isCopybookUnknown(error)) throw error;
          await loadCopybook(call.request.profile?.copybookHash ?? '');
          yield* streamBatch(withTimePassed(call, clock.nowMs() - startedAtMs));
        }
      } catch (error) {
        described = null;
        throw mapGrpcError(error);
      }
    },

    loadCopybook: async (hash) => {
      try {
        await loadCopybook(hash);
      } catch (error) {
        throw mapGrpcError(error);
      }
    },

    async checkThread(request) {
      return await callUnary<CheckThreadResponse>(
        client,
        generation.checkThread!,
        create(CheckThreadRequestSchema, request),
        deadlineIn(limits.checkThreadWaitMs),
      );
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

type Definition = ReturnType<typeof grpcServiceDefinition>[string];

function callUnary<Response>(
  client: Client,
  definition: Definition,
  request: MessageShape<DescMethod['input']>,
  options: CallOptions,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    client.makeUnaryRequest(
      definition.path,
      definition.requestSerialize as (value: unknown) => Buffer,
      definition.responseDeserialize as (bytes: Buffer) => Response,
      request,
      new Metadata(),
      options,
      (error, response) => (error === null ? resolve(response!) : reject(mapGrpcError(error))),
    );
  });
}

/** The same call after some of its time has gone. */
function withTimePassed(call: BatchCall, passedMs: number): BatchCall {
  const request = clone(GenerateBatchRequestSchema, call.request);
  request.options ??= create(GenerationOptionsSchema);
  const leftMs = Math.floor((request.options.answerWithinMs ?? limits.answerWithinMsMax) - passedMs);
  const answerWithinMs = Math.max(leftMs, limits.answerWithinMsMin);
  request.options.answerWithinMs = answerWithinMs;
  return {
    ...call,
    request,
    deadlineMs: Math.max(call.deadlineMs - passedMs, answerWithinMs + limits.deadlineMarginMs),
  };
}

/** Rejects with the raw error: callers map it, or look at it first. */
async function callClientStream<Response>(
  client: Client,
  definition: Definition,
  messages: AsyncIterable<MessageShape<DescMessage>>,
  options: CallOptions,
): Promise<Response> {
  const { promise, resolve, reject } = Promise.withResolvers<Response>();
  const call = client.makeClientStreamRequest(
    definition.path,
    definition.requestSerialize as (value: unknown) => Buffer,
    definition.responseDeserialize as (bytes: Buffer) => Response,
    new Metadata(),
    options,
    (error, response) => (error === null ? resolve(response!) : reject(error)),
  );
  const ended = promise.then(
    () => true,
    () => true,
  );
  try {
    for await (const message of messages) {
      const { promise: written, resolve: flush } = Promise.withResolvers<boolean>();
      call.write(message, () => flush(false));
      // A server that has refused already takes no more: its answer says why.
      if (await Promise.race([written, ended])) break;
    }
    call.end();
  } catch (error) {
    call.cancel();
    promise.catch(() => undefined);
    throw error;
  }
  return await promise;
}
