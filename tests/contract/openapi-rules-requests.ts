/** Real requests of the rules, of drafts of terms and of the policy's versions, for openapi-requests.ts. */
import type { RestRequest } from './openapi-requests.ts';

const rules = { method: 'GET', path: '/v1/rules' } as const;
const policies = { method: 'GET', path: '/v1/contact-policy/versions' } as const;
const checkTerms = {
  method: 'POST',
  path: '/v1/catalogue/{product}/check',
  url: '/v1/catalogue/DC/check',
} as const;
const terms = { legal_name: 'АО «Банк Пример»', licence: '№ 1234', effective_from: '2025-06-01' };

const importing = { method: 'POST', path: '/v1/copybook/import' } as const;

/** One good request of every operation. */
export const rulesOfEach: readonly Omit<RestRequest, 'name' | 'status'>[] = [
  rules,
  policies,
  { ...checkTerms, body: terms },
  { ...importing, body: { approve: 'no' } },
];

export const rulesRequests: readonly RestRequest[] = [
  { ...importing, name: 'no answer', body: { approve: 'yes' }, status: 422, kind: 'invalid_request' },
  { ...importing, name: 'by a viewer', as: 'viewer', body: {}, status: 403, kind: 'forbidden' },
  { ...rules, name: 'the rules', status: 200 },
  { ...rules, name: 'an unknown parameter', query: 'of=CC', status: 422, kind: 'invalid_request' },
  { ...policies, name: 'the versions', status: 200 },
  { ...policies, name: 'an unknown parameter', query: 'of=CC', status: 422, kind: 'invalid_request' },
  { ...checkTerms, name: 'good terms', body: terms, status: 200 },
  { ...checkTerms, name: 'terms with problems', body: { ...terms, rate: 'до 16', full_terms: 'Ставка.' }, status: 200 },
  { ...checkTerms, name: 'a product nobody knows', url: '/v1/catalogue/NO/check', body: terms, status: 200 },
  { ...checkTerms, name: 'no name', body: { effective_from: '2025-06-01' }, status: 422, kind: 'invalid_request' },
  { ...checkTerms, name: 'by a viewer', as: 'viewer', body: terms, status: 403, kind: 'forbidden' },
];
