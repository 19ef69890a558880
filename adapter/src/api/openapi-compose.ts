/** Operations of the page that writes one text, and the settings of its previews. */
import { bodyKinds, errorResponses, ifMatch, json, pathParameter, ref } from './openapi-parts.ts';
import type { Openapi, OpenapiOperation } from './openapi-types.ts';

const composeOperation: OpenapiOperation = {
  operationId: 'compose',
  summary: 'Write one text and stream it as it is decided',
  description:
    'Server-sent events: `started` (ComposeStarted), any number of `delta` (ComposeDelta), then `final` (ComposeFinal) or ' +
    '`failed` (ComposeFailed). Pieces are a draft: the final text replaces them. With `regeneration` the text is another ' +
    'one than the answer named there and all it came from; `steps` change the request, `comment` is kept for people. ' +
    'Closing the connection stops the work. Roles: administrator, manager.',
  security: [{ basic: [] }],
  requestBody: {
    required: true,
    content: {
      'application/json': {
        schema: ref('ComposeRequest'),
        example: {
          client: { features: { gender: 1, age: 34.5, cnt_tr_buy_3m: 80 } },
          product: 'CC',
          channel: 'SMS',
        },
      },
    },
  },
  responses: {
    200: {
      description: 'Asked; what came of it stands in the events',
      content: {
        'text/event-stream': {
          schema: {
            anyOf: [ref('ComposeStarted'), ref('ComposeDelta'), ref('ComposeFinal'), ref('ComposeFailed')],
          },
        },
      },
    },
    ...errorResponses(
      ...bodyKinds,
      'forbidden',
      'not_found',
      'no_terms_in_force',
      'unknown_product',
      'unknown_channel',
      'refused_by_engine',
      'inference_unavailable',
    ),
  },
};

const lineageOperation: OpenapiOperation = {
  operationId: 'getLineage',
  summary: 'What an answer was regenerated from, and why',
  description: 'Roles: all.',
  security: [{ basic: [] }],
  parameters: [pathParameter('id', 'answer_id', { type: 'string', format: 'uuid' })],
  responses: { 200: json('Newest first', ref('Lineage')), ...errorResponses('invalid_request') },
};

const settingsOperation: OpenapiOperation = {
  operationId: 'getSettings',
  summary: 'What the bank has set for its people’s pages',
  description: 'Roles: all.',
  security: [{ basic: [] }],
  responses: { 200: json('In force', ref('Settings')), ...errorResponses() },
};

const putSettingsOperation: OpenapiOperation = {
  operationId: 'putSettings',
  summary: 'Set them anew',
  description: 'A new version; earlier ones stay in the database. Roles: administrator, manager.',
  security: [{ basic: [] }],
  parameters: [ifMatch],
  requestBody: {
    required: true,
    content: { 'application/json': { schema: ref('PutSettings'), example: { sms_segment_kopecks: 350 } } },
  },
  responses: {
    201: json('In force now', ref('Settings')),
    ...errorResponses(...bodyKinds, 'forbidden', 'version_conflict', 'version_required'),
  },
};

export const composeOperations: Openapi['paths'] = {
  '/v1/compose': { post: composeOperation },
  '/v1/answers/{id}/lineage': { get: lineageOperation },
  '/v1/settings': { get: settingsOperation, put: putSettingsOperation },
};
