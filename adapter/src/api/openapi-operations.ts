/** Every operation of the REST API with its parameters, responses and error kinds. */
import { limits } from '../limits.ts';
import { campaignOperations } from './openapi-campaigns.ts';
import { catalogueOperations } from './openapi-catalogue.ts';
import { composeOperations } from './openapi-compose.ts';
import { concernOperations } from './openapi-concerns.ts';
import { contactOperations } from './openapi-contacts.ts';
import { copybookOperations } from './openapi-copybook.ts';
import { historyOperations } from './openapi-history.ts';
import { marketOperations } from './openapi-insight-market.ts';
import { insightReportOperations } from './openapi-insight-reports.ts';
import { interviewOperations } from './openapi-interviews.ts';
import { bodyKinds, errorResponses, json, ref, text } from './openapi-parts.ts';
import { propensityOperations } from './openapi-propensity.ts';
import { ruleOperations } from './openapi-rules.ts';
import { statsOperations } from './openapi-stats.ts';
import type { JsonSchema, Openapi, OpenapiOperation, OpenapiResponse } from './openapi-types.ts';
import { userOperations } from './openapi-users.ts';
import { vocabularyOperations } from './openapi-vocabulary.ts';

const exampleRequest = {
  clients: [{ id: 1001, features: { gender: 1, age: 34.5, cnt_tr_all_3m: 120, cnt_tr_oil_3m: 14, cnt_zp_12m: 12 } }],
  product: 'CC',
  channel: 'SMS',
};

export function describePaths(): Openapi['paths'] {
  return {
    '/v1/generate': { post: generateOperation },
    ...ruleOperations,
    ...campaignOperations,
    ...catalogueOperations,
    ...contactOperations,
    ...copybookOperations,
    ...userOperations,
    ...statsOperations,
    ...vocabularyOperations,
    ...composeOperations,
    ...historyOperations,
    ...insightReportOperations,
    ...marketOperations,
    ...interviewOperations,
    ...propensityOperations,
    ...concernOperations,
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
    '/api': { get: open('getApiPage', 'This document for people', text('A page', 'text/html')) },
  };
}

const aliveSchema: JsonSchema = { type: 'object', properties: { alive: { const: true } }, required: ['alive'] };

function open(operationId: string, summary: string, ok: OpenapiResponse): OpenapiOperation {
  return { operationId, summary, description: '', security: [], responses: { 200: ok } };
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
    ...errorResponses(
      ...bodyKinds,
      'forbidden',
      'not_acceptable',
      'request_in_progress',
      'no_terms_in_force',
      'no_clients',
      'too_many_clients',
      'unknown_product',
      'unknown_channel',
      'idempotency_key_reused',
      'refused_by_engine',
      'inference_unavailable',
    ),
  },
};

const meOperation: OpenapiOperation = {
  operationId: 'getMe',
  summary: 'Who is signed in',
  description: 'Roles: all.',
  security: [{ basic: [] }],
  responses: { 200: json('The user', ref('Me')), ...errorResponses() },
};
