/** Requests of the page that writes one text: names for people, one text streamed, settings; for openapi-requests.ts. */
import type { RestRequest } from './openapi-requests.ts';

const lists = ['products', 'channels', 'signals', 'features'].map(
  (list) => ({ method: 'GET', path: `/v1/${list}` }) as const,
);
const nobody = '00000000-0000-7000-8000-000000000000';
const compose = { method: 'POST', path: '/v1/compose' } as const;
const lineage = { method: 'GET', path: '/v1/answers/{id}/lineage', url: `/v1/answers/${nobody}/lineage` } as const;
const settings = { method: 'GET', path: '/v1/settings' } as const;
const putSettings = { method: 'PUT', path: '/v1/settings' } as const;

const body = { client: { features: { age: 41.5, gender: 1 } }, product: 'CC', channel: 'SMS', options: { seed: 1 } };
const price = { sms_segment_kopecks: 350 };
const version = (number: number) => ({ 'if-match': `"${number}"` });

/** One good request of every operation. */
export const composeOfEach: readonly Omit<RestRequest, 'name' | 'status'>[] = [
  ...lists,
  { ...compose, body },
  lineage,
  settings,
  { ...putSettings, headers: version(999), body: price },
];

export const composeRequests: readonly RestRequest[] = [
  ...lists.map((list): RestRequest => ({ ...list, name: 'all of them', status: 200 })),
  { ...compose, name: 'somebody without an id', body, status: 200 },
  { ...compose, name: 'a client with an id', body: { ...body, client: { ...body.client, id: 7 } }, status: 200 },
  {
    ...compose,
    name: 'a feature of a wrong type',
    body: { ...body, client: { features: { age: true } } },
    status: 200,
  },
  { ...compose, name: 'a role that may not', as: 'viewer', body, status: 403, kind: 'forbidden' },
  {
    ...compose,
    name: 'another one than an answer that there is not',
    body: { ...body, regeneration: { of: nobody } },
    status: 404,
    kind: 'not_found',
  },
  {
    ...compose,
    name: 'a product whose terms have ended',
    body: { ...body, product: 'TRUST' },
    status: 409,
    kind: 'no_terms_in_force',
  },
  { ...compose, name: 'an unknown product', body: { ...body, product: 'NO' }, status: 422, kind: 'unknown_product' },
  { ...compose, name: 'an unknown channel', body: { ...body, channel: 'FAX' }, status: 422, kind: 'unknown_channel' },
  {
    ...compose,
    name: 'two concerns at once',
    body: { ...body, regeneration: { of: nobody, steps: ['concern_finance', 'concern_support'] } },
    status: 422,
    kind: 'invalid_request',
  },
  {
    ...compose,
    name: 'a mode that the engine is too weak for',
    body: { ...body, options: { mode: 'free' } },
    status: 422,
    kind: 'refused_by_engine',
  },
  { ...lineage, name: 'an answer that there is not', status: 200 },
  { ...lineage, name: 'an id that is none', url: '/v1/answers/1/lineage', status: 422, kind: 'invalid_request' },
  { ...settings, name: 'never set', status: 200 },
  { ...putSettings, name: 'the first', headers: version(0), body: price, status: 201 },
  { ...putSettings, name: 'an older version', headers: version(0), body: price, status: 412, kind: 'version_conflict' },
  { ...putSettings, name: 'no version', body: price, status: 428, kind: 'version_required' },
  { ...putSettings, name: 'a role that may not', as: 'viewer', body: price, status: 403, kind: 'forbidden' },
  {
    ...putSettings,
    name: 'a price below nothing',
    headers: version(1),
    body: { sms_segment_kopecks: -1 },
    status: 422,
    kind: 'invalid_request',
  },
];
