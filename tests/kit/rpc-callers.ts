/**
 * The ways in which a client can speak to the server, behind one small interface, so that a test runs over all of them:
 * an independent grpc-js client on both ports, and connect-node clients of each protocol over HTTP/1.1 and HTTP/2.
 */
import { create, type DescMessage, fromBinary, type MessageShape } from '@bufbuild/protobuf';
import { anyUnpack } from '@bufbuild/protobuf/wkt';
import { Code, ConnectError, createClient, type Transport } from '@connectrpc/connect';
import { createConnectTransport, createGrpcTransport, createGrpcWebTransport } from '@connectrpc/connect-node';
import { type CallOptions, Client, credentials, Metadata, type ServiceError } from '@grpc/grpc-js';
import { BadRequestSchema, ErrorInfoSchema } from '@offerwright/proto/google/rpc/error_details_pb';
import { StatusSchema } from '@offerwright/proto/google/rpc/status_pb';
import { grpcServiceDefinition } from '@offerwright/proto/grpc-service';
import {
  type CheckTextRequest,
  CheckTextRequestSchema,
  type CheckTextResponse,
  DescribeModelRequestSchema,
  type DescribeModelResponse,
  type GenerateBatchRequest,
  GenerateBatchRequestSchema,
  type GenerateBatchResponse,
  type GenerateRequest,
  GenerateRequestSchema,
  type GenerateResponse,
  GenerationService,
  type LoadCopybookRequest,
  type LoadCopybookResponse,
} from '@offerwright/proto/marketing/v1/generation_pb';

export interface CallSettings {
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
}

export interface Caller {
  readonly name: string;
  generate(request: GenerateRequest, settings?: CallSettings): AsyncIterable<GenerateResponse>;
  generateBatch(request: GenerateBatchRequest, settings?: CallSettings): AsyncIterable<GenerateBatchResponse>;
  checkText(request: CheckTextRequest, settings?: CallSettings): Promise<CheckTextResponse>;
  describeModel(settings?: CallSettings): Promise<DescribeModelResponse>;
  loadCopybook(requests: AsyncIterable<LoadCopybookRequest>, settings?: CallSettings): Promise<LoadCopybookResponse>;
  close(): void;
}

export interface Ports {
  readonly grpc: number;
  readonly connect: number;
}

/** What a failed call told, whichever client saw it. */
export interface Failure {
  readonly code: keyof typeof Code;
  readonly message: string;
  /** Metadata of google.rpc.ErrorInfo. */
  readonly info: Readonly<Record<string, string>>;
  readonly fields: readonly string[];
}

const host = '127.0.0.1';

export function openCallers(ports: Ports): readonly Caller[] {
  const connectUrl = `http://${host}:${ports.connect}`;
  return [
    grpcJsCaller('grpc-js on the gRPC port', ports.grpc),
    grpcJsCaller('grpc-js on the Connect port', ports.connect),
    connectCaller(
      'gRPC of connect-node on the gRPC port',
      createGrpcTransport({ baseUrl: `http://${host}:${ports.grpc}` }),
    ),
    connectCaller('gRPC of connect-node on the Connect port', createGrpcTransport({ baseUrl: connectUrl })),
    connectCaller('Connect over HTTP/1.1, binary', connectTransport(connectUrl, '1.1', true)),
    connectCaller('Connect over HTTP/1.1, JSON', connectTransport(connectUrl, '1.1', false)),
    connectCaller('Connect over HTTP/2', connectTransport(connectUrl, '2', true)),
    connectCaller('gRPC-Web over HTTP/1.1', createGrpcWebTransport({ baseUrl: connectUrl, httpVersion: '1.1' })),
    connectCaller('gRPC-Web over HTTP/2', createGrpcWebTransport({ baseUrl: connectUrl, httpVersion: '2' })),
  ];
}

function connectTransport(baseUrl: string, httpVersion: '1.1' | '2', useBinaryFormat: boolean): Transport {
  return createConnectTransport({ baseUrl, httpVersion, useBinaryFormat });
}

function connectCaller(name: string, transport: Transport): Caller {
  const client = createClient(GenerationService, transport);
  return {
    name,
    generate: (request, settings) => client.generate(request, settings),
    generateBatch: (request, settings) => client.generateBatch(request, settings),
    checkText: (request, settings) => client.checkText(request, settings),
    describeModel: (settings) => client.describeModel(create(DescribeModelRequestSchema), settings),
    loadCopybook: (requests, settings) => client.loadCopybook(requests, settings),
    close() {},
  };
}

/** A raw grpc-js client: no generated stub, no connect code. */
export function grpcJsCaller(name: string, port: number): Caller {
  const client = new Client(`${host}:${port}`, credentials.createInsecure());
  const definition = grpcServiceDefinition(GenerationService);

  function unary<Response>(method: string, request: unknown, settings: CallSettings = {}): Promise<Response> {
    const { path, requestSerialize, responseDeserialize } = definition[method]!;
    return new Promise((resolve, reject) => {
      const call = client.makeUnaryRequest(
        path,
        requestSerialize as (value: unknown) => Buffer,
        responseDeserialize as (bytes: Buffer) => Response,
        request,
        new Metadata(),
        callOptions(settings),
        (error, response) => (error ? reject(error) : resolve(response!)),
      );
      settings.signal?.addEventListener('abort', () => call.cancel());
    });
  }

  function stream<Response>(method: string, request: unknown, settings: CallSettings = {}): AsyncIterable<Response> {
    const { path, requestSerialize, responseDeserialize } = definition[method]!;
    const call = client.makeServerStreamRequest(
      path,
      requestSerialize as (value: unknown) => Buffer,
      responseDeserialize as (bytes: Buffer) => Response,
      request,
      new Metadata(),
      callOptions(settings),
    );
    settings.signal?.addEventListener('abort', () => call.cancel());
    return call;
  }

  async function clientStream<Response>(
    method: string,
    requests: AsyncIterable<unknown>,
    settings: CallSettings = {},
  ): Promise<Response> {
    const { path, requestSerialize, responseDeserialize } = definition[method]!;
    const { promise, resolve, reject } = Promise.withResolvers<Response>();
    const call = client.makeClientStreamRequest(
      path,
      requestSerialize as (value: unknown) => Buffer,
      responseDeserialize as (bytes: Buffer) => Response,
      new Metadata(),
      callOptions(settings),
      (error, response) => (error ? reject(error) : resolve(response!)),
    );
    settings.signal?.addEventListener('abort', () => call.cancel());
    for await (const request of requests) call.write(request);
    call.end();
    return await promise;
  }

  return {
    name,
    generate: (request, settings) => stream('generate', request, settings),
    generateBatch: (request, settings) => stream('generateBatch', request, settings),
    checkText: (request, settings) => unary('checkText', request, settings),
    describeModel: (settings) => unary('describeModel', create(DescribeModelRequestSchema), settings),
    loadCopybook: (requests, settings) => clientStream('loadCopybook', requests, settings),
    close: () => client.close(),
  };
}

function callOptions({ timeoutMs }: CallSettings): CallOptions {
  return timeoutMs === undefined ? {} : { deadline: new Date(Date.now() + timeoutMs) };
}

/** Runs a call that must fail and reads its error, details included. */
export async function failureOf(call: Promise<unknown> | AsyncIterable<unknown>): Promise<Failure> {
  try {
    if (Symbol.asyncIterator in call) await Array.fromAsync(call);
    else await call;
  } catch (error) {
    return error instanceof ConnectError ? connectFailure(error) : grpcFailure(error as ServiceError);
  }
  throw new Error('the call should have failed');
}

function connectFailure(error: ConnectError): Failure {
  return {
    code: Code[error.code] as keyof typeof Code,
    message: error.rawMessage,
    info: error.findDetails(ErrorInfoSchema)[0]?.metadata ?? {},
    fields: error.findDetails(BadRequestSchema).flatMap((detail) => detail.fieldViolations.map(({ field }) => field)),
  };
}

function grpcFailure(error: ServiceError): Failure {
  const [bytes] = error.metadata.get('grpc-status-details-bin');
  const details = bytes ? fromBinary(StatusSchema, bytes as Buffer).details : [];
  const unpack = <Desc extends DescMessage>(schema: Desc): MessageShape<Desc>[] =>
    details.flatMap((detail) => anyUnpack(detail, schema) ?? []);
  return {
    code: Code[error.code] as keyof typeof Code,
    // grpc-js reads grpc-message with decodeURI, which leaves "%3A" for ":" when another server escaped it (the details
    // hold the text untouched).
    message: decodeURIComponent(error.details),
    info: unpack(ErrorInfoSchema)[0]?.metadata ?? {},
    fields: unpack(BadRequestSchema).flatMap((detail) => detail.fieldViolations.map(({ field }) => field)),
  };
}

/** Requests that are valid, to be changed by a test. */
export const validRequests = {
  generate: () =>
    create(GenerateRequestSchema, { client: { id: 1n }, product: { code: 'CC' }, channel: { code: 'SMS' } }),
  generateBatch: (clientsCount: number) =>
    create(GenerateBatchRequestSchema, {
      clients: Array.from({ length: clientsCount }, (_, index) => ({ id: BigInt(index + 1) })),
      product: { code: 'CC' },
      channel: { code: 'SMS' },
    }),
  checkText: (text: string) =>
    create(CheckTextRequestSchema, { text, product: { code: 'CC' }, channel: { code: 'SMS' } }),
};
