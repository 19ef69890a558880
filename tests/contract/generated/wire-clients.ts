/**
 * One client a protocol, all made from the descriptors: gRPC by @grpc/grpc-js, which shares no code with connect-node;
 * Connect (JSON, binary) and gRPC-Web by connect-node, each over HTTP/1.1 and h2c.
 */
import {
  type DescMethodClientStreaming,
  type DescMethodServerStreaming,
  type DescMethodUnary,
  fromBinary,
  type MessageShape,
} from '@bufbuild/protobuf';
import { anyUnpack } from '@bufbuild/protobuf/wkt';
import { Code, ConnectError, type Transport } from '@connectrpc/connect';
import { createAsyncIterable } from '@connectrpc/connect/protocol';
import { createConnectTransport, createGrpcWebTransport } from '@connectrpc/connect-node';
import { Client, credentials, Metadata, type ServiceError, status as statusCodes } from '@grpc/grpc-js';
import { BadRequestSchema, ErrorInfoSchema } from '@offerwright/proto/google/rpc/error_details_pb';
import { StatusSchema } from '@offerwright/proto/google/rpc/status_pb';
import { grpcServiceDefinition } from '@offerwright/proto/grpc-service';
import type { AnyMessage } from './build-message.ts';

export interface WireViolation {
  readonly field: string;
  readonly description: string;
  readonly reason: string;
}

export type WireOutcome =
  | { readonly kind: 'answered'; readonly responses: readonly AnyMessage[] }
  | {
      readonly kind: 'refused';
      /** As google.rpc.Code spells it. */
      readonly code: string;
      readonly message: string;
      /** `reason` of google.rpc.ErrorInfo; empty without one. */
      readonly reason: string;
      readonly violations: readonly WireViolation[];
    };

/** deriveCases takes no other methods. A stream from the client is sent as one message. */
export type CallableMethod = DescMethodUnary | DescMethodServerStreaming | DescMethodClientStreaming;

export interface WireClient {
  readonly name: string;
  /** All messages of the answer, or the error. */
  call(method: CallableMethod, request: AnyMessage): Promise<WireOutcome>;
  close(): void;
}

const callTimeoutMs = 20_000;

export interface WireAddresses {
  /** host:port */
  readonly grpcAddress: string;
  /** http://host:port */
  readonly connectUrl: string;
}

const protocols: Readonly<Record<string, (addresses: WireAddresses, name: string) => WireClient>> = {
  gRPC: ({ grpcAddress }) => createGrpcClient(grpcAddress),
  'Connect JSON, HTTP/1.1': ({ connectUrl: baseUrl }, name) =>
    createConnectClient(name, createConnectTransport({ baseUrl, httpVersion: '1.1', useBinaryFormat: false })),
  'Connect JSON, HTTP/2': ({ connectUrl: baseUrl }, name) =>
    createConnectClient(name, createConnectTransport({ baseUrl, httpVersion: '2', useBinaryFormat: false })),
  'Connect binary, HTTP/1.1': ({ connectUrl: baseUrl }, name) =>
    createConnectClient(name, createConnectTransport({ baseUrl, httpVersion: '1.1', useBinaryFormat: true })),
  'Connect binary, HTTP/2': ({ connectUrl: baseUrl }, name) =>
    createConnectClient(name, createConnectTransport({ baseUrl, httpVersion: '2', useBinaryFormat: true })),
  'gRPC-Web, HTTP/1.1': ({ connectUrl: baseUrl }, name) =>
    createConnectClient(name, createGrpcWebTransport({ baseUrl, httpVersion: '1.1' })),
  'gRPC-Web, HTTP/2': ({ connectUrl: baseUrl }, name) =>
    createConnectClient(name, createGrpcWebTransport({ baseUrl, httpVersion: '2' })),
};

export const protocolNames: readonly string[] = Object.keys(protocols);

export function createWireClients(addresses: WireAddresses): WireClient[] {
  return Object.entries(protocols).map(([name, create]) => create(addresses, name));
}

export function createGrpcClient(address: string): WireClient {
  const client = new Client(address, credentials.createInsecure(), {
    'grpc.max_receive_message_length': 16 * 1024 * 1024,
  });
  return {
    name: 'gRPC',
    async call(method, request) {
      const definition = grpcServiceDefinition(method.parent)[method.localName]!;
      const responses: AnyMessage[] = [];
      const options = { deadline: Date.now() + callTimeoutMs };
      try {
        if (definition.responseStream) {
          const stream = client.makeServerStreamRequest(
            definition.path,
            definition.requestSerialize as (value: AnyMessage) => Buffer,
            definition.responseDeserialize,
            request,
            new Metadata(),
            options,
          );
          for await (const response of stream) responses.push(response as AnyMessage);
        } else {
          const call = definition.requestStream ? streamOfOne : unary;
          responses.push(await call(client, definition, request, options));
        }
        return { kind: 'answered', responses };
      } catch (error) {
        return readServiceError(error as ServiceError);
      }
    },
    close: () => client.close(),
  };
}

function unary(
  client: Client,
  definition: ReturnType<typeof grpcServiceDefinition>[string],
  request: AnyMessage,
  options: { deadline: number },
): Promise<AnyMessage> {
  return new Promise((resolve, reject) => {
    client.makeUnaryRequest(
      definition.path,
      definition.requestSerialize as (value: AnyMessage) => Buffer,
      definition.responseDeserialize as (bytes: Buffer) => AnyMessage,
      request,
      new Metadata(),
      options,
      (error, response) => (error ? reject(error) : resolve(response!)),
    );
  });
}

function streamOfOne(
  client: Client,
  definition: ReturnType<typeof grpcServiceDefinition>[string],
  request: AnyMessage,
  options: { deadline: number },
): Promise<AnyMessage> {
  return new Promise((resolve, reject) => {
    const call = client.makeClientStreamRequest(
      definition.path,
      definition.requestSerialize as (value: AnyMessage) => Buffer,
      definition.responseDeserialize as (bytes: Buffer) => AnyMessage,
      new Metadata(),
      options,
      (error, response) => (error ? reject(error) : resolve(response!)),
    );
    call.end(request);
  });
}

/** google.rpc.Status travels in the trailer grpc-status-details-bin. @throws what is no gRPC error. */
function readServiceError(error: ServiceError): WireOutcome {
  if (typeof error.code !== 'number' || !error.metadata) throw error;
  const [bytes] = error.metadata.get('grpc-status-details-bin');
  const details = bytes ? fromBinary(StatusSchema, bytes as Buffer).details : [];
  const badRequests = details.flatMap((detail) => anyUnpack(detail, BadRequestSchema) ?? []);
  const infos = details.flatMap((detail) => anyUnpack(detail, ErrorInfoSchema) ?? []);
  return refused(statusCodes[error.code]!, error.details, badRequests, infos);
}

function createConnectClient(name: string, transport: Transport): WireClient {
  return {
    name,
    async call(method, request) {
      try {
        const responses: AnyMessage[] = [];
        if (method.methodKind === 'unary') {
          responses.push((await transport.unary(method, undefined, callTimeoutMs, undefined, request)).message);
        } else {
          const requests = createAsyncIterable([request]);
          const { message } = await transport.stream(method, undefined, callTimeoutMs, undefined, requests);
          for await (const response of message) responses.push(response);
        }
        return { kind: 'answered', responses };
      } catch (error) {
        if (!(error instanceof ConnectError)) throw error;
        const badRequests = error.findDetails(BadRequestSchema);
        return refused(snakeCase(Code[error.code]), error.rawMessage, badRequests, error.findDetails(ErrorInfoSchema));
      }
    },
    // connect-node ends idle connections by itself.
    close: () => {},
  };
}

function refused(
  code: string,
  message: string,
  badRequests: readonly MessageShape<typeof BadRequestSchema>[],
  infos: readonly MessageShape<typeof ErrorInfoSchema>[],
): WireOutcome {
  return {
    kind: 'refused',
    code,
    message,
    reason: infos[0]?.reason ?? '',
    violations: badRequests.flatMap((one) =>
      one.fieldViolations.map(({ field, description, reason }) => ({ field, description, reason })),
    ),
  };
}

function snakeCase(code: string): string {
  return code.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();
}
