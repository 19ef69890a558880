/** POST /v1/generate of the real adapter before the real server: answers, per-client errors, streams, repeated keys. */
import type { ClientResult, GenerateDone, GenerateResponse } from '@offerwright/adapter/src/api/generate-response.ts';
import { describe, expect, it } from 'vitest';
import { runSql } from '../kit/postgres.ts';
import { useRunningService } from '../kit/running-service.ts';

const service = useRunningService();

const features = {
  gender: 1,
  age: 34.5,
  cnt_tr_all_3m: 120,
  cnt_tr_oil_3m: 14,
  cnt_zp_12m: 12,
  reg_region_nm: 'Якутия',
};
const order = (...clients: unknown[]) => ({ clients, product: 'CC', channel: 'SMS', options: { seed: 7 } });

async function post(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return await fetch(`${service().adapter.url}/v1/generate`, {
    method: 'POST',
    headers: { authorization: service().authorization, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

async function generate(body: unknown, headers: Record<string, string> = {}): Promise<GenerateResponse> {
  const response = await post(body, headers);
  expect(response.status).toBe(200);
  return (await response.json()) as GenerateResponse;
}

const textOf = (result: ClientResult) => ('error' in result ? null : result.text);

describe('JSON', () => {
  it('answers every client in the order asked, with all that the contract names', async () => {
    const ids = [30, 10, 20, -5, 0];
    const response = await generate(order(...ids.map((id) => ({ id, features }))));
    expect(response.results.map((result) => result.id)).toEqual(ids);
    expect(response.results.map((result) => result.index)).toEqual([0, 1, 2, 3, 4]);
    for (const result of response.results) {
      if ('error' in result) throw new Error(result.error.message);
      expect(result.status).toBe('sendable');
      expect(result.text).toContain('Оценивайте свои финансовые возможности и риски');
      expect(result.text).toContain('Банк ГПБ (АО)');
      expect(result.confidence).toBeGreaterThanOrEqual(0);
      expect(result.confidence).toBeLessThanOrEqual(1);
      expect(['model', 'rules']).toContain(result.source);
      expect(result.verdict?.passed).toBe(true);
      expect(result.provenance).toMatchObject({
        terms_version: '1',
        profile_name: 'strict',
        profile_version: '2',
      });
      expect(result.thread?.id).toMatch(/./);
    }
  });

  it('gives the same texts for the same seed', async () => {
    const [one, other] = [await generate(order({ id: 1, features })), await generate(order({ id: 1, features }))];
    expect(one.request_id).not.toBe(other.request_id);
    expect(one.results.map(textOf)).toEqual(other.results.map(textOf));
  });

  it('names the insurer, not the bank, in a text for an insurance', async () => {
    const { results } = await generate({ ...order({ id: 1, features }), product: 'INS_PROPERTY', channel: 'EMAIL' });
    expect(textOf(results[0]!)).toContain('Образец-Страхование');
    expect(textOf(results[0]!)).not.toContain('Банк ГПБ');
  });

  it('takes a product and a channel that are only described', async () => {
    const { results, product } = await generate({
      ...order({ id: 1, features }),
      product: { name: 'Детская карта', description: 'Дебетовая карта для детей с родительским контролем' },
      channel: { description: 'Сообщение в чате приложения' },
    });
    expect(product).toEqual({ code: '', name: 'Детская карта', description: expect.any(String) });
    expect(results[0]).not.toHaveProperty('error');
  });

  it('keeps mistakes to their client, and answers the others', async () => {
    const { results } = await generate(
      order(
        { id: 1, features },
        { id: '2', features },
        { features },
        { id: 1, features },
        { id: 5, features: 'none' },
        { id: 6, features: { ...features, age: ['34'] } },
        { id: 7, features: { ...features, unheard_of: 'x' } },
        { id: 8, features: {} },
        { id: 2 ** 53, features },
        { id: 9, features: { age: 'NULL', gender: ' ' } },
      ),
    );
    const kinds = results.map((result) => ('error' in result ? result.error.kind : 'answered'));
    expect(kinds).toEqual([
      'answered',
      'invalid_client_id',
      'invalid_client_id',
      'duplicate_client_id',
      'invalid_features',
      'invalid_feature',
      'answered',
      'answered',
      'invalid_client_id',
      'answered',
    ]);
    const wrongFeature = results[5]!;
    expect('error' in wrongFeature && wrongFeature.error.field).toBe('clients[5].features.age');
    expect(results.map((result) => result.id)).toEqual([1, null, null, 1, 5, 6, 7, 8, null, 9]);
  });

  it('answers a thousand clients by few statements', async () => {
    const before = await writesCount();
    const clients = Array.from({ length: 1000 }, (_, index) => ({ id: index + 1, features }));
    const { results } = await generate({ ...order(...clients), options: { policy: 'rules_only' } });
    expect(results).toHaveLength(1000);
    // A machine busy with other work has the last of them ask again, rather than answer late (docs/RPC.md).
    const failed = results.filter((result) => 'error' in result && result.error.kind !== 'overloaded');
    expect(failed).toEqual([]);
    expect(results.filter((result) => 'text' in result).length).toBeGreaterThan(0);
    expect(results.map((result) => result.id)).toEqual(clients.map((client) => client.id));
    expect((await writesCount()) - before).toBeLessThan(200);
  });
});

/** Statements that wrote answers, as the adapter counts them. */
async function writesCount(): Promise<number> {
  const metrics = await (await fetch(`${service().adapter.url}/metrics`)).text();
  return Number(/offerwright_store_seconds_count\{rows="answered"\} (\d+)/.exec(metrics)?.[1] ?? 0);
}

describe('as each client finishes', () => {
  it.each([
    ['application/x-ndjson', (text: string) => text.trimEnd().split('\n')],
    ['text/event-stream', (text: string) => [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) => data!)],
  ])('%s: one line a client, then the counts', async (accept, linesOf) => {
    const clients = [
      { id: 1, features },
      { id: 'x', features },
      { id: 3, features },
    ];
    const response = await post(order(...clients), { accept });
    expect(response.headers.get('content-type')).toMatch(accept);
    const lines = linesOf(await response.text()).map((line) => JSON.parse(line) as ClientResult | GenerateDone);
    const done = lines.pop() as GenerateDone;
    const results = lines as ClientResult[];
    expect(results.map((result) => result.index).toSorted()).toEqual([0, 1, 2]);
    expect(done).toMatchObject({ done: true, error: null, product: { code: 'CC' } });
    expect(done.counts).toMatchObject({ clients: 3, errors: 1, refused: 0 });
    expect(done.counts.model + done.counts.rules).toBe(2);
    expect(done.request_id).toBe(response.headers.get('x-request-id'));
  });
});

describe('Idempotency-Key', () => {
  it('gives the stored answers for the same key and body, and asks nobody twice', async () => {
    const headers = { 'idempotency-key': 'ключ 1'.replace(/[^\x20-\x7e]/g, 'k') };
    const body = { ...order({ id: 1, features }, { id: 'x', features }, { id: 3, features }), options: {} };
    const first = await post(body, headers);
    const firstBody = (await first.json()) as GenerateResponse;
    const asked = await countAsked();
    const second = await post(body, headers);
    const secondBody = (await second.json()) as GenerateResponse;
    expect(first.headers.get('idempotent-replay')).toBeNull();
    expect(second.headers.get('idempotent-replay')).toBe('true');
    expect(secondBody.request_id).toBe(firstBody.request_id);
    expect(secondBody.results).toEqual(firstBody.results);
    expect(await countAsked()).toBe(asked);
    const streamed = await post(body, { ...headers, accept: 'application/x-ndjson' });
    expect((await streamed.text()).trimEnd().split('\n')).toHaveLength(4);
  });

  it('refuses the key with another body', async () => {
    const headers = { 'idempotency-key': 'one body' };
    await post(order({ id: 1, features }), headers);
    const response = await post(order({ id: 2, features }), headers);
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ error: { kind: 'idempotency_key_reused' } });
  });

  it('asks once when the same request comes several times at once', async () => {
    const asked = await countAsked();
    const body = order({ id: 1, features });
    const responses = await Promise.all(Array.from({ length: 6 }, () => post(body, { 'idempotency-key': 'at once' })));
    const statuses = responses.map((response) => response.status);
    expect(statuses.filter((status) => status !== 200 && status !== 409)).toEqual([]);
    expect(statuses).toContain(200);
    expect(await countAsked()).toBe(asked + 1);
  });

  it('is forgotten after a day', async () => {
    const headers = { 'idempotency-key': 'old' };
    await post(order({ id: 1, features }), headers);
    await runSql(
      service().database.url,
      `UPDATE idempotency_keys SET created_at = created_at - interval '25 hours' WHERE key = 'old'`,
    );
    const response = await post(order({ id: 2, features }), headers);
    expect(response.status).toBe(200);
    expect(response.headers.get('idempotent-replay')).toBeNull();
  });
});

async function countAsked(): Promise<number> {
  const [row] = await runSql(service().database.url, 'SELECT count(*)::integer AS count FROM asked_clients');
  return row?.count as number;
}

describe('what is stored', () => {
  it('is the whole answer, and comes back as it was sent', async () => {
    const sent = await generate({ ...order({ id: 77, features }), channel: 'EMAIL' });
    const response = await fetch(`${service().adapter.url}/v1/history?client_id=77&channel=EMAIL`, {
      headers: { authorization: service().authorization },
    });
    const { items } = (await response.json()) as { items: { answer: unknown; request_id: string }[] };
    expect(items).toHaveLength(1);
    expect(items[0]!.answer).toEqual(sent.results[0]);
    expect(items[0]!.request_id).toBe(sent.request_id);
    const [asked] = await runSql(service().database.url, 'SELECT features FROM asked_clients WHERE client_id = 77');
    expect(asked!.features).toEqual(features);
  });
});
