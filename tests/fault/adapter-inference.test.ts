/** The inference server is down, breaks off in the middle, restarts, or takes fewer clients than a request holds. */

import type { GenerateResponse } from '@offerwright/adapter/src/api/generate-response.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type AdapterProcess,
  generate,
  get,
  orderFor,
  runAdapter,
  until,
  untilMissing,
} from '../kit/adapter-process.ts';
import { runSql, startTestPostgres, type TestPostgres } from '../kit/postgres.ts';
import { createDoor, type SteeredServer, startSteeredServer } from '../kit/steered-server.ts';
import { startTcpProxy, type TcpProxy } from '../kit/tcp-proxy.ts';

interface ErrorBody {
  readonly error: { readonly kind: string };
}

let postgres: TestPostgres;
let server: SteeredServer;
let wire: TcpProxy;
let databaseUrl: string;
let adapter: AdapterProcess;

beforeAll(async () => {
  [postgres, server] = await Promise.all([startTestPostgres(), startSteeredServer()]);
  wire = await startTcpProxy(Number(server.address.split(':')[1]));
  databaseUrl = await postgres.createDatabase('inference');
  adapter = await runAdapter({ databaseUrl, inferenceAddress: `127.0.0.1:${wire.port}` });
});
beforeEach(async () => {
  await untilMissing(adapter.url);
  server.asked.length = 0;
  server.requests.length = 0;
});
afterEach(() => {
  server.before = () => undefined;
  server.clientsPerCallMax = 1000;
});
afterAll(async () => {
  await adapter?.end('SIGTERM');
  await wire?.close();
  await server?.close();
  await postgres?.destroy();
});

describe('the server is down', () => {
  it('says so in /readyz and by 503, and works again by itself', async () => {
    await wire.cut();
    await untilMissing(adapter.url, 'inference');
    const refused = await generate<ErrorBody>(adapter.url, orderFor(1));
    expect([refused.status, refused.body.error.kind]).toEqual([503, 'inference_unavailable']);
    expect(refused.headers.get('retry-after')).toBe('1');
    const streamed = await generate<ErrorBody>(adapter.url, orderFor(1), { accept: 'application/x-ndjson' });
    expect(streamed.status).toBe(503);
    await wire.restore();
    await untilMissing(adapter.url);
    expect((await generate(adapter.url, orderFor(1))).status).toBe(200);
  });
});

describe('the connection breaks in the middle of a stream', () => {
  it('keeps the answers that came, names the others, and asks only those again by the same key', async () => {
    const begun = createDoor();
    server.before = (id) => {
      if (id === 11) return undefined;
      begun.open();
      return new Promise(() => undefined);
    };
    const headers = { 'idempotency-key': 'broken off' };
    const pending = generate<GenerateResponse>(adapter.url, orderFor(11, 12), headers);
    await begun.opened;
    await until('the first answer is stored', async () => {
      const history = await get<{ items: unknown[] }>(`${adapter.url}/v1/history?client_id=11&status=sendable`);
      return history.body.items.length === 1 ? true : null;
    });
    await wire.cut();
    const broken = await pending;
    expect(broken.status).toBe(200);
    expect(broken.body.results).toMatchObject([
      { id: 11, text: 'Текст 11' },
      { error: { kind: 'inference_unavailable' } },
    ]);
    await wire.restore();
    await untilMissing(adapter.url);
    server.before = () => undefined;
    server.asked.length = 0;
    const again = await generate<GenerateResponse>(adapter.url, orderFor(11, 12), headers);
    expect(again.headers.get('idempotent-replay')).toBe('true');
    expect(again.body.request_id).toBe(broken.body.request_id);
    expect(again.body.results).toMatchObject([{ text: 'Текст 11' }, { text: 'Текст 12' }]);
    expect(server.asked).toEqual([12]);
    const replayed = await generate<GenerateResponse>(adapter.url, orderFor(11, 12), headers);
    expect(replayed.body.results).toEqual(again.body.results);
    expect(server.asked).toEqual([12]);
  });
});

describe('the server does not keep to the budget', () => {
  it('ends the call at the hard deadline: the answers that came, and an error for the rest', async () => {
    server.before = (id) => (id === 21 ? undefined : new Promise(() => undefined));
    const order = { ...orderFor(21, 22), options: { answer_within_ms: 200 } };
    const { status, body } = await generate<GenerateResponse>(adapter.url, order);
    expect(status).toBe(200);
    expect(body.results).toMatchObject([
      { id: 21, text: 'Текст 21' },
      { id: 22, error: { kind: 'deadline_exceeded' } },
    ]);
  });
});

describe('the server fails on a request', () => {
  it('answers 500 without the cause when not one client was answered', async () => {
    server.before = () => {
      throw new Error('secret cause');
    };
    const { status, body } = await generate<ErrorBody>(adapter.url, orderFor(31));
    expect([status, body.error.kind]).toEqual([500, 'internal']);
    expect(JSON.stringify(body)).not.toContain('secret');
    const [stored] = await runSql(databaseUrl, 'SELECT state, failure_kind FROM requests ORDER BY id DESC LIMIT 1');
    expect(stored).toEqual({ state: 'failed', failure_kind: 'internal' });
  });
});

describe('a request holds more clients than a call may', () => {
  it('is cut into calls, and comes back in the order asked', async () => {
    server.clientsPerCallMax = 2;
    // The adapter remembers for a while what the server takes; after a lost connection it asks again.
    await wire.cut();
    await untilMissing(adapter.url, 'inference');
    expect((await generate<ErrorBody>(adapter.url, orderFor(41))).status).toBe(503);
    await wire.restore();
    await untilMissing(adapter.url);
    const { body } = await generate<GenerateResponse>(adapter.url, orderFor(45, 44, 43, 42, 41));
    expect(body.results.map((result) => result.id)).toEqual([45, 44, 43, 42, 41]);
    expect(server.requests.map((request) => request.clients.length).toSorted()).toEqual([1, 2, 2]);
  });
});
