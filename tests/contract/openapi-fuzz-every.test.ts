/**
 * Random requests to every operation of the document, found by its parts: any query where it takes one, a good body with
 * one value replaced, any bytes where it takes a file. A new route is fuzzed as soon as it stands in `oneOfEach`, where
 * openapi.test.ts demands it. The seed is printed; OFFERWRIGHT_FUZZ_SEED repeats a run.
 */
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { useRunningService } from '../kit/running-service.ts';
import { anyJson, judgeFuzzed, pathsIn, replaceAt } from './fuzzing.ts';
import { openInterviewsOfEach } from './interview-rows.ts';
import {
  createJudge,
  fetchDocument,
  type OpenapiJson,
  type OpenapiJudge,
  type QueryParameter,
} from './openapi-document.ts';
import { oneOfEach, type RestRequest } from './openapi-requests.ts';

const service = useRunningService();
const seed = Number(process.env.OFFERWRIGHT_FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));
const runs = { seed, numRuns: 50 } as const;
let document: OpenapiJson;
let judge: OpenapiJudge;

beforeAll(async () => {
  console.log(`fuzz seed: ${seed}`);
  document = await fetchDocument(service().adapter.url);
  judge = createJudge(document);
});

type Operation = Omit<RestRequest, 'name' | 'status'>;

const every: readonly Operation[] = [...oneOfEach, ...openInterviewsOfEach]
  // Guesses at a password are counted: the administrator would be kept out.
  .filter(({ path }) => path !== '/v1/me/password');
const named = (some: readonly Operation[]) => some.map((one) => [`${one.method} ${one.path}`, one] as const);
const takesFile = ({ headers }: Operation): boolean => headers?.['content-type'] !== undefined;

function judged({ query, ...request }: Operation, given = query, body?: string | Uint8Array<ArrayBuffer>) {
  const { adapter, authorization } = service();
  return judgeFuzzed({ adapterUrl: adapter.url, authorization, judge }, request, given ? `?${given}` : '', body);
}

function parametersOf({ method, path }: Operation): readonly QueryParameter[] {
  const all = document.paths[path]?.[method.toLowerCase()]?.parameters ?? [];
  return all.filter((parameter) => parameter.in === 'query');
}

/** What a filter, a number, a time, a mapping and a cursor trip over. */
const odd = ['', '\u0000', '%', '\\', "'", '0', '1', '-1', '1e3', '9999999999999999', 'null', '[]', '{}', 'SMS', 'CC'];
const times = ['2026-01-01', '2026-01-01T00:00:00Z', '2026-02-30T00:00:00Z', '275760-09-13T00:00:00Z', 'Europe/Moscow'];
const anyValue = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom(...odd, ...times));

describe('any query', () => {
  test.for(named(every.filter(({ method }) => method === 'GET')))('%s', async ([, request]) => {
    const parameters = parametersOf(request);
    const names = fc.constantFrom(...parameters.map(({ name }) => name), 'other');
    const pair = names.chain((name) => {
      const allowed = parameters.find((parameter) => parameter.name === name)?.schema?.enum ?? [];
      const value = allowed.length > 0 ? fc.oneof(anyValue, fc.constantFrom(...allowed.map(String))) : anyValue;
      return fc.tuple(fc.constant(name), value);
    });
    const property = fc.asyncProperty(fc.array(pair, { maxLength: 4 }), (pairs) =>
      judged(request, `${new URLSearchParams(pairs)}`),
    );
    await fc.assert(property, { ...runs, numRuns: parameters.length === 0 ? 5 : runs.numRuns });
  });
});

describe('a good body with one value replaced by any JSON', () => {
  const writing = every.filter((one) => one.body !== undefined && !takesFile(one));
  test.for(named(writing))('%s', async ([, request]) => {
    const places = fc.constantFrom(...pathsIn(request.body));
    const property = fc.asyncProperty(places, anyJson, (place, value) =>
      judged(request, request.query, JSON.stringify(replaceAt(request.body, place, value))),
    );
    await fc.assert(property, runs);
  });
});

describe('a file of any bytes, or a good one cut and mended', () => {
  test.for(named(every.filter(takesFile)))('%s', async ([, request]) => {
    const good = String(request.body);
    const cut = fc
      .tuple(fc.nat(good.length), fc.nat(good.length), fc.string({ unit: 'binary' }))
      .map(([from, to, text]) => good.slice(0, from) + text + good.slice(to));
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((array) => new Uint8Array(array)),
      cut.map((text) => new TextEncoder().encode(text)),
    );
    const property = fc.asyncProperty(bytes, (content) => judged(request, request.query, content));
    await fc.assert(property, runs);
  });
});

test('the operations have queries, bodies and files', () => {
  const taking = every.filter((one) => parametersOf(one).length > 0).length;
  expect(taking).toBeGreaterThan(15);
  expect(every.filter(takesFile).length).toBeGreaterThan(5);
});
