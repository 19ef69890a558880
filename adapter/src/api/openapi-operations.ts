/** Every operation of the REST API with its parameters, responses and error kinds. */
import { z } from 'zod';
import { type RequestErrorKind, requestErrorStatuses } from '../errors.ts';
import { limits } from '../limits.ts';
import { historyQuerySchema, wholeNumberPattern } from './history.ts';
import type { JsonSchema, Openapi, OpenapiOperation, OpenapiResponse } from './openapi-types.ts';

const exampleRequest = {
  clients: [{ id: 1001, features: { gender: 1, age: 34.5, cnt_tr_all_3m: 120, cnt_tr_oil_3m: 14, cnt_zp_12m: 12 } }],
  product: 'CC',
  channel: 'SMS',
};

export function describePaths(): Openapi['paths'] {
  return {
    '/v1/generate': { post: generateOperation },
    '/v1/history': { get: historyOperation() },
    '/v1/me': { get: meOperation },
    '/healthz': { get: open('getHealth', 'Whether the process lives', json('Alive', aliveSchema)) },
    '/readyz': {
      get: {
        ...open('getReadiness', 'Whether database and inference server are there', json('Ready', ref('Readiness'))),
        responses: {
          200: json('Ready', ref('Readiness')),
          503: json('Something is missing; `missing` names it', ref('Readiness')),
        },
      },
    },
    '/metrics': { get: open('getMetrics', 'Metrics for Prometheus', text('Metrics', 'text/plain')) },
    '/openapi.json': { get: open('getOpenapi', 'This document', json('OpenAPI 3.1', { type: 'object' })) },
    '/': { get: open('getApiPage', 'This document for people', text('A page', 'text/html')) },
  };
}

const ref = (id: string): JsonSchema => ({ $ref: `#/components/schemas/${id}` });
const json = (description: string, schema: JsonSchema): OpenapiResponse => ({
  description,
  content: { 'application/json': { schema } },
});
const text = (description: string, type: string): OpenapiResponse => ({
  description,
  content: { [type]: { schema: { type: 'string' } } },
});
const aliveSchema: JsonSchema = { type: 'object', properties: { alive: { const: true } }, required: ['alive'] };

function open(operationId: string, summary: string, ok: OpenapiResponse): OpenapiOperation {
  return { operationId, summary, description: '', security: [], responses: { 200: ok } };
}

/** Kinds that every operation under /v1 may answer with. */
const commonKinds: readonly RequestErrorKind[] = [
  'unauthorized',
  'user_blocked',
  'rate_limited',
  'internal',
  'database_unavailable',
  'overloaded',
  'draining',
];

/** One response a status, with the kinds that have it. */
function errorResponses(...ownKinds: readonly RequestErrorKind[]): Record<string, OpenapiResponse> {
  const byStatus = Map.groupBy([...commonKinds, ...ownKinds], (kind) => requestErrorStatuses[kind]);
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

const generateOperation: OpenapiOperation = {
  operationId: 'generate',
  summary: 'Write a text for each client',
  description:
    'Results come in the order asked. A mistake in one client is an error at its place; the others are answered. With ' +
    '`Accept: application/x-ndjson` or `text/event-stream` each result comes as it finishes (see `index`), then one ' +
    'GenerateDone. Closing the connection stops the work. Roles: administrator, manager.',
  security: [{ basic: [] }],
  parameters: [
    {
      name: 'Idempotency-Key',
      in: 'header',
      required: false,
      description:
        `The same key, user and body within ${limits.idempotencyHours} hours give the stored answers (header ` +
        'Idempotent-Replay: true); clients that had no answer are asked again',
      schema: { type: 'string', maxLength: limits.idempotencyKeyCharsMax },
    },
  ],
  requestBody: {
    required: true,
    content: { 'application/json': { schema: ref('GenerateRequest'), example: exampleRequest } },
  },
  responses: {
    200: {
      description: 'Answered',
      content: {
        'application/json': { schema: ref('GenerateResponse') },
        'application/x-ndjson': { schema: { anyOf: [ref('ClientResult'), ref('GenerateDone')] } },
        'text/event-stream': { schema: { anyOf: [ref('ClientResult'), ref('GenerateDone')] } },
      },
    },
    ...errorResponses(
      'forbidden',
      'broken_json',
      'broken_request',
      'not_acceptable',
      'request_in_progress',
      'body_too_large',
      'unsupported_media_type',
      'no_clients',
      'too_many_clients',
      'unknown_product',
      'unknown_channel',
      'invalid_request',
      'idempotency_key_reused',
      'refused_by_engine',
      'inference_unavailable',
    ),
  },
};

function historyOperation(): OpenapiOperation {
  const schema = z.toJSONSchema(historyQuerySchema, { io: 'input' }) as JsonSchema;
  return {
    operationId: 'listHistory',
    summary: 'What was asked and answered, newest first',
    description: 'Includes clients asked about that have no answer (status unanswered). Roles: all.',
    security: [{ basic: [] }],
    parameters: Object.entries(schema.properties ?? {}).map(([name, { description, ...property }]) => ({
      name,
      in: 'query' as const,
      required: false,
      description: typeof description === 'string' ? description : '',
      schema: property.pattern === wholeNumberPattern.source ? { type: 'integer' } : property,
    })),
    responses: { 200: json('A page', ref('HistoryResponse')), ...errorResponses('invalid_request') },
  };
}

const meOperation: OpenapiOperation = {
  operationId: 'getMe',
  summary: 'Who is signed in',
  description: 'Roles: all.',
  security: [{ basic: [] }],
  responses: { 200: json('The user', ref('Me')), ...errorResponses() },
};
