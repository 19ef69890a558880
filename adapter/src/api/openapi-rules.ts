/** Operations about the rules of law: the rules, a text judged by them, stored texts judged again. */
import { bodyKinds, errorResponses, json, ref } from './openapi-parts.ts';
import type { Openapi, OpenapiOperation } from './openapi-types.ts';

const listOperation: OpenapiOperation = {
  operationId: 'listRules',
  summary: 'The rules of law, with articles, dates, scope and examples',
  description: 'As the inference server runs them. Nothing here is legal advice. Roles: all.',
  security: [{ basic: [] }],
  responses: { 200: json('The rule set', ref('Rules')), ...errorResponses('invalid_request', 'inference_unavailable') },
};

const checkOperation: OpenapiOperation = {
  operationId: 'check',
  summary: 'The verdict for any text, rule by rule',
  description:
    'With the terms of the offer catalogue that are in force. A text without an obligatory disclosure is blocked here. ' +
    'Roles: all.',
  security: [{ basic: [] }],
  requestBody: {
    required: true,
    content: {
      'application/json': {
        schema: ref('CheckRequest'),
        example: { text: 'Самая лучшая карта, вам одобрено!', product: 'CC', channel: 'SMS' },
      },
    },
  },
  responses: {
    200: json('Judged', ref('CheckResponse')),
    ...errorResponses(...bodyKinds, 'no_terms_in_force', 'unknown_product', 'unknown_channel', 'inference_unavailable'),
  },
};

const replayOperation: OpenapiOperation = {
  operationId: 'replay',
  summary: 'Stored texts under the rules of today',
  description:
    'Which texts that were sendable would be blocked now, newest first, with the rule set that passed them, what is found ' +
    'now, and counts by rule, product and channel. Roles: administrator, compliance.',
  security: [{ basic: [] }],
  requestBody: {
    required: true,
    content: { 'application/json': { schema: ref('ReplayRequest'), example: { product: 'CC', limit: 1000 } } },
  },
  responses: {
    200: json('Judged', ref('ReplayResponse')),
    ...errorResponses(...bodyKinds, 'forbidden', 'inference_unavailable'),
  },
};

export const ruleOperations: Openapi['paths'] = {
  '/v1/rules': { get: listOperation },
  '/v1/check': { post: checkOperation },
  '/v1/replay': { post: replayOperation },
};
