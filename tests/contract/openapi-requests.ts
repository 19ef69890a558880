/** Real requests of every route, the good and the wrong, with the status each must get. */

import { campaignRequests, campaignsOfEach } from './campaign-rows.ts';
import { concernOfEach, concernRequests } from './concern-rows.ts';
import { insightReportRequests, insightReportsOfEach } from './insight-report-rows.ts';
import { interviewRequests, interviewsOfEach } from './interview-rows.ts';
import { catalogueAndContacts, catalogueRequests, contactRequests } from './openapi-catalogue-requests.ts';
import { composeOfEach, composeRequests } from './openapi-compose-requests.ts';
import { copybookOfEach, copybookRequests } from './openapi-copybook-requests.ts';
import { historyOfEach, historyRequests } from './openapi-history-requests.ts';
import { rulesOfEach, rulesRequests } from './openapi-rules-requests.ts';
import { statsOfEach, statsRequests } from './openapi-stats-requests.ts';
import { userRequests, usersAndAudit } from './openapi-user-requests.ts';
import { propensityOfEach, propensityRequests } from './propensity-rows.ts';

export interface RestRequest {
  readonly name: string;
  readonly method: string;
  /** As the document spells it. */
  readonly path: string;
  /** Where it goes to, when the path has parameters. */
  readonly url?: string;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; a string is sent as it is. */
  readonly body?: unknown;
  /** Who asks; default: the administrator. */
  readonly as?: 'nobody' | 'viewer' | 'manager' | 'blocked' | 'wrong password';
  readonly status: number;
  /** Slug of the error; absent for answers. */
  readonly kind?: string;
}

const client = { id: 1, features: { age: 41.5, gender: 1, cnt_tr_oil_3m: 14, reg_region_nm: 'Якутия' } };
const order = { product: 'CC', channel: 'SMS' };
export const goodBody = { clients: [client], ...order, options: { seed: 1 } };
export const bodyBytesMax = 256 * 1024;

const generate = { method: 'POST', path: '/v1/generate' } as const;
const history = { method: 'GET', path: '/v1/history' } as const;
const replay = { method: 'POST', path: '/v1/replay' } as const;

const answers: readonly RestRequest[] = [
  { ...generate, name: 'one client', body: goodBody, status: 200 },
  {
    ...generate,
    name: 'clients that are wrong in every way',
    body: {
      clients: [
        client,
        { ...client, id: 2, features: { age: true } },
        client,
        { ...client, id: 'three' },
        { id: 4 },
        5,
        null,
        { ...client, id: 6.5 },
        { ...client, id: 7, features: { age: 17 } },
        { ...client, id: 8, features: { age: ' ', gender: 'NULL', cnt_tr_oil_3m: '14' } },
        { ...client, id: 9, features: { unknown_feature: [1, { deep: null }] } },
        { ...client, id: 10, recent_thread_ids: [''] },
      ],
      ...order,
    },
    status: 200,
  },
  {
    ...generate,
    name: 'every option',
    body: {
      ...goodBody,
      profile: 'law2025',
      options: {
        concern: 'finance',
        policy: 'rules_only',
        mode: 'auto',
        temperature: 0,
        seed: 2,
        answer_within_ms: 1500,
        language: 'en',
      },
    },
    status: 200,
  },
  {
    ...generate,
    name: 'a described product and channel',
    body: {
      clients: [client],
      product: { name: 'Карта', description: 'Дебетовая карта для поездок' },
      channel: { description: 'СМС' },
    },
    status: 200,
  },
  { ...generate, name: 'NDJSON', body: goodBody, headers: { accept: 'application/x-ndjson' }, status: 200 },
  { ...generate, name: 'server-sent events', body: goodBody, headers: { accept: 'text/event-stream' }, status: 200 },
  { ...replay, name: 'stored texts of a product', body: { product: 'CC', limit: 5 }, status: 200 },
  { ...generate, name: 'a text whose terms end later', body: { ...goodBody, product: 'TRUST' }, status: 200 },
  { ...history, name: 'history', status: 200 },
  { ...history, name: 'a page of history', query: 'client_id=1&product=CC&channel=SMS&limit=1', status: 200 },
  {
    ...history,
    name: 'history of a time',
    query: 'from=2020-01-01T00:00:00Z&to=2100-01-01T00:00:00%2B03:00',
    status: 200,
  },
  { ...history, name: 'history of errors', query: 'status=error', status: 200 },
  { ...history, name: 'history of refusals', query: 'status=refused&source=rules', status: 200 },
  { method: 'GET', path: '/v1/me', name: 'who I am', status: 200 },
  { method: 'GET', path: '/v1/me', name: 'who a viewer is', as: 'viewer', status: 200 },
  { method: 'GET', path: '/healthz', name: 'health', as: 'nobody', status: 200 },
  { method: 'GET', path: '/readyz', name: 'readiness', as: 'nobody', status: 200 },
  { method: 'GET', path: '/metrics', name: 'metrics', as: 'nobody', status: 200 },
  { method: 'GET', path: '/openapi.json', name: 'the document', as: 'nobody', status: 200 },
  { method: 'GET', path: '/api', name: 'the page for people', as: 'nobody', status: 200 },
];

const refusals: readonly RestRequest[] = [
  { ...generate, name: 'JSON that is no object', body: '"text"', status: 400, kind: 'broken_json' },
  { ...generate, name: 'no credentials', as: 'nobody', body: goodBody, status: 401, kind: 'unauthorized' },
  { ...generate, name: 'a wrong password', as: 'wrong password', body: goodBody, status: 401, kind: 'unauthorized' },
  { ...history, name: 'history without credentials', as: 'nobody', status: 401, kind: 'unauthorized' },
  { method: 'GET', path: '/v1/me', name: 'me without credentials', as: 'nobody', status: 401, kind: 'unauthorized' },
  { ...generate, name: 'a role that may not', as: 'viewer', body: goodBody, status: 403, kind: 'forbidden' },
  {
    ...generate,
    name: 'a format that there is not',
    headers: { accept: 'image/png' },
    body: goodBody,
    status: 406,
    kind: 'not_acceptable',
  },
  { ...generate, name: 'no client', body: { ...goodBody, clients: [] }, status: 422, kind: 'no_clients' },
  {
    ...generate,
    name: 'too many clients',
    body: { ...goodBody, clients: Array.from({ length: 1001 }, (_, id) => ({ id, features: {} })) },
    status: 422,
    kind: 'too_many_clients',
  },
  {
    ...generate,
    name: 'clients that are no list',
    body: { ...goodBody, clients: {} },
    status: 422,
    kind: 'invalid_request',
  },
  {
    ...generate,
    name: 'an unknown product',
    body: { ...goodBody, product: 'NO_SUCH' },
    status: 422,
    kind: 'unknown_product',
  },
  {
    ...generate,
    name: 'an unknown channel',
    body: { ...goodBody, channel: 'FAX' },
    status: 422,
    kind: 'unknown_channel',
  },
  {
    ...generate,
    name: 'a misspelt option',
    body: { ...goodBody, options: { sead: 1 } },
    status: 422,
    kind: 'invalid_request',
  },
  {
    ...generate,
    name: 'a temperature too high',
    body: { ...goodBody, options: { temperature: 3 } },
    status: 422,
    kind: 'invalid_request',
  },
  {
    ...generate,
    name: 'a mode that the engine is too weak for',
    body: { ...goodBody, options: { mode: 'free' } },
    status: 422,
    kind: 'refused_by_engine',
  },
  { ...history, name: 'an unknown filter', query: 'clientid=1', status: 422, kind: 'invalid_request' },
  { ...history, name: 'a page too large', query: 'limit=100000', status: 422, kind: 'invalid_request' },
];

/** One good request of every operation under /v1, for what all of them answer alike. */
export const oneOfEach: readonly Omit<RestRequest, 'name' | 'status'>[] = [
  { ...generate, body: goodBody },
  history,
  { ...replay, body: { product: 'CC' } },
  { method: 'GET', path: '/v1/me' },
  ...catalogueAndContacts,
  ...campaignsOfEach,
  ...copybookOfEach,
  ...insightReportsOfEach,
  ...historyOfEach,
  ...interviewsOfEach,
  ...propensityOfEach,
  ...concernOfEach,
  ...rulesOfEach,
  ...usersAndAudit,
  ...statsOfEach,
  ...composeOfEach,
];

/** What every operation with a JSON body answers to bodies that are none. */
const bodyRefusals: readonly RestRequest[] = oneOfEach
  // Files come under a type of their own.
  .filter(({ method, headers }) => !['GET', 'DELETE'].includes(method) && headers?.['content-type'] === undefined)
  .flatMap((request): RestRequest[] => [
    { ...request, name: 'broken JSON', body: '{"a": [', status: 400, kind: 'broken_json' },
    {
      ...request,
      name: 'a body too large',
      body: { pad: 'x'.repeat(bodyBytesMax) },
      status: 413,
      kind: 'body_too_large',
    },
    {
      ...request,
      name: 'a body of another type',
      headers: { ...request.headers, 'content-type': 'text/plain' },
      body: 'text',
      status: 415,
      kind: 'unsupported_media_type',
    },
    { ...request, name: 'an unknown field', body: { unheard: 1 }, status: 422, kind: 'invalid_request' },
  ]);

export const restRequests: readonly RestRequest[] = [
  ...answers,
  ...refusals,
  ...catalogueRequests,
  ...contactRequests,
  ...campaignRequests,
  ...copybookRequests,
  ...insightReportRequests,
  ...interviewRequests,
  ...propensityRequests,
  ...concernRequests,
  ...rulesRequests,
  ...historyRequests,
  ...userRequests,
  ...statsRequests,
  ...composeRequests,
  {
    ...replay,
    name: 'texts of a product whose terms have ended',
    body: { product: 'TRUST' },
    status: 200,
  },
  ...bodyRefusals,
];

/** Statuses of the document that no request here can bring about. */
export function isUnreachable(operationAndStatus: string): boolean {
  // A file beyond 128 MiB.
  if (operationAndStatus === 'POST /v1/campaigns/files 413') return true;
  // No folder is watched here: market-inbox.test.ts has one.
  if (operationAndStatus === 'POST /v1/insight/market/inbox/look 202') return true;
  // 500 is a bug.
  return operationAndStatus.includes(' /v1/') && operationAndStatus.endsWith(' 500');
}
