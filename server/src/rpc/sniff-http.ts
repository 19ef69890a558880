/**
 * HTTP/1.1 and HTTP/2 without TLS on one port: a new connection is looked at until its first three bytes are there.
 * "PRI" begins the preface of HTTP/2 and no method of HTTP/1.1; what was read is put back and the socket handed over.
 *
 * The HTTP/1.1 server itself listens, its `connection` listener replaced by the sniffer: that way Node's header and
 * request timeouts watch the connections handed back to it. (With @httptoolkit/httpolyglot, whose inner servers never
 * listen, those timeouts did not fire: a client that sent half a header stayed for ever.)
 */
import { createServer as createHttp1Server, type RequestListener, type Server } from 'node:http';
import { createServer as createHttp2Server, type ServerHttp2Session } from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import type { Clock } from '../domain/clock.ts';
import { limits } from '../domain/limits.ts';
import type { RunningServer } from './running-server.ts';

const http2Mark = Buffer.from('PRI');

export interface BothHttpOptions {
  readonly listener: (request: never, response: never) => void;
  readonly clock: Clock;
  readonly host: string;
  readonly port: number;
}

/** Listens. @throws when the address cannot be bound. */
export async function listenBothHttp(options: BothHttpOptions): Promise<RunningServer> {
  const http1 = createHttp1Server(options.listener as RequestListener);
  const http2 = createHttp2Server(options.listener as Parameters<typeof createHttp2Server>[1] & object);
  const sockets = new Set<Socket>();
  const sessions = new Set<ServerHttp2Session>();
  http2.on('session', (session) => {
    sessions.add(session);
    session.once('close', () => sessions.delete(session));
  });
  http2.on('sessionError', () => {}); // A peer that breaks the protocol loses its session; nothing else to do.

  const serveHttp1 = http1.listeners('connection') as ((this: Server, socket: Socket) => void)[];
  http1.removeAllListeners('connection');
  http1.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    sniff(socket, options.clock, (isHttp2) => {
      if (isHttp2) http2.emit('connection', socket);
      else for (const serve of serveHttp1) serve.call(http1, socket);
    });
  });
  http1.maxConnections = limits.connectionsMax;

  const { promise, resolve, reject } = Promise.withResolvers<void>();
  http1.once('error', reject);
  http1.listen(options.port, options.host, resolve);
  await promise;
  return {
    port: (http1.address() as AddressInfo).port,
    async close() {
      const closed = new Promise<void>((done) => http1.close(() => done()));
      http1.closeIdleConnections();
      for (const session of sessions) session.close();
      const cancelTimer = options.clock.schedule(limits.goodbyeMs, () => {
        for (const socket of sockets) socket.destroy();
      });
      await closed;
      cancelTimer();
    },
  };
}

/** Calls `handOver` once, when the first bytes have shown the protocol; a socket that shows nothing in time is cut. */
function sniff(socket: Socket, clock: Clock, handOver: (isHttp2: boolean) => void): void {
  const ignoreError = (): void => {}; // `close` follows and is all that matters before the handover.
  const cut = (): void => void socket.destroy();
  const cancelTimer = clock.schedule(limits.sniffMs, cut);
  let head = Buffer.alloc(0);
  const look = (): void => {
    const chunk: Buffer | null = socket.read();
    if (chunk === null) return;
    head = Buffer.concat([head, chunk]);
    const comparedBytes = Math.min(head.length, http2Mark.length);
    const mayBeHttp2 = head.subarray(0, comparedBytes).equals(http2Mark.subarray(0, comparedBytes));
    if (mayBeHttp2 && comparedBytes < http2Mark.length) return;
    stop();
    // Put back only now: `unshift` calls for `readable` again.
    socket.unshift(head);
    handOver(mayBeHttp2);
  };
  const stop = (): void => {
    cancelTimer();
    socket.off('readable', look);
    socket.off('end', cut);
    socket.off('close', stop);
    socket.off('error', ignoreError);
  };
  socket.on('readable', look);
  socket.once('end', cut);
  socket.once('close', stop);
  socket.on('error', ignoreError);
}
