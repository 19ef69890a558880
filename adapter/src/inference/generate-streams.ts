/**
 * The two calls of the inference server that stream answers: GenerateBatch for many clients, Generate for one, whose text
 * comes piece by piece. A server that lacks the edition of the copybook is sent it within the call, once.
 */
import { clone, create } from '@bufbuild/protobuf';
import { type CallOptions, type Client, Metadata } from '@grpc/grpc-js';
import { grpcServiceDefinition } from '@offerwright/proto/grpc-service';
import {
  type GenerateBatchRequest,
  GenerateBatchRequestSchema,
  type GenerateBatchResponse,
  type GenerateRequest,
  GenerateRequestSchema,
  type GenerateResponse,
  GenerationOptionsSchema,
  GenerationService,
} from '@offerwright/proto/marketing/v1/generation_pb';
import type { Clock } from '../clock.ts';
import { limits } from '../limits.ts';
import { isCopybookUnknown } from './map-grpc-error.ts';

export interface StreamCall<Request> {
  readonly request: Request;
  /** The hard deadline, a little above the budget of the answers. */
  readonly deadlineMs: number;
  /** Fires when the caller left: the server stops decoding. */
  readonly signal: AbortSignal;
  /** Goes along as metadata, so that both logs name the same request. */
  readonly requestId: string;
}

type StreamedRequest = GenerateBatchRequest | GenerateRequest;

export interface GenerateStreams {
  /** Throws raw errors of gRPC: the caller maps them. */
  generateBatch(call: StreamCall<GenerateBatchRequest>): AsyncGenerator<GenerateBatchResponse>;
  generate(call: StreamCall<GenerateRequest>): AsyncGenerator<GenerateResponse>;
}

interface StreamOptions {
  readonly client: Client;
  readonly clock: Clock;
  readonly deadlineIn: (ms: number) => CallOptions;
  readonly loadCopybook: (hash: string) => Promise<void>;
}

const generation = grpcServiceDefinition(GenerationService);

export function createGenerateStreams({ client, clock, deadlineIn, loadCopybook }: StreamOptions): GenerateStreams {
  async function* streamOnce<Response>(
    definition: (typeof generation)[string],
    { request, deadlineMs, signal, requestId }: StreamCall<StreamedRequest>,
  ): AsyncGenerator<Response> {
    const metadata = new Metadata();
    metadata.set('x-request-id', requestId);
    const call = client.makeServerStreamRequest(
      definition.path,
      definition.requestSerialize as (value: unknown) => Buffer,
      definition.responseDeserialize as (bytes: Buffer) => Response,
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
      for await (const response of call) yield response as Response;
    } finally {
      signal.removeEventListener('abort', cancel);
      cancel();
    }
  }

  async function* stream<Response, Request extends StreamedRequest>(
    definition: (typeof generation)[string],
    copy: (request: Request) => Request,
    call: StreamCall<Request>,
  ): AsyncGenerator<Response> {
    const startedAtMs = clock.nowMs();
    try {
      yield* streamOnce<Response>(definition, call);
    } catch (error) {
      // Comes before any message. Asked again once: a second time it is not there something else is wrong.
      if (call.signal.aborted || !isCopybookUnknown(error)) throw error;
      await loadCopybook(call.request.profile?.copybookHash ?? '');
      const again = { ...call, request: copy(call.request) };
      yield* streamOnce<Response>(definition, withTimePassed(again, clock.nowMs() - startedAtMs));
    }
  }

  return {
    generateBatch: (call) =>
      stream(generation.generateBatch!, (request) => clone(GenerateBatchRequestSchema, request), call),
    generate: (call) => stream(generation.generate!, (request) => clone(GenerateRequestSchema, request), call),
  };
}

/** The same call after some of its time has gone; its request is changed. */
function withTimePassed(call: StreamCall<StreamedRequest>, passedMs: number): StreamCall<StreamedRequest> {
  const { request } = call;
  request.options ??= create(GenerationOptionsSchema);
  const leftMs = Math.floor((request.options.answerWithinMs ?? limits.answerWithinMsMax) - passedMs);
  const answerWithinMs = Math.max(leftMs, limits.answerWithinMsMin);
  request.options.answerWithinMs = answerWithinMs;
  return {
    ...call,
    deadlineMs: Math.max(call.deadlineMs - passedMs, answerWithinMs + limits.deadlineMarginMs),
  };
}
