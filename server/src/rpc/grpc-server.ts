/**
 * gRPC by @grpc/grpc-js, four times faster than connect-node at it (docs: decision on transports). It turns grpc-js
 * calls into the neutral form of run-call.ts and writes back with back-pressure: it waits for `drain` before it takes
 * the next message from the handler, and stops waiting when the caller leaves (grpc-js drops the callbacks of a
 * cancelled call, so `drain` would never come).
 */
import { type EventEmitter, once } from 'node:events';
import { create, type DescMessage, type DescMethod, fromBinary, type MessageShape, toBinary } from '@bufbuild/protobuf';
import { anyPack } from '@bufbuild/protobuf/wkt';
import { ConnectError } from '@connectrpc/connect';
import {
  type handleBidiStreamingCall,
  type handleClientStreamingCall,
  type handleServerStreamingCall,
  type handleUnaryCall,
  Metadata,
  Server,
  ServerCredentials,
  type ServerDuplexStream,
  type ServerErrorResponse,
  type ServerReadableStream,
  type ServerUnaryCall,
  type ServerWritableStream,
  type ServiceDefinition,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { StatusSchema } from '@offerwright/proto/google/rpc/status_pb';
import { grpcServiceDefinition } from '@offerwright/proto/grpc-service';
import type { Clock } from '../domain/clock.ts';
import { RequestError } from '../domain/errors.ts';
import { limits } from '../domain/limits.ts';
import type { AnyHandler, ServiceBinding } from './call.ts';
import type { CallRunner, IncomingCall } from './run-call.ts';
import { joinAddress, type RunningServer } from './running-server.ts';

type Message = MessageShape<DescMessage>;
type StreamCall = ServerWritableStream<Message, Message> | ServerDuplexStream<Message, Message>;
type AnyCall = ServerUnaryCall<Message, Message> | ServerReadableStream<Message, Message> | StreamCall;

export interface GrpcServerOptions {
  readonly clock: Clock;
  readonly runner: CallRunner;
  readonly bindings: readonly ServiceBinding[];
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
}

/** Listens. @throws when the address cannot be bound. */
export async function startGrpcServer(options: GrpcServerOptions): Promise<RunningServer> {
  const server = new Server({
    'grpc.max_receive_message_length': limits.messageBytesMax,
    'grpc.max_send_message_length': limits.messageBytesMax,
  });
  for (const binding of options.bindings) {
    // The definition is structural (proto/grpc-service.ts); grpc-js asks for its own index signature.
    const definition = definitionOf(binding) as unknown as ServiceDefinition;
    server.addService(definition, implementationOf(options, binding));
  }
  const address = joinAddress(options.host, options.port);
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  server.bindAsync(address, ServerCredentials.createInsecure(), (error, port) =>
    error ? reject(error) : resolve(port),
  );
  const port = await promise;
  return { port, close: () => closeServer(server, options.clock) };
}

/** Methods with a preflight leave their requests as bytes: the handler decodes them, once they are let through. */
function definitionOf(binding: ServiceBinding): ReturnType<typeof grpcServiceDefinition> {
  const definition = grpcServiceDefinition(binding.service);
  for (const name of Object.keys(binding.preflights ?? {})) {
    definition[name] = { ...definition[name]!, requestDeserialize: (bytes) => bytes };
  }
  return definition;
}

function handlerOf(binding: ServiceBinding, method: DescMethod): AnyHandler {
  const handler = binding.handlers[method.localName]!;
  const preflight = binding.preflights?.[method.localName];
  if (!preflight) return handler;
  return (bytes: Uint8Array, context) => {
    const request = malformedAsRefusal(method, () => {
      preflight(bytes);
      return fromBinary(method.input, bytes);
    });
    return handler(request as never, context);
  };
}

function malformedAsRefusal<Value>(method: DescMethod, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (error instanceof RequestError) throw error;
    throw new RequestError('invalid_argument', `the bytes of the request are no ${method.input.typeName}`);
  }
}

function implementationOf(options: GrpcServerOptions, binding: ServiceBinding): UntypedServiceImplementation {
  return Object.fromEntries(
    binding.service.methods.map((method) => {
      const handler = handlerOf(binding, method);
      const incoming = (call: AnyCall): IncomingCall => incomingCall(options.clock, binding, method, handler, call);
      switch (method.methodKind) {
        case 'unary': {
          const handle: handleUnaryCall<Message, Message> = (call, callback) => {
            options.runner.unary(incoming(call), call.request).then(
              (response) => callback(null, response),
              (error) => callback(toServerError(error)),
            );
          };
          return [method.localName, handle];
        }
        case 'client_streaming': {
          const handle: handleClientStreamingCall<Message, Message> = (call, callback) => {
            options.runner.unary(incoming(call), call).then(
              (response) => callback(null, response),
              (error) => callback(toServerError(error)),
            );
          };
          return [method.localName, handle];
        }
        case 'server_streaming': {
          const handle: handleServerStreamingCall<Message, Message> = (call) => {
            const open = incoming(call);
            void writeAll(call, open, options.runner.stream(open, call.request));
          };
          return [method.localName, handle];
        }
        default: {
          const handle: handleBidiStreamingCall<Message, Message> = (call) => {
            const open = incoming(call);
            void writeAll(call, open, options.runner.stream(open, call));
          };
          return [method.localName, handle];
        }
      }
    }),
  );
}

function incomingCall(
  clock: Clock,
  binding: ServiceBinding,
  method: DescMethod,
  handler: AnyHandler,
  call: AnyCall,
): IncomingCall {
  const controller = new AbortController();
  const abort = (): void => controller.abort(new DOMException('the caller left', 'AbortError'));
  if (call.cancelled) abort();
  else (call as EventEmitter).once('cancelled', abort);
  const requestId = call.metadata.get('x-request-id')[0];
  return {
    method,
    pool: binding.pool,
    handler,
    peerKind: 'grpc',
    signal: controller.signal,
    deadlineMs: deadlineMsOf(clock, call),
    requestId: requestId === undefined ? null : requestId.toString(),
  };
}

/** grpc-js gives the deadline as a point of wall-clock time, or infinity. */
function deadlineMsOf(clock: Clock, call: AnyCall): number | null {
  const deadline = Number(call.getDeadline());
  return Number.isFinite(deadline) ? Math.max(0, deadline - clock.today().getTime()) : null;
}

async function writeAll(call: StreamCall, { signal }: IncomingCall, messages: AsyncGenerator<Message>): Promise<void> {
  try {
    for await (const message of messages) {
      if (signal.aborted) return;
      if (!call.write(message)) await once(call, 'drain', { signal });
    }
    call.end();
  } catch (error) {
    // An abort while waiting for `drain`: the caller is gone, there is nobody to tell.
    if (error instanceof ConnectError && !call.destroyed) call.emit('error', toServerError(error));
  }
}

/** The neutral error with its details packed into a google.rpc.Status, as gRPC carries them. */
export function toServerError(error: unknown): ServerErrorResponse {
  const neutral = ConnectError.from(error);
  const metadata = new Metadata();
  const details = neutral.details.flatMap((detail) =>
    'desc' in detail ? [anyPack(detail.desc, create(detail.desc, detail.value))] : [],
  );
  if (details.length > 0) {
    const status = create(StatusSchema, { code: neutral.code, message: neutral.rawMessage, details });
    metadata.set('grpc-status-details-bin', Buffer.from(toBinary(StatusSchema, status)));
  }
  return Object.assign(new Error(neutral.rawMessage), {
    code: neutral.code as number,
    details: neutral.rawMessage,
    metadata,
  });
}

async function closeServer(server: Server, clock: Clock): Promise<void> {
  await new Promise<void>((resolve) => {
    const cancelTimer = clock.schedule(limits.goodbyeMs, () => {
      server.forceShutdown();
      resolve();
    });
    server.tryShutdown(() => {
      cancelTimer();
      resolve();
    });
  });
}
