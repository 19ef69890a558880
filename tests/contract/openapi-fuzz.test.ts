/**
 * Random requests to the running adapter: whatever comes, the answer is one that the document allows and never a 5xx.
 * The seed is printed; OFFERWRIGHT_FUZZ_SEED repeats a run.
 */
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { useRunningService } from '../kit/running-service.ts';
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

async function judgeRequest(method: 'GET' | 'POST', path: string, query: string, body?: string): Promise<void> {
  const response = await fetch(`${service().adapter.url}${path}${query}`, {
    method,
    headers: {
      authorization: service().authorization,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body,
  });
  const type = (response.headers.get('content-type') ?? '').split(';')[0]!;
  const text = await response.text();
  expect(response.status, text.slice(0, 500)).toBeLessThan(500);
  expect(judge.judge({ method, path, status: response.status, type, body: text })).toBeNull();
}

const post = (body: string): Promise<void> => judgeRequest('POST', '/v1/generate', '', body);

type Json = fc.JsonValue;
const anyJson = fc.oneof(
  { weight: 4, arbitrary: fc.jsonValue({ stringUnit: 'binary', maxDepth: 3 }) },
  // What databases, parsers and counters trip over.
  {
    weight: 1,
    arbitrary: fc.constantFrom<Json>(
      '\u0000',
      '\ud800',
      '__proto__',
      1e308,
      -1,
      0.5,
      2 ** 53,
      'NULL',
      ' ',
      [],
      {},
      null,
    ),
  },
);

/** The paths of all values in a JSON value, the whole first. */
function pathsIn(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  const keys = Array.isArray(value) ? value.keys() : Object.keys(value);
  return [
    path,
    ...[...keys].flatMap((key) => pathsIn((value as Record<string | number, unknown>)[key], [...path, key])),
  ];
}

function replaceAt(value: unknown, path: readonly (string | number)[], replacement: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return replacement;
  const copy = structuredClone(value) as Record<string | number, unknown>;
  copy[key] = replaceAt(copy[key], rest, replacement);
  return copy;
}

const fullBody = {
  ...goodBody,
  product: { code: 'CC', name: 'Карта', description: 'Кредитная карта' },
  channel: { code: 'SMS', description: 'СМС' },
  clients: [{ ...goodBody.clients[0]!, recent_thread_ids: ['a-thread'] }],
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

describe('GET /v1/history', () => {
  test('any query', async () => {
    const names = ['from', 'to', 'client_id', 'product', 'channel', 'source', 'status', 'limit', 'cursor', 'other'];
    const value = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('\u0000', '1', '-1', '1e3', 'error', 'rules', '2025-11-25T12:00:00Z', '9999999999999999', ''),
    );
    const queries = fc.array(fc.tuple(fc.constantFrom(...names), value), { maxLength: 4 });
    const property = fc.asyncProperty(queries, (pairs) =>
      judgeRequest('GET', '/v1/history', `?${new URLSearchParams(pairs)}`),
    );
    await fc.assert(property, runs);
  });
});
