/** POST /v1/replay: texts that were lawful when they were stored, under other terms. */
import type { ReplayResponse } from '@offerwright/adapter/src/api/replay.ts';
import { expect, test } from 'vitest';
import { useRunningService } from '../kit/running-service.ts';

const service = useRunningService();

async function call(path: string, body: unknown, headers: Record<string, string> = {}, method = 'POST') {
  const { adapter, authorization } = service();
  const response = await fetch(`${adapter.url}${path}`, {
    method,
    headers: { authorization, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const read = (await response.json()) as ReplayResponse & { readonly error: { readonly field: string } };
  return { status: response.status, body: read };
}

test('stored texts are judged anew, a page at a time, and told apart by rule', async () => {
  const clients = Array.from({ length: 7 }, (_, id) => ({ id, features: {} }));
  for (const product of ['CC', 'DEPOSIT']) {
    expect((await call('/v1/generate', { clients, product, channel: 'SMS' })).status).toBe(200);
  }
  const all = await call('/v1/replay', {});
  expect(all.body).toMatchObject({ checked: 14, broken: [], counts: [], next_cursor: null });
  expect(all.body.rule_set_hash).toMatch(/^[0-9a-f]{64}$/);

  const first = await call('/v1/replay', { product: 'CC', limit: 5 });
  expect(first.body.checked).toBe(5);
  const second = await call('/v1/replay', { product: 'CC', limit: 5, cursor: first.body.next_cursor });
  expect(second.body).toMatchObject({ checked: 2, next_cursor: null });

  // Another legal name from today on: the stored texts name the former one.
  const { adapter, authorization } = service();
  const versions = await fetch(`${adapter.url}/v1/catalogue/CC`, { headers: { authorization } });
  const current = (await versions.json()) as { readonly latest_version: number };
  const changed = await call(
    '/v1/catalogue/CC',
    { legal_name: 'АО «Новое Имя»', effective_from: '2026-01-02' },
    { 'if-match': `"${current.latest_version}"` },
    'PUT',
  );
  expect([200, 201]).toContain(changed.status);
  const after = await call('/v1/replay', {});
  expect(after.body.checked).toBe(14);
  expect(after.body.broken).toHaveLength(7);
  expect(after.body.broken.every((text) => text.product === 'CC')).toBe(true);
  expect(after.body.counts).toContainEqual({ rule_id: 'law.provider_name', product: 'CC', channel: 'SMS', texts: 7 });
});

test('a text of a product that was only described is skipped and counted', async () => {
  const described = { description: 'Кредит на образование', name: 'Кредит на учёбу' };
  const body = { clients: [{ id: 900, features: {} }], product: described, channel: 'KND' };
  expect((await call('/v1/generate', body)).status).toBe(200);
  expect((await call('/v1/replay', { channel: 'KND' })).body).toMatchObject({ checked: 0, skipped: 1, broken: [] });
});

test.each([
  [{ limit: 0 }, 'limit'],
  [{ limit: 5001 }, 'limit'],
  [{ from: 'yesterday' }, 'from'],
  [{ cursor: 'x' }, 'cursor'],
])('%j is refused, naming the field', async (body, field) => {
  const refused = await call('/v1/replay', body);
  expect(refused.status).toBe(422);
  expect(refused.body.error.field).toBe(field);
});
