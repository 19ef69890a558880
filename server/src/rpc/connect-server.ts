/**
 * Connect, gRPC-Web and gRPC by @connectrpc/connect-node on one port, over HTTP/1.1 (curl, browsers behind a proxy) and
 * HTTP/2 without TLS (h2c). sniff-http.ts tells the two apart.
 *
 * `connectNodeAdapter` is not used but its parts: it throws out of the request listener, and so ends the process, when
 * a Host header cannot be part of a URL, and it writes broken connections to the console.
 */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DescMessage, MessageShape } from '@bufbuild/protobuf';
import { Code, ConnectError, createConnectRouter, type HandlerContext, type MethodImpl } from '@connectrpc/connect';
import {
  compressionBrotli,
  compressionGzip,
  universalRequestFromNodeRequest,
  universalResponseToNodeResponse,
} from '@connectrpc/connect-node';
import type { Clock } from '../domain/clock.ts';
import { limits } from '../domain/limits.ts';
import type { Log } from '../log.ts';
import type { PeerKind, ServiceBinding } from './call.ts';
import type { CallRunner, IncomingCall } from './run-call.ts';
import type { RunningServer } from './running-server.ts';
import { listenBothHttp } from './sniff-http.ts';

type Message = MessageShape<DescMessage>;

export interface ConnectServerOptions {
  readonly clock: Clock;
  readonly runner: CallRunner;
  readonly bindings: readonly ServiceBinding[];
  readonly log: Log;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** What GET /metrics gives; null: nothing. */
  readonly metrics: { readonly contentType: string; text(): Promise<string> } | null;
}

/** Listens. @throws when the address cannot be bound. */
export async function startConnectServer(options: ConnectServerOptions): Promise<RunningServer> {
  const router = createConnectRouter({
    acceptCompression: [compressionGzip, compressionBrotli],
    readMaxBytes: limits.messageBytesMax,
    writeMaxBytes: limits.messageBytesMax,
  });
  for (const binding of options.bindings) {
    for (const method of binding.service.methods) {
      router.rpc(method, implementationOf(options.runner, binding, method));
    }
  }
  const handlers = new Map(router.handlers.map((handler) => [handler.requestPath, handler]));

  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    const path = (request.url ?? '').split('?', 1)[0]!;
    if (path === metricsPath && options.metrics !== null && request.method === 'GET') {
      void sendMetrics(options.metrics, response);
      return;
    }
    const handler = handlers.get(path);
    if (!handler) {
      response.writeHead(404).end();
      return;
    }
    let universalRequest: ReturnType<typeof universalRequestFromNodeRequest>;
    try {
      universalRequest = universalRequestFromNodeRequest(request, response, undefined, undefined);
    } catch {
      response.writeHead(400).end();
      return;
    }
    handler(universalRequest)
      .then((universalResponse) => universalResponseToNodeResponse(universalResponse, response))
      .catch((reason: unknown) => {
        // The answer could not be written: the connection is gone.
        options.log.debug({ rpc: handler.requestPath, code: Code[ConnectError.from(reason).code] }, 'connection lost');
        response.destroy();
      });
  };
  return await listenBothHttp({ listener, clock: options.clock, host: options.host, port: options.port });
}

const metricsPath = '/metrics';

async function sendMetrics(
  metrics: NonNullable<ConnectServerOptions['metrics']>,
  response: ServerResponse,
): Promise<void> {
  const text = await metrics.text().catch(() => null);
  if (text === null) response.writeHead(500).end();
  else response.writeHead(200, { 'content-type': metrics.contentType }).end(text);
}

function implementationOf(
  runner: CallRunner,
  binding: ServiceBinding,
  method: ServiceBinding['service']['methods'][number],
): MethodImpl<typeof method> {
  const handler = binding.handlers[method.localName]!;
  const incoming = (context: HandlerContext): IncomingCall => ({
    method,
    pool: binding.pool,
    handler,
    peerKind: context.protocolName as PeerKind,
    signal: context.signal,
    deadlineMs: context.timeoutMs() ?? null,
    requestId: context.requestHeader.get('x-request-id'),
  });
  const implementation =
    method.methodKind === 'unary' || method.methodKind === 'client_streaming'
      ? (request: Message | AsyncIterable<Message>, context: HandlerContext) => runner.unary(incoming(context), request)
      : (request: Message | AsyncIterable<Message>, context: HandlerContext) =>
          runner.stream(incoming(context), request);
  // `methods` loses the type of each method; the binding has checked handlers against them.
  return implementation as unknown as MethodImpl<typeof method>;
}
