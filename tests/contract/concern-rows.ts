/** Requests and roles of concerns, for openapi-requests.ts and rest-roles.test.ts. */
import type { RestRequest } from './openapi-requests.ts';

const estimate = { method: 'POST', path: '/v1/insight/concerns' } as const;
const said = { text: 'За что опять сняли 99 рублей? В чате молчат.' };

export const concernOfEach: readonly Omit<RestRequest, 'name' | 'status'>[] = [
  { ...estimate, body: { product: 'CC', statements: [said] } },
];

const wrong = { status: 422, kind: 'invalid_request' } as const;

export const concernRequests: readonly RestRequest[] = [
  { ...estimate, name: 'a statement', body: { statements: [said] }, status: 200 },
  {
    ...estimate,
    name: 'statements of a client, one of them without a letter',
    body: {
      product: 'Кредит на образование',
      statements: [{ ...said, client_id: 7 }, { text: '😀😀' }, { text: 'The rate is far too high' }],
    },
    status: 200,
  },
  { ...estimate, name: 'nothing said', body: { statements: [] }, ...wrong },
  { ...estimate, name: 'an empty statement', body: { statements: [{ text: ' ' }] }, ...wrong },
  { ...estimate, name: 'a statement that is a number', body: { statements: [{ text: 5 }] }, ...wrong },
];

const talkers = ['administrator', 'manager', 'reviewer', 'compliance'] as const;

export const concernRoles = [
  { method: 'POST', route: estimate.path, call: { body: { statements: [said] } }, allowed: talkers, status: 200 },
] as const;
