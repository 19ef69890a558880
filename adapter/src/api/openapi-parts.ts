/** What every operation of the document is put together from. */
import { z } from 'zod';
import { type RequestErrorKind, requestErrorStatuses } from '../errors.ts';
import { wholeNumberPattern } from './history.ts';
import type { JsonSchema, OpenapiParameter, OpenapiResponse } from './openapi-types.ts';

export const ref = (id: string): JsonSchema => ({ $ref: `#/components/schemas/${id}` });
export const json = (description: string, schema: JsonSchema): OpenapiResponse => ({
  description,
  content: { 'application/json': { schema } },
});
export const text = (description: string, type: string): OpenapiResponse => ({
  description,
  content: { [type]: { schema: { type: 'string' } } },
});
/** Kinds that every operation under /v1 may answer with. */
const commonKinds: readonly RequestErrorKind[] = [
  'unauthorized',
  'user_blocked',
  'csrf_token_wrong',
  'rate_limited',
  'internal',
  'database_unavailable',
  'overloaded',
  'draining',
];

/** Kinds of what needs nobody signed in. */
const openKinds: readonly RequestErrorKind[] = ['internal', 'database_unavailable', 'draining'];

/** One response a status, with the kinds that have it. */
export function errorResponses(...ownKinds: readonly RequestErrorKind[]): Record<string, OpenapiResponse> {
  return describeErrors([...commonKinds, ...ownKinds]);
}

/** The same for operations that need nobody signed in. */
export function openErrorResponses(...ownKinds: readonly RequestErrorKind[]): Record<string, OpenapiResponse> {
  return describeErrors([...openKinds, ...ownKinds]);
}

function describeErrors(allKinds: readonly RequestErrorKind[]): Record<string, OpenapiResponse> {
  const byStatus = Map.groupBy(allKinds, (kind) => requestErrorStatuses[kind]);
  return Object.fromEntries(
    [...byStatus].map(([status, kinds]) => {
      const headers = errorHeaders[status];
      const response = json(kinds.join(', '), ref('ErrorResponse'));
      return [status, headers === undefined ? response : { ...response, headers }];
    }),
  );
}

const retryAfter = { 'Retry-After': { schema: { type: 'integer' }, description: 'Seconds' } };
const errorHeaders: Readonly<Record<number, Record<string, object>>> = {
  401: { 'WWW-Authenticate': { schema: { type: 'string' } } },
  409: retryAfter,
  429: retryAfter,
  503: retryAfter,
};

/** The parameters that a schema of the query describes. */
export function queryParameters(query: z.ZodType): OpenapiParameter[] {
  const schema = z.toJSONSchema(query, { io: 'input' }) as JsonSchema;
  return Object.entries(schema.properties ?? {}).map(([name, { description, ...property }]) => ({
    name,
    in: 'query' as const,
    required: false,
    description: typeof description === 'string' ? description : '',
    schema: property.pattern === wholeNumberPattern.source ? { type: 'integer' } : property,
  }));
}

export function pathParameter(name: string, description: string, schema: JsonSchema): OpenapiParameter {
  return { name, in: 'path', required: true, description, schema };
}

export const ifMatch: OpenapiParameter = {
  name: 'If-Match',
  in: 'header',
  required: true,
  description: 'The version that was read, in quotes: "3"; "0" where there was none',
  schema: { type: 'string', pattern: '^"\\d{1,9}"$' },
};

/** Kinds of everything that takes a JSON body. */
export const bodyKinds: readonly RequestErrorKind[] = [
  'broken_json',
  'broken_request',
  'body_too_large',
  'unsupported_media_type',
  'invalid_request',
];
