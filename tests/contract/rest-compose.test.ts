/** POST /v1/compose of the real adapter before the real server, with real PostgreSQL: streams, other texts, settings. */
import type {
  ComposeDelta,
  ComposeFailed,
  ComposeFinal,
  ComposeStarted,
  LineageResponse,
} from '@offerwright/adapter/src/api/compose.ts';
import type { AnsweredClient } from '@offerwright/adapter/src/api/generate-response.ts';
import type { HistoryItem } from '@offerwright/adapter/src/api/history.ts';
import type { Settings } from '@offerwright/adapter/src/api/settings.ts';
import type { ProductsResponse } from '@offerwright/adapter/src/api/vocabulary.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { runSql } from '../kit/postgres.ts';
import { callRest, makeUsers } from '../kit/rest-users.ts';
import { useRunningService } from '../kit/running-service.ts';

const service = useRunningService();
const features = { gender: 1, age: 34.5, cnt_tr_buy_3m: 120, cnt_tr_oil_3m: 14 };
const order = { client: { features }, product: 'CC', channel: 'EMAIL', options: { seed: 7 } };

interface Composed {
  readonly started: ComposeStarted;
  readonly draft: string;
  readonly final: ComposeFinal;
  readonly answer: AnsweredClient;
}

async function open(body: unknown, signal?: AbortSignal): Promise<Response> {
  return await fetch(`${service().adapter.url}/v1/compose`, {
    method: 'POST',
    headers: { authorization: service().authorization, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  });
}

function readEvents(text: string): { readonly name: string; readonly data: unknown }[] {
  return text
    .split('\n\n')
    .filter(Boolean)
    .map((block) => {
      const [name = '', data = ''] = block.split('\n');
      return { name: name.slice('event: '.length), data: JSON.parse(data.slice('data: '.length)) };
    });
}

async function compose(body: unknown): Promise<Composed> {
  const response = await open(body);
  expect(response.status, await response.clone().text()).toBe(200);
  const events = readEvents(await response.text());
  expect(events[0]?.name).toBe('started');
  expect(events.at(-1)?.name).toBe('final');
  expect(events.slice(1, -1).every(({ name }) => name === 'delta')).toBe(true);
  const final = events.at(-1)!.data as ComposeFinal;
  if ('error' in final.result) throw new Error(final.result.error.message);
  const draft = events
    .slice(1, -1)
    .map(({ data }) => (data as ComposeDelta).text)
    .join('');
  return { started: events[0]!.data as ComposeStarted, draft, final, answer: final.result };
}

async function historyOf(answerId: string): Promise<HistoryItem> {
  const { body } = await callRest<{ items: HistoryItem[] }>(service(), 'GET', '/v1/history?limit=200');
  return body.items.find(({ id }) => id === answerId)!;
}

beforeAll(() => makeUsers(service(), ['viewer']));

describe('one text', () => {
  it('streams its draft, then the end, and stores asked and answered', async () => {
    const { started, draft, final, answer } = await compose({ ...order, client: { id: 5, features } });
    expect(started).toMatchObject({ profile: 'strict', product: { code: 'CC' }, steered: { concern: null } });
    expect(final.answer_id).toBe(started.answer_id);
    expect(answer).toMatchObject({ id: 5, status: 'sendable', source: 'model' });
    expect(draft.length).toBeGreaterThan(0);
    expect(answer.body.startsWith(draft.slice(0, 20))).toBe(true);
    const stored = await historyOf(started.answer_id);
    expect(stored).toMatchObject({ client_id: 5, product: 'CC', channel: 'EMAIL', status: 'sendable' });
    expect(stored.answer?.text).toBe(answer.text);
  });

  it('is written for somebody without an id, whom no stored fact concerns', async () => {
    const { started, answer } = await compose(order);
    expect(answer.id).toBeNull();
    const stored = await historyOf(started.answer_id);
    expect([stored.client_id, stored.answer?.id]).toEqual([null, null]);
    const rows = await runSql(
      service().database.url,
      `SELECT client_id, features FROM asked_clients WHERE id = '${started.answer_id}'`,
    );
    expect(rows).toEqual([{ client_id: null, features }]);
  });

  it('is an error of the client where a feature is wrong, and a refusal where a minor is asked for', async () => {
    const response = await open({ ...order, client: { features: { age: 'old' } } });
    const final = readEvents(await response.text()).at(-1)!.data as ComposeFinal;
    expect(final.result).toMatchObject({ id: null, error: { kind: 'invalid_feature' } });
    const { answer } = await compose({ ...order, client: { features: { age: 15 } } });
    expect(answer).toMatchObject({ status: 'refused', text: '', refusal: { rule_id: expect.any(String) } });
  });

  it('is refused as a whole before anything is stored', async () => {
    const cases = [
      [{ ...order, client: { features: 5 } }, 422, 'invalid_request', 'client.features'],
      [{ ...order, client: { id: 1.5, features } }, 422, 'invalid_request', 'client.id'],
      [{ ...order, product: 'NO' }, 422, 'unknown_product', 'product'],
      [{ ...order, regeneration: { of: 'x' } }, 422, 'invalid_request', 'regeneration.of'],
    ] as const;
    for (const [body, status, kind, field] of cases) {
      const answer = await callRest(service(), 'POST', '/v1/compose', { body });
      expect([answer.status, answer.body.error.kind, answer.body.error.field]).toEqual([status, kind, field]);
    }
    const long = { note: 'секрет'.repeat(400) };
    const { status, body } = await callRest(service(), 'POST', '/v1/compose', {
      body: { ...order, client: { features: long } },
    });
    expect([status, body.error.field]).toEqual([422, 'client.features.note']);
    expect(JSON.stringify(body)).not.toContain('секрет');
  });
});

describe('another one', () => {
  it('never says the same again, and keeps why it was wanted', async () => {
    let last = await compose(order);
    const texts = new Set([last.answer.text]);
    for (let times = 0; times < 6; times += 1) {
      const comment = `<script>ещё раз</script> ${times}`;
      last = await compose({ ...order, regeneration: { of: last.started.answer_id, comment } });
      texts.add(last.answer.text);
    }
    expect(texts.size).toBe(7);
    const { body } = await callRest<LineageResponse>(
      service(),
      'GET',
      `/v1/answers/${last.started.answer_id}/lineage`,
      { as: 'viewer' },
    );
    expect(body.items).toHaveLength(6);
    expect(body.items[0]).toMatchObject({ comment: '<script>ещё раз</script> 5', steps: [], user: 'admin' });
    expect(body.items[0]!.answer_id).toBe(last.started.answer_id);
    expect(body.items[1]!.answer_id).toBe(body.items[0]!.from_answer_id);
  });

  it('is steered by its steps', async () => {
    const first = await compose(order);
    const of = first.started.answer_id;
    const idea = await compose({ ...order, regeneration: { of, steps: ['another_idea'] } });
    expect(idea.answer.thread?.id).not.toBe(first.answer.thread?.id);
    expect(idea.started.steered.left_out_thread_ids).toEqual([first.answer.thread?.id]);
    const care = await compose({ ...order, regeneration: { of, steps: ['concern_support', 'plainer'] } });
    expect(care.answer).toMatchObject({ concern: 'support', concern_rule: 'request' });
    expect(care.started.steered).toMatchObject({ concern: 'support', temperature: 0 });
    const bolder = await compose({ ...order, regeneration: { of, steps: ['bolder'] } });
    expect(bolder.answer.provenance?.temperature).toBeCloseTo(1.2);
  });

  it('is shorter or longer, by rules, and stored once', async () => {
    const of = (await compose(order)).started.answer_id;
    const one = async (step: string) => await compose({ ...order, regeneration: { of, steps: [step] } });
    const [shorter, longer] = [await one('shorter'), await one('longer')];
    expect(shorter.answer).toMatchObject({ id: null, source: 'rules', rules_reason: 'policy', status: 'sendable' });
    expect(shorter.answer.text.length).toBeLessThan(longer.answer.text.length);
    expect((await historyOf(shorter.started.answer_id)).answer?.text).toBe(shorter.answer.text);
    const rows = await runSql(
      service().database.url,
      `SELECT clients_count, state FROM requests WHERE id = '${shorter.started.request_id}'`,
    );
    expect(rows).toEqual([{ clients_count: 1, state: 'done' }]);
  });

  it('cannot be of an answer that there is not', async () => {
    const body = { ...order, regeneration: { of: crypto.randomUUID() } };
    const { status, body: answer } = await callRest(service(), 'POST', '/v1/compose', { body });
    expect([status, answer.error.kind]).toEqual([404, 'not_found']);
  });

  it('is kept as it was: the table takes no change', async () => {
    await expect(runSql(service().database.url, "UPDATE regenerations SET comment = ''")).rejects.toThrow();
  });
});

describe('leaving', () => {
  it('closes the request, and the next one is served', async () => {
    const left = new AbortController();
    const response = await open(order, left.signal);
    left.abort();
    await expect(response.text()).rejects.toThrow();
    await expect
      .poll(() => runSql(service().database.url, "SELECT count(*)::int AS open FROM requests WHERE state = 'open'"))
      .toEqual([{ open: 0 }]);
    expect((await compose(order)).answer.status).toBe('sendable');
  });
});

describe('names and settings', () => {
  it('has the names of all products in both languages', async () => {
    const { body } = await callRest<ProductsResponse>(service(), 'GET', '/v1/products', { as: 'viewer' });
    expect(body.items).toHaveLength(22);
    expect(body.items.find(({ code }) => code === 'CC')).toMatchObject({
      name: { ru: 'Кредитная карта', en: 'Credit card' },
      family: 'card',
      is_credit: true,
    });
  });

  it('keeps the price of an SMS segment, by version', async () => {
    const put = (version: number, kopecks: number | null) =>
      callRest<Settings & { error: { kind: string } }>(service(), 'PUT', '/v1/settings', {
        headers: { 'if-match': `"${version}"` },
        body: { sms_segment_kopecks: kopecks },
      });
    const before = await callRest<Settings>(service(), 'GET', '/v1/settings', { as: 'viewer' });
    expect(before.body).toMatchObject({ version: 0, sms_segment_kopecks: null });
    expect((await put(0, 350)).body).toMatchObject({ version: 1, sms_segment_kopecks: 350, created_by: 'admin' });
    expect((await put(0, 400)).body.error.kind).toBe('version_conflict');
    expect((await put(1, null)).body).toMatchObject({ version: 2, sms_segment_kopecks: null });
    const audit = await callRest<{ items: { details: unknown }[] }>(service(), 'GET', '/v1/audit?action=settings');
    expect(audit.body.items.map(({ details }) => details)).toEqual([
      { version: 2, sms_segment_kopecks: null },
      { version: 1, sms_segment_kopecks: 350 },
    ]);
  });
});

describe('without the inference server', () => {
  it('says so with a status, and leaves the asked client with its error', async () => {
    await service().server.process.stop();
    const { status, body } = await callRest<ComposeFailed>(service(), 'POST', '/v1/compose', { body: order });
    expect([status, body.error.kind]).toEqual([503, 'inference_unavailable']);
  });
});
