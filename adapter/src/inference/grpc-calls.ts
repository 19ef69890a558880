/** Calls of grpc-js as promises. */
import type { DescMessage, DescMethod, MessageShape } from '@bufbuild/protobuf';
import { type CallOptions, type Client, Metadata } from '@grpc/grpc-js';
import type { grpcServiceDefinition } from '@offerwright/proto/grpc-service';
import { mapGrpcError } from './map-grpc-error.ts';

type Definition = ReturnType<typeof grpcServiceDefinition>[string];

/** @throws RequestError of map-grpc-error.ts. */
export function callUnary<Response>(
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

/** Rejects with the raw error: callers map it, or look at it first. */
export async function callClientStream<Response>(
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

/** @throws RequestError of map-grpc-error.ts; the messages that came before it stand. */
export async function* callServerStream<Response>(
  client: Client,
  definition: Definition,
  request: MessageShape<DescMethod['input']>,
  options: CallOptions,
): AsyncGenerator<Response> {
  const call = client.makeServerStreamRequest(
    definition.path,
    definition.requestSerialize as (value: unknown) => Buffer,
    definition.responseDeserialize as (bytes: Buffer) => Response,
    request,
    new Metadata(),
    options,
  );
  // After the consumer has gone nobody else hears of the cancellation, which would end the process.
  call.on('error', () => undefined);
  try {
    for await (const response of call) yield response as Response;
  } catch (error) {
    throw mapGrpcError(error);
  } finally {
    call.cancel();
  }
}
