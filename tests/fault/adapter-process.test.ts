/** The adapter is killed, asked to end, started five times at once; its callers leave. */

import type { GenerateResponse } from '@offerwright/adapter/src/api/generate-response.ts';
import { describe, expect, it } from 'vitest';
import { useAdapterFaults } from '../kit/adapter-faults.ts';
import { adminAuthorization, basic, generate, get, orderFor, until, untilMissing } from '../kit/adapter-process.ts';
import { runSql } from '../kit/postgres.ts';
import { createDoor } from '../kit/steered-server.ts';

interface History {
  readonly items: { readonly client_id: number; readonly status: string }[];
}

const faults = useAdapterFaults();
const { createDatabase, start } = faults;

describe('kill -9 in the middle of a request', () => {
  it('leaves the asked clients visible; the next start is clean and the same key goes on', async () => {
    const databaseUrl = await createDatabase();
    const adapter = await start(databaseUrl);
    await untilMissing(adapter.url);
    const begun = createDoor();
    faults.server.before = (id) => {
      if (id !== 2) return undefined;
      begun.open();
      return new Promise(() => undefined);
    };
    const headers = { 'idempotency-key': 'killed' };
    const pending = generate(adapter.url, orderFor(1, 2, 3), headers).then(
      () => 'answered',
      () => 'cut off',
    );
    await begun.opened;
    await until('the first answer is stored', async () => {
      const [row] = await runSql(databaseUrl, 'SELECT count(*)::integer AS count FROM answers');
      return row?.count === 1 ? true : null;
    });
    expect(await adapter.end('SIGKILL')).toBe('SIGKILL');
    expect(await pending).toBe('cut off');

    faults.server.before = () => undefined;
    faults.server.asked.length = 0;
    const next = await start(databaseUrl);
    await untilMissing(next.url);
    const history = await get<History>(`${next.url}/v1/history`);
    expect(history.body.items.map(({ client_id, status }) => [client_id, status])).toEqual([
      [3, 'unanswered'],
      [2, 'unanswered'],
      [1, 'sendable'],
    ]);
    const early = await generate<{ error: { kind: string } }>(next.url, orderFor(1, 2, 3), headers);
    expect([early.status, early.body.error.kind]).toEqual([409, 'request_in_progress']);
    await runSql(databaseUrl, `UPDATE requests SET attempt_started_at = attempt_started_at - interval '1 minute'`);
    const resumed = await generate<GenerateResponse>(next.url, orderFor(1, 2, 3), headers);
    expect(resumed.body.results).toMatchObject([{ text: 'Текст 1' }, { text: 'Текст 2' }, { text: 'Текст 3' }]);
    expect(faults.server.asked).toEqual([2, 3]);
  });
});

describe('SIGTERM', () => {
  it('finishes what is in flight, takes nothing new, and ends with 0', async () => {
    const adapter = await start(await createDatabase());
    await untilMissing(adapter.url);
    const begun = createDoor();
    const door = createDoor();
    faults.server.before = () => {
      begun.open();
      return door.opened;
    };
    const pending = generate<GenerateResponse>(adapter.url, orderFor(1));
    await begun.opened;
    const ended = adapter.end('SIGTERM');
    await until('it says that it ends', () => (adapter.output().stderr.includes('"msg":"ending"') ? true : null));
    await expect(fetch(`${adapter.url}/healthz`)).rejects.toThrow();
    door.open();
    expect((await pending).body.results).toMatchObject([{ id: 1, text: 'Текст 1' }]);
    expect(await ended).toBe(0);
  });
});

describe('five adapters start at once on an empty database', () => {
  it('migrates once and makes one administrator, whose password is shown once and works', async () => {
    const databaseUrl = await createDatabase();
    const settings = { OFFERWRIGHT_ADMIN_PASSWORD: undefined };
    const started = await Promise.all(Array.from({ length: 5 }, () => start(databaseUrl, settings)));
    await Promise.all(started.map((adapter) => untilMissing(adapter.url)));
    const [counts] = await runSql(
      databaseUrl,
      `SELECT (SELECT count(*)::integer FROM users WHERE role = 'administrator') AS administrators,
        (SELECT count(*)::integer - count(DISTINCT name)::integer FROM schema_migrations) AS repeated`,
    );
    expect(counts).toEqual({ administrators: 1, repeated: 0 });
    const shown = started.flatMap((adapter) => adapter.output().stdout.match(/shown once\): (\S+)/)?.[1] ?? []);
    expect(shown).toHaveLength(1);
    for (const adapter of started) {
      expect(adapter.output().stderr).not.toContain(shown[0]);
      const response = await fetch(`${adapter.url}/v1/me`, { headers: { authorization: basic('admin', shown[0]!) } });
      expect(await response.json()).toEqual({ name: 'admin', role: 'administrator' });
    }
  });
});

describe('the caller leaves', () => {
  it.each([
    ['application/json', 'JSON'],
    ['application/x-ndjson', 'NDJSON'],
  ])('cancels the stream to the server and logs no error (%s)', async (accept) => {
    const databaseUrl = await createDatabase();
    const adapter = await start(databaseUrl);
    await untilMissing(adapter.url);
    const begun = createDoor();
    const cancelled = createDoor();
    faults.server.before = (id, signal) => {
      if (id === 1) return undefined;
      begun.open();
      return new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          cancelled.open();
          reject(signal.reason);
        });
      });
    };
    const leave = new AbortController();
    const pending = fetch(`${adapter.url}/v1/generate`, {
      method: 'POST',
      headers: { authorization: adminAuthorization, 'content-type': 'application/json', accept },
      body: JSON.stringify(orderFor(1, 2)),
      signal: leave.signal,
    }).then((response) => response.text());
    await begun.opened;
    leave.abort();
    await expect(pending).rejects.toThrow();
    await cancelled.opened;
    const request = await until('the request is closed', async () => {
      const [row] = await runSql(databaseUrl, 'SELECT state, failure_kind FROM requests');
      return row === undefined || row.state === 'open' ? null : row;
    });
    expect(request).toEqual({ state: 'failed', failure_kind: 'client_left' });
    const levels = [...adapter.output().stderr.matchAll(/"level":(\d+)/g)].map(([, level]) => Number(level));
    expect(levels.filter((level) => level >= 50)).toEqual([]);
  });
});
