/** Operations about contacting clients. */
import { limits } from '../limits.ts';
import { bodyKinds, errorResponses, ifMatch, json, pathParameter, ref } from './openapi-parts.ts';
import type { Openapi, OpenapiOperation } from './openapi-types.ts';

const clientId = pathParameter('client_id', 'The bank’s id of the client', { type: 'integer' });
const writers = 'Roles: administrator, manager, compliance.';

const getOperation: OpenapiOperation = {
  operationId: 'getContact',
  summary: 'What is stored about contacting a client',
  description: 'A client nobody has written anything about has no consents and no history. Roles: all.',
  security: [{ basic: [] }],
  parameters: [clientId],
  responses: { 200: json('Now and before', ref('Contact')), ...errorResponses('invalid_request') },
};

const putOperation: OpenapiOperation = {
  operationId: 'putContact',
  summary: 'What a client said about being contacted',
  description: `Consents are added to the history; flags that are absent stay as they are. ${writers}`,
  security: [{ basic: [] }],
  parameters: [clientId],
  requestBody: {
    required: true,
    content: {
      'application/json': {
        schema: ref('PutContact'),
        example: { consents: { SMS: true, TMO: false }, do_not_disturb: false, source: 'branch form 17' },
      },
    },
  },
  responses: { 200: json('What is stored now', ref('Contact')), ...errorResponses(...bodyKinds, 'forbidden') },
};

const postOperation: OpenapiOperation = {
  operationId: 'postContacts',
  summary: 'The same for many clients, all or none',
  description: writers,
  security: [{ basic: [] }],
  requestBody: {
    required: true,
    content: {
      'application/json': {
        schema: ref('PostContacts'),
        example: { clients: [{ client_id: 1001, consents: { SMS: true }, source: 'import 2026-03-01' }] },
      },
    },
  },
  responses: { 200: json('Stored', ref('PostContactsResponse')), ...errorResponses(...bodyKinds, 'forbidden') },
};

const getPolicyOperation: OpenapiOperation = {
  operationId: 'getContactPolicy',
  summary: 'When and how often clients may be contacted',
  description: 'Version 0: none was ever set, nothing but the law limits contacts. Roles: all.',
  security: [{ basic: [] }],
  responses: {
    200: {
      ...json('The policy in force', ref('ContactPolicy')),
      headers: { ETag: { schema: { type: 'string' }, description: 'Its version, for If-Match' } },
    },
    ...errorResponses(),
  },
};

const policyVersionsOperation: OpenapiOperation = {
  operationId: 'listContactPolicies',
  summary: 'Every version of the contact policy: who set it, when, and what it said',
  description: `The last ${limits.contactHistoryMax}. Roles: all.`,
  security: [{ basic: [] }],
  responses: { 200: json('Newest first', ref('ContactPolicies')), ...errorResponses('invalid_request') },
};

const putPolicyOperation: OpenapiOperation = {
  operationId: 'putContactPolicy',
  summary: 'The next version of the contact policy',
  description: 'Roles: administrator, compliance.',
  security: [{ basic: [] }],
  parameters: [ifMatch],
  requestBody: {
    required: true,
    content: {
      'application/json': {
        schema: ref('PutContactPolicy'),
        example: {
          quiet_hours: { start: '21:00', end: '09:00' },
          channel_messages_max: 2,
          all_messages_max: 4,
          window_days: 30,
          consent_required: true,
        },
      },
    },
  },
  responses: {
    201: json('In force from now', ref('ContactPolicy')),
    ...errorResponses(...bodyKinds, 'forbidden', 'version_conflict', 'version_required'),
  },
};

export const contactOperations: Openapi['paths'] = {
  '/v1/contacts': { post: postOperation },
  '/v1/contacts/{client_id}': { get: getOperation, put: putOperation },
  '/v1/contact-policy/versions': { get: policyVersionsOperation },
  '/v1/contact-policy': { get: getPolicyOperation, put: putPolicyOperation },
};
