import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createFakeClock, type FakeClock } from '../domain/fake-clock.ts';
import { limits } from '../domain/limits.ts';
import type { RunningServer } from './running-server.ts';
import { listenBothHttp } from './sniff-http.ts';

let server: RunningServer;
let sockets: Socket[] = [];

async function open(clock: FakeClock): Promise<Socket> {
  server ??= await listenBothHttp({
    listener: (_request: never, response: { end(text: string): void }) => response.end('answered'),
    clock,
    host: '127.0.0.1',
    port: 0,
  });
  const socket = connect(server.port, '127.0.0.1');
  sockets.push(socket);
  await once(socket, 'connect');
  return socket;
}

/** The server has seen a connection when it waits for its first bytes. */
async function untilWaiting(clock: FakeClock, count: number): Promise<void> {
  while (clock.pendingTimersCount() < count) await new Promise((resolve) => setImmediate(resolve));
}

afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  sockets = [];
  await server?.close();
  server = undefined as never;
});

test.each(['', 'PR'])('a connection that shows only "%s" is cut in time, not before', async (shown) => {
  const clock = createFakeClock();
  const socket = await open(clock);
  await untilWaiting(clock, 1);
  if (shown) await new Promise<void>((resolve) => socket.write(shown, () => resolve()));
  const closed = once(socket.resume(), 'close');
  await clock.advance(limits.sniffMs - 1);
  expect(socket.closed).toBe(false);
  expect(clock.pendingTimersCount()).toBe(1);
  await clock.advance(1);
  await closed;
});

test('once the protocol is known the timer is gone, and HTTP/1.1 in small pieces is answered', async () => {
  const clock = createFakeClock();
  const socket = await open(clock);
  for (const piece of ['G', 'ET / HTTP/1.1\r\n', 'host: x\r\nconnection: close\r\n\r\n']) {
    await new Promise<void>((resolve) => socket.write(piece, () => resolve()));
  }
  const answer = (await Array.fromAsync(socket)).join('');
  expect(answer).toMatch(/^HTTP\/1\.1 200 OK[\s\S]*answered/);
  expect(clock.pendingTimersCount()).toBe(0);
});

test('closing cuts what does not say goodbye', async () => {
  const clock = createFakeClock();
  const socket = await open(clock);
  await untilWaiting(clock, 1);
  const closed = once(socket.resume(), 'close');
  const closing = server.close();
  await clock.advance(limits.goodbyeMs);
  await closing;
  await closed;
  expect(clock.pendingTimersCount()).toBe(0);
});
