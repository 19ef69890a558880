/** Random JSON and requests for the fuzz tests, and the judge of what comes back: what the document allows, never a 5xx. */
import fc from 'fast-check';
import { expect } from 'vitest';
import type { OpenapiJudge } from './openapi-document.ts';

export interface FuzzTarget {
  readonly adapterUrl: string;
  readonly authorization: string;
  readonly judge: OpenapiJudge;
}

export interface Fuzzed {
  readonly method: string;
  /** As the document spells it. */
  readonly path: string;
  /** Where it goes to, when the path has parameters. */
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** @param query with its question mark, or empty. @throws AssertionError for an answer that the document does not allow. */
export async function judgeFuzzed(
  { adapterUrl, authorization, judge }: FuzzTarget,
  { method, path, url = path, headers = {} }: Fuzzed,
  query: string,
  body?: string | Uint8Array<ArrayBuffer>,
): Promise<void> {
  const response = await fetch(`${adapterUrl}${url}${query}`, {
    method,
    headers: {
      authorization,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    body,
  });
  const type = (response.headers.get('content-type') ?? '').split(';')[0]!;
  const text = await response.text();
  expect(response.status, text.slice(0, 500)).toBeLessThan(500);
  expect(judge.judge({ method, path, status: response.status, type, body: text })).toBeNull();
}

type Json = fc.JsonValue;
/** Any JSON value. */
export const anyJson = fc.oneof(
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
export function pathsIn(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  const keys = Array.isArray(value) ? value.keys() : Object.keys(value);
  return [
    path,
    ...[...keys].flatMap((key) => pathsIn((value as Record<string | number, unknown>)[key], [...path, key])),
  ];
}

export function replaceAt(value: unknown, path: readonly (string | number)[], replacement: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return replacement;
  const copy = structuredClone(value) as Record<string | number, unknown>;
  copy[key] = replaceAt(copy[key], rest, replacement);
  return copy;
}
