/** Requests and roles of campaigns, for openapi-requests.ts, openapi.test.ts and rest-roles.test.ts. */
import type { RestRequest } from './openapi-requests.ts';

const nobody = '00000000-0000-7000-8000-000000000000';
const csv = { 'content-type': 'text/csv' };
const clients = 'id,age,gender\n1,41.5,1\n2,35,0\n';
const campaigns = '/v1/campaigns';
const rules = '/v1/campaign-approval-rules';
const mapping = { id_column: 0, columns: [{ column: 1, target: 'age' }] };
const steps = [{ clients_max: null, approvers: [{ role: 'manager', count: 1 }] }];

type Request = Omit<RestRequest, 'name' | 'status'>;

const upload = { method: 'POST', path: `${campaigns}/files`, query: 'name=a.csv', headers: csv } as const;
const file = (id: string, rest = '') => ({
  path: `${campaigns}/files/{id}${rest}`,
  url: `${campaigns}/files/${id}${rest}`,
});
const one = (id: string, rest = '') => ({ path: `${campaigns}/{id}${rest}`, url: `${campaigns}/${id}${rest}` });
const create = (fileId: string) =>
  ({
    method: 'POST',
    path: campaigns,
    body: {
      name: 'Проба',
      file_id: fileId,
      settings: { mapping, policy: 'rules_only', offers: { mode: 'chosen', products: ['DC'], channels: ['PUSH'] } },
    },
  }) as const;
const audience = { body: { settings: create(nobody).body.settings } } as const;
const change = {
  headers: { 'if-match': '"1"' },
  body: { name: 'Другая проба', settings: create(nobody).body.settings },
} as const;
const acts = ['start', 'pause', 'resume', 'cancel'] as const;
const put = { method: 'PUT', path: rules, headers: { 'if-match': '"1"' }, body: { steps } } as const;

/** One request of every operation; those of one campaign or file meet none. */
export const campaignsOfEach: readonly Request[] = [
  { method: 'GET', path: `${campaigns}/files` },
  { ...upload, body: clients },
  { method: 'GET', ...file(nobody) },
  { method: 'POST', ...file(nobody, '/check'), body: { mapping } },
  { method: 'POST', ...file(nobody, '/audience'), ...audience },
  { method: 'GET', path: campaigns },
  create(nobody),
  { method: 'GET', ...one(nobody) },
  { method: 'PUT', ...one(nobody), ...change },
  ...acts.map((act) => ({ method: 'POST', ...one(nobody, `/${act}`), body: {} })),
  { method: 'POST', ...one(nobody, '/approvals'), body: { decision: 'approve' } },
  { method: 'GET', ...one(nobody, '/results') },
  { method: 'GET', ...one(nobody, '/export') },
  { method: 'GET', path: rules },
  put,
];

/** What every operation on one campaign or file answers to one that there is not, and to an id that is none. */
const wrongIds: readonly RestRequest[] = campaignsOfEach
  .filter(({ path }) => path.includes('{id}'))
  .flatMap((request): RestRequest[] => [
    { ...request, name: 'none there', status: 404, kind: 'not_found' },
    { ...request, name: 'no id', url: request.url!.replace(nobody, '7'), status: 422, kind: 'invalid_request' },
  ]);

const byViewer: readonly RestRequest[] = campaignsOfEach
  .filter(({ method, path }) => method !== 'GET' || path.includes('/files') || path.endsWith('/export'))
  .map((request) => ({ ...request, name: 'by a viewer', as: 'viewer', status: 403, kind: 'forbidden' }));

export const campaignRequests: readonly RestRequest[] = [
  { method: 'GET', path: campaigns, name: 'no campaigns', status: 200 },
  {
    method: 'GET',
    path: campaigns,
    name: 'a state that is none',
    query: 'state=x',
    status: 422,
    kind: 'invalid_request',
  },
  { ...upload, name: 'an empty file', body: '', status: 422, kind: 'wrong_clients_file' },
  { ...upload, name: 'no name', query: '', body: clients, status: 422, kind: 'invalid_request' },
  {
    ...upload,
    name: 'another type',
    headers: { 'content-type': 'application/json' },
    body: {},
    status: 415,
    kind: 'unsupported_media_type',
  },
  { ...create(nobody), name: 'of a file that is not there', status: 404, kind: 'not_found' },
  { method: 'GET', path: rules, name: 'the rules', status: 200 },
  { ...put, name: 'no version', headers: {}, status: 428, kind: 'version_required' },
  { ...put, name: 'an old version', headers: { 'if-match': '"9"' }, status: 412, kind: 'version_conflict' },
  { ...put, name: 'other rules', status: 200 },
  ...wrongIds,
  ...byViewer,
];

type Judged = (request: Request, status: number) => Promise<{ readonly body: string }>;

/** A campaign from its file to its export. @param judged sends, and holds the answer against the document */
export async function walkCampaign(judged: Judged, pause: () => Promise<void>): Promise<void> {
  const uploaded = JSON.parse((await judged({ ...upload, body: clients }, 201)).body);
  const fileId: string = uploaded.file.id;
  await judged({ method: 'GET', path: `${campaigns}/files` }, 200);
  await judged({ method: 'GET', ...file(fileId) }, 200);
  await judged({ method: 'POST', ...file(fileId, '/check'), body: { mapping } }, 200);
  const counted = { method: 'POST', ...file(fileId, '/audience'), ...audience };
  await judged(counted, 200);
  const id: string = JSON.parse((await judged(create(fileId), 201)).body).id;
  const changed = { method: 'PUT', ...one(id), ...change };
  await judged(changed, 200);
  await judged(changed, 412);
  await judged({ ...changed, headers: {} }, 428);
  const own = (act: string) => ({ method: 'POST', ...one(id, `/${act}`), body: {} });
  const approve = { method: 'POST', ...one(id, '/approvals'), body: { decision: 'approve' } };
  const { settings, ...rest } = create(fileId).body;
  const withoutTerms = { ...settings, offers: { ...settings.offers, products: ['TRUST'] } };
  await judged({ ...create(fileId), body: { ...rest, settings: withoutTerms } }, 409);
  await judged({ ...counted, body: { settings: withoutTerms } }, 409);
  const unknown = { ...settings, offers: { ...settings.offers, products: ['NONE'] } };
  await judged({ ...counted, body: { settings: unknown } }, 422);
  await judged(approve, 403);
  await judged({ ...approve, as: 'manager' }, 409);
  await judged(own('pause'), 409);
  await judged(own('resume'), 409);
  await judged({ ...own('start'), headers: change.headers }, 412);
  await judged({ ...own('start'), headers: { 'if-match': '"2"' } }, 200);
  await judged(own('start'), 409);
  await judged({ ...changed, headers: { 'if-match': '"2"' } }, 409);
  const look = { method: 'GET', ...one(id) };
  while (JSON.parse((await judged(look, 200)).body).state !== 'finished') await pause();
  await judged({ method: 'GET', ...one(id, '/export') }, 409);
  await judged({ method: 'GET', ...one(id, '/results') }, 200);
  await judged({ method: 'GET', path: campaigns }, 200);
  await judged({ ...approve, as: 'manager' }, 201);
  await judged({ method: 'GET', ...one(id, '/export') }, 200);
  await judged({ method: 'GET', ...one(id, '/export'), query: 'format=xlsx' }, 200);
  await judged(own('cancel'), 409);

  // One that cannot run, so that it can be told to do everything.
  const other: string = JSON.parse((await judged(create(fileId), 201)).body).id;
  await judged({ method: 'POST', ...one(other, '/cancel'), body: {} }, 200);
  await judged({ method: 'POST', ...one(other, '/cancel'), body: {} }, 409);
}

/** A campaign that waits for the server, paused and resumed. */
export async function walkWaitingCampaign(judged: Judged, id: string): Promise<void> {
  for (const act of ['start', 'pause', 'resume']) {
    await judged({ method: 'POST', ...one(id, `/${act}`), body: {} }, 200);
  }
}

/** A draft for it. */
export async function draftCampaign(judged: Judged): Promise<string> {
  const uploaded = JSON.parse((await judged({ ...upload, body: clients }, 201)).body);
  return JSON.parse((await judged(create(uploaded.file.id), 201)).body).id;
}

const everybody = ['administrator', 'manager', 'reviewer', 'compliance', 'viewer'] as const;
const writers = ['administrator', 'manager'] as const;
const approvers = ['administrator', 'manager', 'compliance'] as const;
const at = (rest: string) => ({ route: `${campaigns}${rest}`, path: `${campaigns}${rest.replace(':id', nobody)}` });

export const campaignRoles = [
  { method: 'GET', ...at('/files'), allowed: writers, status: 200 },
  { method: 'POST', ...at('/files'), call: { headers: csv, body: clients }, allowed: writers, status: 422 },
  { method: 'GET', ...at('/files/:id'), allowed: writers, status: 404 },
  { method: 'POST', ...at('/files/:id/check'), call: { body: { mapping } }, allowed: writers, status: 404 },
  { method: 'POST', ...at('/files/:id/audience'), call: audience, allowed: writers, status: 404 },
  { method: 'GET', ...at(''), allowed: everybody, status: 200 },
  { method: 'POST', ...at(''), call: { body: create(nobody).body }, allowed: writers, status: 404 },
  { method: 'GET', ...at('/:id'), allowed: everybody, status: 404 },
  { method: 'PUT', ...at('/:id'), call: change, allowed: writers, status: 404 },
  ...acts.map((act) => ({
    method: 'POST',
    ...at(`/:id/${act}`),
    call: { body: {} },
    allowed: writers,
    status: 404,
  })),
  {
    method: 'POST',
    ...at('/:id/approvals'),
    call: { body: { decision: 'approve' } },
    allowed: approvers,
    status: 404,
  },
  { method: 'GET', ...at('/:id/results'), allowed: everybody, status: 404 },
  { method: 'GET', ...at('/:id/export'), allowed: approvers, status: 404 },
  { method: 'GET', route: rules, allowed: everybody, status: 200 },
  {
    method: 'PUT',
    route: rules,
    call: { headers: { 'if-match': '"999"' }, body: { steps } },
    allowed: ['administrator', 'compliance'] as const,
    status: 412,
  },
] as const;
