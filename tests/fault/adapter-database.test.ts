/** The database is away at the start, ends in the middle of a request, or stops answering. */

import type { GenerateResponse } from '@offerwright/adapter/src/api/generate-response.ts';
import { describe, expect, it } from 'vitest';
import { useAdapterFaults } from '../kit/adapter-faults.ts';
import { generate, get, orderFor, until, untilMissing } from '../kit/adapter-process.ts';
import { runSql } from '../kit/postgres.ts';
import { createDoor } from '../kit/steered-server.ts';
import { startTcpProxy } from '../kit/tcp-proxy.ts';

interface ErrorBody {
  readonly error: { readonly kind: string };
  readonly request_id: string;
}
interface History {
  readonly items: { readonly client_id: number; readonly status: string }[];
}

const faults = useAdapterFaults();
const { createDatabase, start } = faults;

describe('the database is down at the start', () => {
  it('lives, says what is missing, refuses clearly, and gets ready by itself', async () => {
    const databaseUrl = await createDatabase();
    await faults.postgres.stop();
    const adapter = await start(databaseUrl);
    await untilMissing(adapter.url, 'database');
    expect((await get(`${adapter.url}/healthz`)).status).toBe(200);
    const refused = await generate<ErrorBody>(adapter.url, orderFor(1));
    expect(refused.status).toBe(503);
    expect(refused.body.error.kind).toBe('database_unavailable');
    expect(refused.headers.get('retry-after')).toBe('1');

    await faults.postgres.start();
    await untilMissing(adapter.url);
    const answered = await generate<GenerateResponse>(adapter.url, orderFor(1));
    expect(answered.status).toBe(200);
    expect(answered.body.results).toMatchObject([{ id: 1, text: 'Текст 1' }]);
  });
});

describe('the database ends in the middle of a request', () => {
  it('sends no answer that is not stored, keeps what was, and goes on with the same key', async () => {
    const databaseUrl = await createDatabase();
    const adapter = await start(databaseUrl);
    await untilMissing(adapter.url);
    const door = createDoor();
    faults.server.before = (id) => (id === 102 ? door.opened : undefined);
    const headers = { 'idempotency-key': 'cut short' };
    const pending = generate<GenerateResponse>(adapter.url, orderFor(101, 102), headers);
    await until('the first answer is stored', async () => {
      const history = await get<History>(`${adapter.url}/v1/history?status=sendable&client_id=101`);
      return history.body.items.length === 1 ? true : null;
    });
    await faults.postgres.stop();
    door.open();
    const { status, body } = await pending;
    expect(status).toBe(200);
    expect(body.results).toMatchObject([
      { id: 101, text: 'Текст 101' },
      { id: 102, error: { kind: 'not_stored' } },
    ]);
    expect(body.results[1]).not.toHaveProperty('text');
    await untilMissing(adapter.url, 'database');

    await faults.postgres.start();
    await untilMissing(adapter.url);
    const history = await get<History>(`${adapter.url}/v1/history`);
    expect(history.body.items).toMatchObject([
      { client_id: 102, status: 'unanswered' },
      { client_id: 101, status: 'sendable' },
    ]);
    // The end of the request could not be stored either; as if half a minute had gone by:
    await runSql(databaseUrl, `UPDATE requests SET attempt_started_at = attempt_started_at - interval '1 minute'`);
    faults.server.asked.length = 0;
    const resumed = await generate<GenerateResponse>(adapter.url, orderFor(101, 102), headers);
    expect(resumed.body.results).toMatchObject([
      { id: 101, text: 'Текст 101' },
      { id: 102, text: 'Текст 102' },
    ]);
    expect(faults.server.asked).toEqual([102]);
  });

  it('refuses a request that comes while it is away, and asks nobody', async () => {
    const adapter = await start(await createDatabase());
    await untilMissing(adapter.url);
    await faults.postgres.stop();
    faults.server.asked.length = 0;
    const refused = await generate<ErrorBody>(adapter.url, orderFor(1));
    await faults.postgres.start();
    expect([refused.status, refused.body.error.kind]).toEqual([503, 'database_unavailable']);
    expect(faults.server.asked).toEqual([]);
    await untilMissing(adapter.url);
    expect((await generate(adapter.url, orderFor(1))).status).toBe(200);
  });
});

describe('the question cannot be stored', () => {
  it.each(['application/json', 'application/x-ndjson'])('gives no answer as %s, and keeps none', async (accept) => {
    const databaseUrl = await createDatabase();
    const adapter = await start(databaseUrl);
    await untilMissing(adapter.url);
    await runSql(databaseUrl, 'ALTER TABLE asked_clients ADD CONSTRAINT closed CHECK (false) NOT VALID');
    const refused = await generate<ErrorBody>(adapter.url, orderFor(1), { accept });
    expect([refused.status, refused.body.error.kind]).toEqual([500, 'internal']);
    const [left] = await runSql(databaseUrl, 'SELECT (SELECT count(*) FROM requests) + count(*) AS count FROM answers');
    expect(Number(left!.count)).toBe(0);
    await runSql(databaseUrl, 'ALTER TABLE asked_clients DROP CONSTRAINT closed');
    expect((await generate(adapter.url, orderFor(1))).status).toBe(200);
    await adapter.end('SIGKILL');
  });
});

describe('the database stops answering', () => {
  it('refuses instead of hanging, and recovers', async () => {
    const databaseUrl = new URL(await createDatabase());
    const proxy = await startTcpProxy(Number(databaseUrl.port));
    databaseUrl.port = String(proxy.port);
    const adapter = await start(databaseUrl.href);
    await untilMissing(adapter.url);
    proxy.freeze();
    const refused = await generate<ErrorBody>(adapter.url, orderFor(1));
    expect([refused.status, refused.body.error.kind]).toEqual([503, 'database_unavailable']);
    proxy.thaw();
    await untilMissing(adapter.url);
    expect((await generate(adapter.url, orderFor(1))).status).toBe(200);
    await adapter.end('SIGKILL');
    await proxy.close();
  });

  it('answers with an error when it freezes between question and answer', async () => {
    const directUrl = await createDatabase();
    const databaseUrl = new URL(directUrl);
    const proxy = await startTcpProxy(Number(databaseUrl.port));
    databaseUrl.port = String(proxy.port);
    const adapter = await start(databaseUrl.href);
    await untilMissing(adapter.url);
    const begun = createDoor();
    const door = createDoor();
    faults.server.before = () => {
      begun.open();
      return door.opened;
    };
    const pending = generate<GenerateResponse>(adapter.url, orderFor(1));
    await begun.opened;
    // The server is asked while the rows are being written.
    await until('the client is stored as asked', async () => {
      const [row] = await runSql(directUrl, 'SELECT count(*)::int AS count FROM asked_clients');
      return row!.count === 1 ? true : null;
    });
    proxy.freeze();
    door.open();
    expect((await pending).body.results).toMatchObject([{ id: 1, error: { kind: 'not_stored' } }]);
    await adapter.end('SIGKILL');
    await proxy.close();
  });
});
