/** Requests and roles of interviews, for openapi-requests.ts, openapi.test.ts and rest-roles.test.ts. */
import type { RestRequest } from './openapi-requests.ts';

const nobody = '00000000-0000-7000-8000-000000000000';
const base = '/v1/insight/interviews';
const links = '/v1/insight/interview-links';
type Asked = Omit<RestRequest, 'name' | 'status'>;

const one = (rest = '', id = nobody) => ({ path: `${base}/{id}${rest}`, url: `${base}/${id}${rest}` });
const link = (rest = '', token = 'unknown') =>
  ({ path: `${links}/{token}${rest}`, url: `${links}/${token}${rest}`, as: 'nobody' }) as const;
const create = { method: 'POST', path: base } as const;
const wish = { goal: 'Почему вклады снимают до срока', product: 'DEPOSIT' };
const consent = { version: '2026-11-26', agreed: true };

export const interviewsOfEach: readonly Asked[] = [
  { method: 'GET', path: base },
  { ...create, body: wish },
  { method: 'GET', ...one() },
  { method: 'DELETE', ...one() },
  { method: 'POST', ...one('/link'), body: {} },
  { method: 'POST', ...one('/finish'), body: {} },
  { method: 'GET', ...one('/result.md') },
  { method: 'GET', ...one('/result.docx') },
];

/** Need nobody signed in. */
export const openInterviewsOfEach: readonly Asked[] = [
  { method: 'GET', ...link() },
  { method: 'POST', ...link('/consent'), body: consent },
  { method: 'POST', ...link('/turn'), body: { number: 1, text: 'x' } },
  { method: 'POST', ...link('/stop'), body: {} },
  { method: 'DELETE', ...link() },
];

const missing = { status: 404, kind: 'not_found' } as const;
const wrong = { status: 422, kind: 'invalid_request' } as const;
const long = 'x'.repeat(101);

export const interviewRequests: readonly RestRequest[] = [
  { method: 'GET', path: base, name: 'a page', query: 'limit=5&status=ended', status: 200 },
  { method: 'GET', path: base, name: 'a wrong filter', query: 'status=no', ...wrong },
  { ...create, name: 'an interview', body: wish, status: 201 },
  { ...create, name: 'a subject', body: { goal: 'x', subject: 'office' }, status: 201 },
  { ...create, name: 'neither subject nor product', body: { goal: 'x' }, ...wrong },
  { ...create, name: 'an unknown product', body: { goal: 'x', product: 'NO' }, status: 422, kind: 'unknown_product' },
  ...interviewsOfEach
    .filter(({ url }) => url !== undefined)
    .flatMap((request): RestRequest[] => [
      { ...request, name: 'none there', ...missing },
      { ...request, url: request.url!.replace(nobody, '1'), name: 'no id', ...wrong },
    ]),
  ...openInterviewsOfEach.flatMap((request): RestRequest[] => [
    { ...request, name: 'a link that leads nowhere', ...missing },
    { ...request, url: request.url!.replace('unknown', long), name: 'no token', ...wrong },
  ]),
  ...openInterviewsOfEach
    .filter(({ method }) => method === 'POST')
    .flatMap((request): RestRequest[] => [
      { ...request, name: 'broken JSON', body: '{"a": [', status: 400, kind: 'broken_json' },
      { ...request, name: 'a body too large', body: { pad: 'x'.repeat(300_000) }, status: 413, kind: 'body_too_large' },
      {
        ...request,
        name: 'a body of another type',
        headers: { 'content-type': 'text/plain' },
        body: 'text',
        status: 415,
        kind: 'unsupported_media_type',
      },
    ]),
];

type Judged = (request: Asked, status: number) => Promise<{ readonly body: string }>;

/** Every status that needs an interview which is there; the judge of the document reads each answer. */
export async function walkInterviews(judged: Judged): Promise<void> {
  const begun = JSON.parse((await judged({ ...create, body: wish }, 201)).body);
  const { id } = begun.interview;
  const { link: again } = JSON.parse((await judged({ method: 'POST', ...one('/link', id), body: {} }, 200)).body);
  const { token } = again;
  await judged({ method: 'GET', ...link('', token) }, 200);
  await judged({ method: 'POST', ...link('/turn', token), body: { number: 0, text: null } }, 409);
  await judged({ method: 'POST', ...link('/stop', token), body: {} }, 409);
  await judged({ method: 'POST', ...link('/consent', token), body: { ...consent, version: 'another' } }, 422);
  await judged({ method: 'POST', ...link('/consent', token), body: consent }, 200);
  await judged({ method: 'POST', ...link('/turn', token), body: { number: 1, text: 'На машину.' } }, 200);
  await judged({ method: 'POST', ...link('/turn', token), body: { number: 7, text: 'x' } }, 409);
  await judged({ method: 'POST', ...one('/link', id), body: {} }, 409);
  await judged({ method: 'GET', ...one('', id) }, 200);
  await judged({ method: 'POST', ...link('/stop', token), body: {} }, 200);
  await judged({ method: 'POST', ...one('/finish', id), body: {} }, 409);
  await judged({ method: 'GET', ...one('/result.md', id) }, 200);
  await judged({ method: 'GET', ...one('/result.docx', id) }, 200);
  await judged({ method: 'DELETE', ...link('', token) }, 200);
  await judged({ method: 'DELETE', ...one('', id) }, 409);
  const left = JSON.parse((await judged({ ...create, body: wish }, 201)).body);
  await judged({ method: 'POST', ...link('/consent', left.link.token), body: consent }, 200);
  await judged({ method: 'POST', ...one('/finish', left.interview.id), body: {} }, 200);
  await judged({ method: 'DELETE', ...one('', left.interview.id) }, 200);
  await flood(judged);
}

async function flood(judged: Judged): Promise<void> {
  const { link: flooded } = JSON.parse((await judged({ ...create, body: wish }, 201)).body);
  const get = { method: 'GET', ...link('', flooded.token) };
  for (let calls = 0; calls < 60; calls += 1) await judged(get, 200);
  for (const request of openInterviewsOfEach) {
    await judged({ ...request, url: request.url!.replace('unknown', flooded.token) }, 429);
  }
}

const readers = ['administrator', 'manager', 'reviewer', 'compliance'] as const;
const askers = ['administrator', 'manager'] as const;
const removers = ['administrator', 'manager', 'compliance'] as const;
const role = (method: string, rest = '') => ({ method, route: `${base}/:id${rest}`, path: `${base}/${nobody}${rest}` });

export const interviewRoles = [
  { method: 'GET', route: base, allowed: readers, status: 200 },
  { method: 'POST', route: base, call: { body: { goal: 'x' } }, allowed: askers, status: 422 },
  { ...role('GET'), allowed: readers, status: 404 },
  { ...role('DELETE'), allowed: removers, status: 404 },
  { ...role('POST', '/link'), call: { body: {} }, allowed: askers, status: 404 },
  { ...role('POST', '/finish'), call: { body: {} }, allowed: askers, status: 404 },
  { ...role('GET', '/result.md'), allowed: readers, status: 404 },
  { ...role('GET', '/result.docx'), allowed: readers, status: 404 },
];

export const openInterviewRoutes = [
  `GET ${links}/:token`,
  `POST ${links}/:token/consent`,
  `POST ${links}/:token/turn`,
  `POST ${links}/:token/stop`,
  `DELETE ${links}/:token`,
];
