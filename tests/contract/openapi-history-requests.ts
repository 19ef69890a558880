/** Requests about the history and labels, the good and the wrong. */
import type { RestRequest } from './openapi-requests.ts';

const nobody = '00000000-0000-7000-8000-000000000000';
const facets = { method: 'GET', path: '/v1/history/facets' } as const;
const exported = { method: 'GET', path: '/v1/history/export' } as const;
const record = { method: 'GET', path: '/v1/history/{id}', url: `/v1/history/${nobody}` } as const;
const labels = { path: '/v1/answers/{id}/labels', url: `/v1/answers/${nobody}/labels` } as const;
const skip = { method: 'POST', path: '/v1/answers/{id}/skip', url: `/v1/answers/${nobody}/skip` } as const;
const next = { method: 'GET', path: '/v1/labels/next' } as const;
const progress = { method: 'GET', path: '/v1/labels/progress', query: 'since=2026-01-01T00:00:00Z' } as const;
const disagreements = {
  method: 'GET',
  path: '/v1/labels/disagreements',
  query: 'from=2026-01-01T00:00:00Z&to=2100-01-01T00:00:00Z',
} as const;

/** One good request of each operation. */
export const historyOfEach: readonly Omit<RestRequest, 'name' | 'status'>[] = [
  facets,
  exported,
  record,
  { ...labels, method: 'POST', body: { mark: 'good' } },
  { ...labels, method: 'GET' },
  { ...skip, body: {} },
  next,
  progress,
  disagreements,
];

export const historyRequests: readonly RestRequest[] = [
  { ...facets, name: 'all', status: 200 },
  { ...facets, name: 'of a search', query: 'q=%D0%BA%D0%B0%D1%80%D1%82%D0%B0&label=none', status: 200 },
  { ...facets, name: 'a page of counts', query: 'limit=1', status: 422, kind: 'invalid_request' },
  { ...exported, name: 'csv', query: 'product=CC', status: 200 },
  { ...exported, name: 'another format', query: 'format=pdf', status: 422, kind: 'invalid_request' },
  { ...exported, name: 'a role that may not', as: 'viewer', status: 403, kind: 'forbidden' },
  { ...record, name: 'nobody', status: 404, kind: 'not_found' },
  { ...labels, method: 'GET', name: 'of nothing', status: 404, kind: 'not_found' },
  { ...labels, method: 'POST', name: 'nothing', body: { mark: 'good' }, status: 404, kind: 'not_found' },
  {
    ...labels,
    method: 'POST',
    name: 'wrong without a reason',
    body: { mark: 'wrong' },
    status: 422,
    kind: 'invalid_request',
  },
  {
    ...labels,
    method: 'POST',
    name: 'a role that may not',
    as: 'viewer',
    body: { mark: 'good' },
    status: 403,
    kind: 'forbidden',
  },
  { ...skip, name: 'nothing', body: {}, status: 404, kind: 'not_found' },
  { ...skip, name: 'a role that may not', as: 'manager', body: {}, status: 403, kind: 'forbidden' },
  { ...next, name: 'a hand', query: 'count=3', status: 200 },
  { ...next, name: 'too large a hand', query: 'count=1000', status: 422, kind: 'invalid_request' },
  { ...next, name: 'a role that may not', as: 'manager', status: 403, kind: 'forbidden' },
  { ...progress, name: 'of a day', status: 200 },
  { ...progress, name: 'of no day', query: '', status: 422, kind: 'invalid_request' },
  { ...progress, name: 'a role that may not', as: 'viewer', status: 403, kind: 'forbidden' },
  { ...disagreements, name: 'of a period', status: 200 },
  { ...disagreements, name: 'of no period', query: '', status: 422, kind: 'invalid_request' },
  { ...disagreements, name: 'a role that may not', as: 'viewer', status: 403, kind: 'forbidden' },
];

type Judged = (request: Omit<RestRequest, 'name' | 'status'>, status: number) => Promise<{ readonly body: string }>;

/** An entry of the history, its labels, and passing it over. */
export async function walkLabels(judged: Judged): Promise<void> {
  const list = await judged({ method: 'GET', path: '/v1/history', query: 'status=sendable&limit=1' }, 200);
  const [{ id }] = JSON.parse(list.body).items;
  await judged({ method: 'GET', path: '/v1/history/{id}', url: `/v1/history/${id}` }, 200);
  const ofAnswer = { path: '/v1/answers/{id}/labels', url: `/v1/answers/${id}/labels` };
  const wrong = { mark: 'wrong', reason: 'tone', correction: 'Спокойный текст', seconds_taken: 1.2 };
  await judged({ method: 'POST', ...ofAnswer, body: wrong }, 201);
  await judged({ method: 'GET', ...ofAnswer }, 200);
  await judged({ ...skip, url: `/v1/answers/${id}/skip`, body: {} }, 200);
  await judged({ ...record, url: `/v1/history/${id}` }, 200);
}
