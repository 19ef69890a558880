/** GET /v1/history: order, paging, every filter, and clients that were asked about and never answered. */
import { beforeAll, describe, expect, it } from 'vitest';
import { runSql } from '../kit/postgres.ts';
import { useRunningService } from '../kit/running-service.ts';

const service = useRunningService();

interface Item {
  readonly id: string;
  readonly client_id: number | null;
  readonly product: string;
  readonly channel: string;
  readonly status: string;
  readonly asked_at: string;
  readonly answered_at: string | null;
  readonly answer: { readonly source: string; readonly text: string } | null;
  readonly error: { readonly kind: string } | null;
}
interface Page {
  readonly items: Item[];
  readonly next_cursor: string | null;
}

let betweenMs: number;

async function ask(product: string, channel: string, clients: unknown[], policy = 'rules_only'): Promise<void> {
  const response = await fetch(`${service().adapter.url}/v1/generate`, {
    method: 'POST',
    headers: { authorization: service().authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ clients, product, channel, options: { policy } }),
  });
  expect(response.status).toBe(200);
}

async function history(query: Record<string, string | number> = {}): Promise<Page> {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) search.set(name, String(value));
  const response = await fetch(`${service().adapter.url}/v1/history?${search}`, {
    headers: { authorization: service().authorization },
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Page;
}

const client = (id: unknown) => ({ id, features: { age: 40 } });

beforeAll(async () => {
  await ask('CC', 'SMS', [client(1), client(2), client('x')]);
  await ask('DC', 'PUSH', [client(1), { id: 3, features: { age: 16 } }]);
  await new Promise((resolve) => setTimeout(resolve, 20));
  betweenMs = Date.now();
  await new Promise((resolve) => setTimeout(resolve, 20));
  await ask(
    'DEPOSIT',
    'EMAIL',
    Array.from({ length: 60 }, (_, index) => client(100 + index)),
    'model_first',
  );
  await ask('CC', 'SMS', [{ id: 4, features: { age: 16 } }]);
  // As a crash leaves it: asked, and not answered.
  await runSql(
    service().database.url,
    `DELETE FROM answers USING asked_clients
     WHERE asked_clients.id = answers.asked_client_id AND asked_clients.client_id = 2`,
  );
});

describe('GET /v1/history', () => {
  it('is newest first, 50 a page, and pages meet without gap or overlap', async () => {
    const first = await history();
    expect(first.items).toHaveLength(50);
    const second = await history({ cursor: first.next_cursor! });
    expect(second.next_cursor).toBeNull();
    const items = [...first.items, ...second.items];
    expect(items).toHaveLength(66);
    expect(new Set(items.map((item) => item.id)).size).toBe(66);
    expect(items.map((item) => item.id)).toEqual(
      items
        .map((item) => item.id)
        .toSorted()
        .reverse(),
    );
    const times = items.map((item) => Date.parse(item.asked_at));
    expect(times).toEqual(times.toSorted((one, other) => other - one));
    expect((await history({ limit: 200 })).items).toEqual(items);
  });

  it('ends a page exactly at its limit without an empty one after it', async () => {
    const page = await history({ product: 'DEPOSIT', limit: 60 });
    expect(page.items).toHaveLength(60);
    expect(page.next_cursor).toBeNull();
  });

  it('filters by client, product, channel', async () => {
    const ofClient = await history({ client_id: 1 });
    expect(ofClient.items.map((item) => item.product)).toEqual(['DC', 'CC']);
    expect((await history({ product: 'DC' })).items.map((item) => item.client_id)).toEqual([3, 1]);
    expect((await history({ channel: 'SMS' })).items.map((item) => item.client_id)).toEqual([4, null, 2, 1]);
    expect((await history({ client_id: 1, channel: 'PUSH' })).items).toHaveLength(1);
    expect((await history({ product: 'AUTO' })).items).toEqual([]);
  });

  it('shows clients that were asked about and not answered', async () => {
    const { items } = await history({ status: 'unanswered' });
    expect(items).toMatchObject([{ client_id: 2, status: 'unanswered', answer: null, error: null, answered_at: null }]);
  });

  it('filters by status and source', async () => {
    expect((await history({ status: 'error' })).items).toMatchObject([
      { client_id: null, error: { kind: 'invalid_client_id' }, answer: null },
    ]);
    const refused = await history({ status: 'refused' });
    expect(refused.items.map((item) => item.client_id)).toEqual([4]);
    const byRules = await history({ source: 'rules', product: 'CC', status: 'sendable' });
    expect(byRules.items.map((item) => item.client_id)).toEqual([1]);
    for (const item of (await history({ source: 'model', limit: 200 })).items)
      expect(item.answer?.source).toBe('model');
  });

  it('filters by time: from inclusive, to exclusive', async () => {
    const between = new Date(betweenMs).toISOString();
    expect((await history({ to: between })).items).toHaveLength(5);
    expect((await history({ from: between, limit: 200 })).items).toHaveLength(61);
    expect((await history({ from: between, to: between })).items).toEqual([]);
    const [newest] = (await history({ limit: 1 })).items;
    expect((await history({ from: newest!.asked_at })).items.map((item) => item.id)).toContain(newest!.id);
    expect((await history({ to: newest!.asked_at, limit: 200 })).items.map((item) => item.id)).not.toContain(
      newest!.id,
    );
  });
});
