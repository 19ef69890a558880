/**
 * An inference server with the real transports and health, whose answers wait for the test: for faults in the middle of
 * a stream, which the real engine is too quick for.
 */
import { create } from '@bufbuild/protobuf';
import { Health } from '@offerwright/proto/grpc/health/v1/health_pb';
import {
  AnswerSchema,
  DescribeModelResponseSchema,
  EngineState,
  type GenerateBatchRequest,
  GenerateBatchResponseSchema,
  GenerationService,
} from '@offerwright/proto/marketing/v1/generation_pb';
import { bindService, type Handlers } from '@offerwright/server/src/rpc/call.ts';
import { createHealthHandlers } from '@offerwright/server/src/rpc/health.ts';
import { answerParts, emptyHandlers } from './stand-in-handlers.ts';
import { startTransports } from './start-transports.ts';

export interface SteeredServer {
  readonly address: string;
  /** Ids in the order in which answers were begun, over all calls. */
  readonly asked: number[];
  readonly requests: GenerateBatchRequest[];
  /** Clients a call may hold, as DescribeModel tells it. */
  clientsPerCallMax: number;
  /** Runs before each answer: it may wait or throw. */
  before: (id: number, signal: AbortSignal) => Promise<void> | void;
  close(): Promise<void>;
}

export async function startSteeredServer(): Promise<SteeredServer> {
  const handlers: Handlers<typeof GenerationService> = {
    ...emptyHandlers,
    async *generateBatch(request, context) {
      server.requests.push(request);
      for (const [index, client] of request.clients.entries()) {
        const id = Number(client.id);
        server.asked.push(id);
        await server.before(id, context.signal);
        yield create(GenerateBatchResponseSchema, {
          index,
          clientId: client.id,
          result: { case: 'answer', value: answerFor(id) },
        });
      }
    },
    async describeModel() {
      return create(DescribeModelResponseSchema, {
        engineState: EngineState.READY,
        clientsPerCallMax: server.clientsPerCallMax,
        productCodes: ['CC', 'DC'],
        channelCodes: ['SMS', 'PUSH'],
      });
    },
  };
  const transports = await startTransports(handlers, 256, (gate) => [
    bindService(Health, createHealthHandlers(gate, [GenerationService.typeName]), 'operation'),
  ]);
  const server: SteeredServer = {
    address: `127.0.0.1:${transports.ports.grpc}`,
    asked: [],
    requests: [],
    clientsPerCallMax: 1000,
    before: () => undefined,
    close: () => transports.close(),
  };
  return server;
}

/** A door that a test opens once. */
export function createDoor() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: resolve };
}

function answerFor(id: number) {
  return create(AnswerSchema, {
    ...answerParts(BigInt(id), `Текст ${id}`),
    concernRule: 'request',
    signals: ['salary', 'fuel'],
    thread: { id: 'thread', version: 'abcdef012345', variants: [0, 2] },
    verdict: { passed: true, lawScore: 1 },
    provenance: { engine: 'steered', seed: 7 },
  });
}
