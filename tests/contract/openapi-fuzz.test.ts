/**
 * Random requests to the running adapter: whatever comes, the answer is one that the document allows and never a 5xx.
 * The seed is printed; OFFERWRIGHT_FUZZ_SEED repeats a run.
 */
import fc from 'fast-check';
import { beforeAll, describe, test } from 'vitest';
import { threadOf } from '../kit/copybook-thread.ts';
import { useRunningService } from '../kit/running-service.ts';
import { anyJson, type Fuzzed, judgeFuzzed, pathsIn, replaceAt } from './fuzzing.ts';
import { createJudge, fetchDocument, type OpenapiJudge } from './openapi-document.ts';
import { goodBody } from './openapi-requests.ts';

const service = useRunningService();
const seed = Number(process.env.OFFERWRIGHT_FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));
const runs = { seed, numRuns: 200 } as const;
let judge: OpenapiJudge;

beforeAll(async () => {
  console.log(`fuzz seed: ${seed}`);
  judge = createJudge(await fetchDocument(service().adapter.url));
});

function judgeRequest(request: Fuzzed, query: string, body?: string | Uint8Array<ArrayBuffer>): Promise<void> {
  const { adapter, authorization } = service();
  return judgeFuzzed({ adapterUrl: adapter.url, authorization, judge }, request, query, body);
}

const generate = { method: 'POST', path: '/v1/generate' };
const post = (body: string): Promise<void> => judgeRequest(generate, '', body);

const fullBody = {
  ...goodBody,
  product: { code: 'CC', name: 'Карта', description: 'Кредитная карта' },
  channel: { code: 'SMS', description: 'СМС' },
  clients: [
    {
      ...goodBody.clients[0]!,
      recent_thread_ids: ['a-thread'],
      contact: { consent: true, utc_offset_minutes: 180, sent_in_channel_count: 1 },
    },
  ],
  profile: 'strict',
  options: {
    seed: 1,
    temperature: 0.5,
    answer_within_ms: 2000,
    language: 'ru',
    concern: 'finance',
    policy: 'model_first',
  },
};

describe('POST /v1/generate', () => {
  test('any text', async () => {
    await fc.assert(fc.asyncProperty(fc.string({ unit: 'binary' }), post), runs);
  });

  test('any JSON', async () => {
    await fc.assert(
      fc.asyncProperty(anyJson, (body) => post(JSON.stringify(body))),
      runs,
    );
  });

  test('a good body with one value replaced by any JSON', async () => {
    const places = fc.constantFrom(...pathsIn(fullBody));
    const property = fc.asyncProperty(places, anyJson, (place, value) =>
      post(JSON.stringify(replaceAt(fullBody, place, value))),
    );
    await fc.assert(property, runs);
  });

  test('any features', async () => {
    const features = fc.dictionary(
      fc.oneof(fc.constantFrom('age', 'gender', 'sum_zp_12m', 'reg_region_nm', 'super_clust'), fc.string()),
      anyJson,
    );
    const property = fc.asyncProperty(features, (some) =>
      post(JSON.stringify({ ...goodBody, clients: [{ id: 1, features: some }] })),
    );
    await fc.assert(property, runs);
  });
});

describe('GET /v1/copybook/threads', () => {
  test('any query', async () => {
    const names = ['product', 'channel', 'need', 'signal', 'status', 'text', 'limit', 'cursor', 'other'];
    const value = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('\u0000', '%', '\\', '1', '-1', 'SMS', 'draft', 'finance', ''),
    );
    const queries = fc.array(fc.tuple(fc.constantFrom(...names), value), { maxLength: 4 });
    const property = fc.asyncProperty(queries, (pairs) =>
      judgeRequest({ method: 'GET', path: '/v1/copybook/threads' }, `?${new URLSearchParams(pairs)}`),
    );
    await fc.assert(property, runs);
  });
});

describe('GET /v1/history', () => {
  test('any query', async () => {
    const names = ['from', 'to', 'client_id', 'product', 'channel', 'source', 'status', 'limit', 'cursor', 'other'];
    const value = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('\u0000', '1', '-1', '1e3', 'error', 'rules', '2025-11-25T12:00:00Z', '9999999999999999', ''),
    );
    const queries = fc.array(fc.tuple(fc.constantFrom(...names), value), { maxLength: 4 });
    const property = fc.asyncProperty(queries, (pairs) =>
      judgeRequest({ method: 'GET', path: '/v1/history' }, `?${new URLSearchParams(pairs)}`),
    );
    await fc.assert(property, runs);
  });
});

const fuzzedThread = threadOf('FAMILY_CARD-fuzzed', {
  product: 'FAMILY_CARD',
  positions: [['Крупная трата посреди недели?', 'Трата пришла раньше срока?'], ['Выручит карта.']],
  named: { position: 1, variants: ['Выручит «{name}».'] },
});

/** A request with a body of every kind of value that the route reads. */
const writes: readonly (Fuzzed & { readonly body: unknown })[] = [
  {
    method: 'POST',
    path: '/v1/check',
    body: { text: 'Текст', product: { code: 'CC', name: 'Карта' }, channel: 'SMS', profile: 'law2025', language: 'en' },
  },
  {
    method: 'PUT',
    path: '/v1/contacts/{client_id}',
    url: '/v1/contacts/7',
    body: {
      consents: { SMS: true },
      do_not_disturb: null,
      credit_self_ban: false,
      utc_offset_minutes: 180,
      at: '2026-03-01T00:00:00Z',
      source: 'form',
    },
  },
  {
    method: 'POST',
    path: '/v1/contacts',
    body: { clients: [{ client_id: 1, consents: { SMS: true }, source: 'form' }] },
  },
  {
    method: 'PUT',
    path: '/v1/contact-policy',
    headers: { 'if-match': '"999"' },
    body: {
      quiet_hours: { start: '21:00', end: '09:00' },
      channel_messages_max: 1,
      all_messages_max: 2,
      window_days: 30,
      consent_required: true,
    },
  },
  {
    method: 'PUT',
    path: '/v1/catalogue/{product}',
    url: '/v1/catalogue/FUZZED',
    headers: { 'if-match': '"0"' },
    body: {
      legal_name: 'Банк',
      licence: '№ 1',
      rate: 'до 15',
      rate_min_guaranteed: '10',
      full_cost_min: '',
      full_terms: 'Ставка до 15 %, минимальная гарантированная ставка 10 %.',
      url: 'https://bank.example/',
      tails: { SMS: 'Ждём.' },
      erids: { '*': 'token' },
      confirmed_claims: [],
      claims_reviewed: true,
      effective_from: '2026-01-01',
      effective_to: null,
      is_sample: true,
    },
  },
  { method: 'POST', path: '/v1/copybook/threads', body: { thread: fuzzedThread, note: 'x' } },
  { method: 'POST', path: '/v1/copybook/threads/check', body: { thread: fuzzedThread, profile: 'law2025' } },
  {
    method: 'POST',
    path: '/v1/copybook/threads/compose',
    body: { thread: fuzzedThread, count: 2, seed: 1, language: 'en' },
  },
  {
    method: 'POST',
    path: '/v1/copybook/threads/{thread}/variants/retire',
    url: '/v1/copybook/threads/no/variants/retire',
    body: { expected_revision: 1, position: 0, variant: 0, comment: 'x' },
  },
];

describe('what writes', () => {
  test.for(writes.map((request) => [`${request.method} ${request.path}`, request] as const))(
    '%s: a good body with one value replaced by any JSON',
    async ([, { body, ...request }]) => {
      const places = fc.constantFrom(...pathsIn(body));
      const property = fc.asyncProperty(places, anyJson, (place, value) =>
        judgeRequest(request, '', JSON.stringify(replaceAt(body, place, value))),
      );
      await fc.assert(property, runs);
    },
  );

  test.for([['application/yaml'], ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet']])(
    'an import of any bytes as %s',
    async ([type]) => {
      const request = { method: 'POST', path: '/v1/catalogue/import', headers: { 'content-type': type! } };
      const text = fc.oneof(fc.string({ unit: 'binary' }), fc.json());
      const bytes = fc.oneof(
        fc.uint8Array({ maxLength: 200 }).map((array) => new Uint8Array(array)),
        text.map((content) => new TextEncoder().encode(content)),
      );
      await fc.assert(
        fc.asyncProperty(bytes, (content) => judgeRequest(request, '', content)),
        runs,
      );
    },
  );

  test('any product and client in a path', async () => {
    const name = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1 }),
      fc.constantFrom('%', '%00', '..', '1e3', '-0'),
    );
    const property = fc.asyncProperty(name, async (text) => {
      const segment = encodeURIComponent(text.toWellFormed()) || '_';
      // A path of dots is shortened by who asks.
      if (/^\.+$/.test(segment)) return;
      await judgeRequest({ method: 'GET', path: '/v1/contacts/{client_id}', url: `/v1/contacts/${segment}` }, '');
      const thread = { method: 'GET', path: '/v1/copybook/threads/{thread}', url: `/v1/copybook/threads/${segment}` };
      await judgeRequest(thread, '');
      if (segment === 'claims') return;
      await judgeRequest({ method: 'GET', path: '/v1/catalogue/{product}', url: `/v1/catalogue/${segment}` }, '');
    });
    await fc.assert(property, runs);
  });
});
