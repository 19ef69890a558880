/** The OpenAPI 3.1 document, from the zod schemas that check requests and describe responses. */
import { z } from 'zod';
import { requestErrorStatuses } from '../errors.ts';
import { limits } from '../limits.ts';
import {
  channelSchema,
  clientSchema,
  generateRequestSchema,
  optionsSchema,
  productSchema,
} from './generate-request.ts';
import {
  answeredClientSchema,
  clientErrorSchema,
  clientResultSchema,
  errorResponseSchema,
  failedClientSchema,
  generateDoneSchema,
  generateResponseSchema,
  provenanceSchema,
  threadSchema,
  verdictSchema,
} from './generate-response.ts';
import {
  historyItemSchema,
  historyQuerySchema,
  historyResponseSchema,
  meResponseSchema,
  readinessSchema,
} from './history.ts';

export type JsonSchema = Record<string, unknown> & {
  readonly properties?: Record<string, JsonSchema>;
  readonly required?: readonly string[];
};

export interface OpenapiParameter {
  readonly name: string;
  readonly in: 'query' | 'header';
  readonly required: boolean;
  readonly description: string;
  readonly schema: JsonSchema;
}

export interface OpenapiOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly security: readonly object[];
  readonly parameters?: readonly OpenapiParameter[];
  readonly requestBody?: { required: true; content: Record<string, { schema: JsonSchema; example: unknown }> };
  readonly responses: Record<string, OpenapiResponse>;
}

export interface OpenapiResponse {
  readonly description: string;
  readonly headers?: Record<string, object>;
  readonly content?: Record<string, { schema: JsonSchema }>;
}

export interface Openapi {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly paths: Record<string, Record<string, OpenapiOperation>>;
  readonly components: { readonly schemas: Record<string, JsonSchema>; readonly securitySchemes: object };
}

const requestSchemas = [generateRequestSchema, clientSchema, productSchema, channelSchema, optionsSchema];
const responseSchemas = [
  generateResponseSchema,
  generateDoneSchema,
  clientResultSchema,
  answeredClientSchema,
  failedClientSchema,
  clientErrorSchema,
  verdictSchema,
  threadSchema,
  provenanceSchema,
  errorResponseSchema,
  historyResponseSchema,
  historyItemSchema,
  meResponseSchema,
  readinessSchema,
];

const exampleRequest = {
  clients: [{ id: 1001, features: { gender: 1, age: 34.5, cnt_tr_all_3m: 120, cnt_tr_oil_3m: 14, cnt_zp_12m: 12 } }],
  product: 'CC',
  channel: 'SMS',
};

export function buildOpenapi(): Openapi {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Offerwright',
      version: '1',
      description:
        'Personal, lawful marketing texts for a bank’s clients. Every error is {error: {kind, message, field, limit, ' +
        'given}, request_id}: `kind` is stable, messages are for people and never repeat a client’s data.',
    },
    paths: {
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
    },
    components: {
      schemas: { ...toSchemas(requestSchemas, 'input'), ...toSchemas(responseSchemas, 'output') },
      securitySchemes: { basic: { type: 'http', scheme: 'basic' } },
    },
  };
}

function toSchemas(schemas: readonly z.ZodType[], io: 'input' | 'output'): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>();
  for (const schema of schemas) registry.add(schema, { id: schema.meta()!.id! });
  const generated = z.toJSONSchema(registry, {
    io,
    uri: (id) => `#/components/schemas/${id}`,
    metadata: z.globalRegistry,
  });
  return Object.fromEntries(
    Object.entries(generated.schemas).map(([id, { $schema: _schema, $id: _id, ...schema }]) => [
      id,
      schema as JsonSchema,
    ]),
  );
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

/** One response a status, with the kinds that have it. */
function errorResponses(...statuses: readonly number[]): Record<string, OpenapiResponse> {
  return Object.fromEntries(
    statuses.map((status) => {
      const kinds = Object.entries(requestErrorStatuses).filter(([, itsStatus]) => itsStatus === status);
      const response = json(kinds.map(([kind]) => kind).join(', '), ref('ErrorResponse'));
      const headers: Record<string, object> =
        status === 401
          ? { 'WWW-Authenticate': { schema: { type: 'string' } } }
          : { 'Retry-After': { schema: { type: 'integer' }, description: 'Seconds' } };
      return [status, status === 401 || status === 429 || status === 503 ? { ...response, headers } : response];
    }),
  );
}

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
    ...errorResponses(400, 401, 403, 406, 409, 413, 415, 422, 429, 500, 503),
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
      schema: property,
    })),
    responses: { 200: json('A page', ref('HistoryResponse')), ...errorResponses(401, 403, 422, 429, 500, 503) },
  };
}

const meOperation: OpenapiOperation = {
  operationId: 'getMe',
  summary: 'Who is signed in',
  description: 'Roles: all.',
  security: [{ basic: [] }],
  responses: { 200: json('The user', ref('Me')), ...errorResponses(401, 403, 429, 500, 503) },
};
