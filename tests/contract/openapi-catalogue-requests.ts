/** Real requests of the catalogue and the contacts, the good and the wrong, for openapi-requests.ts. */
import type { RestRequest } from './openapi-requests.ts';

const catalogue = { method: 'GET', path: '/v1/catalogue' } as const;
const claims = { method: 'GET', path: '/v1/catalogue/claims' } as const;
const versions = { method: 'GET', path: '/v1/catalogue/{product}', url: '/v1/catalogue/DC' } as const;
const putTerms = { method: 'PUT', path: '/v1/catalogue/{product}', url: '/v1/catalogue/DC' } as const;
const importing = { method: 'POST', path: '/v1/catalogue/import' } as const;
const check = { method: 'POST', path: '/v1/check' } as const;
const getContact = { method: 'GET', path: '/v1/contacts/{client_id}', url: '/v1/contacts/-77' } as const;
const putContact = { method: 'PUT', path: '/v1/contacts/{client_id}', url: '/v1/contacts/-77' } as const;
const postContacts = { method: 'POST', path: '/v1/contacts' } as const;
const getPolicy = { method: 'GET', path: '/v1/contact-policy' } as const;
const putPolicy = { method: 'PUT', path: '/v1/contact-policy' } as const;

const yaml = { 'content-type': 'application/yaml' };
const terms = { legal_name: 'АО «Банк Пример»', licence: '№ 1234', effective_from: '2025-06-01' };
const goodCheck = { text: 'Самая лучшая карта! Ставка 5 %, «Вам одобрено».', product: 'CC', channel: 'SMS' };
const goodContact = { consents: { SMS: true, TMO: false }, do_not_disturb: false, source: 'form' };
const goodContacts = {
  clients: [
    { client_id: -78, ...goodContact },
    { client_id: -79, utc_offset_minutes: null, source: 'x' },
  ],
};
const goodPolicy = {
  quiet_hours: { start: '23:30', end: '08:00' },
  channel_messages_max: 0,
  all_messages_max: 0,
  window_days: 30,
  consent_required: false,
};
const ifMatch = (version: number) => ({ 'if-match': `"${version}"` });

/** One good request of every operation; those that write meet their own end first. */
export const catalogueAndContacts: readonly Omit<RestRequest, 'name' | 'status'>[] = [
  catalogue,
  claims,
  versions,
  { ...putTerms, headers: ifMatch(0), body: terms },
  { ...importing, headers: yaml, body: 'products: []' },
  { ...check, body: goodCheck },
  getContact,
  { ...putContact, body: goodContact },
  { ...postContacts, body: goodContacts },
  getPolicy,
  { ...putPolicy, headers: ifMatch(999), body: goodPolicy },
];

/** In this order: later ones build on versions that earlier ones made. */
export const catalogueRequests: readonly RestRequest[] = [
  { ...catalogue, name: 'the catalogue', status: 200 },
  { ...catalogue, name: 'the catalogue of a day before all', query: 'on=2001-01-01', status: 200 },
  { ...catalogue, name: 'no day', query: 'on=tomorrow', status: 422, kind: 'invalid_request' },
  { ...claims, name: 'claims', status: 200 },
  { ...claims, name: 'an unknown parameter', query: 'of=CC', status: 422, kind: 'invalid_request' },
  { ...versions, name: 'versions', status: 200 },
  { ...versions, name: 'a product that it does not have', url: '/v1/catalogue/NO', status: 404, kind: 'not_found' },
  {
    ...versions,
    name: 'a code too long',
    url: `/v1/catalogue/${'x'.repeat(65)}`,
    status: 422,
    kind: 'invalid_request',
  },
  { ...putTerms, name: 'a new version', headers: ifMatch(1), body: terms, status: 201 },
  { ...putTerms, name: 'the same again', headers: ifMatch(2), body: terms, status: 200 },
  { ...putTerms, name: 'a stale version', headers: ifMatch(1), body: terms, status: 412, kind: 'version_conflict' },
  { ...putTerms, name: 'no version', body: terms, status: 428, kind: 'version_required' },
  {
    ...putTerms,
    name: 'a misspelt field',
    headers: ifMatch(2),
    body: { ...terms, lisence: '1' },
    status: 422,
    kind: 'invalid_request',
  },
  {
    ...putTerms,
    name: 'terms that no lawful text can be made with',
    url: '/v1/catalogue/REFIN',
    headers: ifMatch(1),
    body: {
      ...terms,
      full_cost_min: '20',
      full_cost_max: '30',
      full_terms: 'Полная стоимость кредита 20–30 % годовых, срок до 5 лет.',
    },
    status: 422,
    kind: 'unlawful_terms',
  },
  {
    ...putTerms,
    name: 'terms that have ended',
    url: '/v1/catalogue/TRUST',
    headers: ifMatch(1),
    body: { ...terms, effective_to: '2025-07-01' },
    status: 201,
  },
  {
    ...importing,
    name: 'a file',
    headers: yaml,
    body: 'products: [{product: OMS, legal_name: Банк, effective_from: "2025-06-01"}]',
    status: 200,
  },
  {
    ...importing,
    name: 'a file, only checked',
    query: 'dry_run=true',
    headers: yaml,
    body: 'products: [{product: OMS, legal_name: Банк, effective_from: "2025-07-01"}]',
    status: 200,
  },
  { ...importing, name: 'a wrong file', headers: yaml, body: 'products: [1, 2]', status: 422, kind: 'invalid_import' },
  {
    ...importing,
    name: 'a file too large',
    headers: yaml,
    body: `# ${'x'.repeat(256 * 1024)}`,
    status: 413,
    kind: 'body_too_large',
  },
  {
    ...importing,
    name: 'a file of another type',
    headers: { 'content-type': 'text/csv' },
    body: 'product',
    status: 415,
    kind: 'unsupported_media_type',
  },
  { ...check, name: 'an unlawful text', body: goodCheck, status: 200 },
  {
    ...check,
    name: 'a text of a described product',
    body: {
      text: 'Карта для поездок.',
      product: { name: 'Карта', description: 'Дебетовая карта' },
      channel: { description: 'СМС' },
      profile: 'law2025',
      language: 'en',
    },
    status: 200,
  },
  { ...check, name: 'no text', body: { ...goodCheck, text: '' }, status: 422, kind: 'invalid_request' },
  {
    ...check,
    name: 'a product that there is not',
    body: { ...goodCheck, product: 'NO' },
    status: 422,
    kind: 'unknown_product',
  },
  {
    ...check,
    name: 'a channel that there is not',
    body: { ...goodCheck, channel: 'FAX' },
    status: 422,
    kind: 'unknown_channel',
  },
  {
    ...check,
    name: 'a product whose terms have ended',
    body: { ...goodCheck, product: 'TRUST' },
    status: 409,
    kind: 'no_terms_in_force',
  },
];

export const contactRequests: readonly RestRequest[] = [
  { ...getContact, name: 'a client nobody has written about', status: 200 },
  { ...putContact, name: 'consent and a flag', body: goodContact, status: 200 },
  { ...getContact, name: 'a client with a history', status: 200 },
  { ...getContact, name: 'no id', url: '/v1/contacts/seven', status: 422, kind: 'invalid_request' },
  { ...putContact, name: 'nothing', body: { source: 'x' }, status: 422, kind: 'invalid_request' },
  { ...postContacts, name: 'many clients', body: goodContacts, status: 200 },
  { ...postContacts, name: 'no clients', body: { clients: [] }, status: 422, kind: 'invalid_request' },
  { ...getPolicy, name: 'no policy yet', status: 200 },
  { ...putPolicy, name: 'the first policy', headers: ifMatch(0), body: goodPolicy, status: 201 },
  { ...getPolicy, name: 'a policy', status: 200 },
  {
    ...putPolicy,
    name: 'a stale version',
    headers: ifMatch(0),
    body: goodPolicy,
    status: 412,
    kind: 'version_conflict',
  },
  { ...putPolicy, name: 'no version', body: goodPolicy, status: 428, kind: 'version_required' },
];
