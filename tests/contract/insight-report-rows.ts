/** Requests and roles of client journeys, companies' statements and market watch, for openapi-requests.ts and rest-roles.test.ts. */
import type { RealResponse } from './openapi-document.ts';
import type { RestRequest } from './openapi-requests.ts';

const nobody = '00000000-0000-7000-8000-000000000000';
const csv = { 'content-type': 'text/csv' };
const log = 'case;step;time\n1;Заявка;2026-08-01T10:00:00Z\n1;Выдано;01.08.2026 16:30\n2;Заявка;2026-08-02\n';
const statements = 'Строка;2024;2025\n1200;57;95\n1500;37;70\n2110;205;270\n';

const postJourney = { method: 'POST', path: '/v1/insight/journeys', headers: csv } as const;
const postReport = { method: 'POST', path: '/v1/insight/reports', headers: csv } as const;
const journey = { path: '/v1/insight/journeys/{id}', url: `/v1/insight/journeys/${nobody}` } as const;
const report = { path: '/v1/insight/reports/{id}', url: `/v1/insight/reports/${nobody}` } as const;
const under = ({ path, url }: { path: string; url: string }, rest: string) => ({
  path: `${path}${rest}`,
  url: `${url}${rest}`,
});

const market = '/v1/insight/market';
const getItems = { method: 'GET', path: `${market}/items` } as const;
const postItems = { method: 'POST', path: `${market}/items` } as const;
const postFile = { method: 'POST', path: `${market}/files`, headers: csv } as const;
const postDigest = { method: 'POST', path: `${market}/digests` } as const;
const digest = { path: `${market}/digests/{id}`, url: `${market}/digests/${nobody}` } as const;
const inbox = { method: 'GET', path: `${market}/inbox` } as const;
const look = { method: 'POST', path: `${market}/inbox/look`, body: {} } as const;
const review = { kind: 'review', competitor: 'x', published_at: '2026-11-20', text: 'Приложение вылетает', value: 1 };
const vacancies = 'kind;competitor;published_at;title\nvacancy;x;2026-11-20;Юрист\nvacancy;x;soon;Юрист\n';

/** One request of every operation; those of one journey or company meet none. */
export const insightReportsOfEach: readonly Omit<RestRequest, 'name' | 'status'>[] = [
  { method: 'GET', path: '/v1/insight/journeys' },
  { ...postJourney, query: 'process=card', body: log },
  { method: 'GET', ...journey },
  { method: 'DELETE', ...journey },
  { method: 'GET', ...under(journey, '/map.svg') },
  { method: 'GET', ...under(journey, '/report.md') },
  { method: 'GET', path: '/v1/insight/reports' },
  { ...postReport, query: 'company=x', body: statements },
  { method: 'GET', ...report },
  { method: 'DELETE', ...report },
  { method: 'GET', ...under(report, '/report.md') },
  getItems,
  { ...postItems, body: { items: [review] } },
  { ...postFile, body: vacancies },
  inbox,
  look,
  { method: 'GET', path: `${market}/digests` },
  { ...postDigest, body: { week: '2026-W47' } },
  { method: 'GET', ...digest },
  { method: 'GET', ...under(digest, '/digest.md') },
  { method: 'GET', ...under(digest, '/digest.docx') },
];

const unread = { status: 422, kind: 'invalid_import' } as const;

export const insightReportRequests: readonly RestRequest[] = [
  { ...postItems, name: 'items, one of them wrong', body: { items: [review, { kind: 'no' }] }, status: 200 },
  { ...postItems, name: 'no items', body: { items: [] }, status: 422, kind: 'invalid_request' },
  { ...postFile, name: 'a file of items', body: vacancies, status: 200 },
  { ...postFile, name: 'an empty file of items', body: '', ...unread },
  { ...postFile, name: 'a file without dates', body: 'kind;title\nvacancy;x\n', ...unread },
  { ...getItems, name: 'items of a kind', query: 'kind=review', status: 200 },
  { ...getItems, name: 'items of no kind', query: 'kind=rumour', status: 422, kind: 'invalid_request' },
  { ...inbox, name: 'the watched folder', status: 200 },
  { ...look, name: 'a look where no folder is watched', status: 409, kind: 'inbox_off' },
  { ...postDigest, name: 'a digest', body: { week: '2026-W47' }, status: 201 },
  { ...postDigest, name: 'a digest of no week', body: { week: '2026-W60' }, status: 422, kind: 'invalid_request' },
  { method: 'GET', ...digest, name: 'a digest that is not there', status: 404, kind: 'not_found' },
  { ...postJourney, name: 'a journey', query: 'process=card&goal=Выдано', body: log, status: 201 },
  { ...postJourney, name: 'an empty log', query: 'process=card', body: '', ...unread },
  { ...postJourney, name: 'a log without times', query: 'process=card', body: 'case;step\n1;a\n', ...unread },
  { ...postJourney, name: 'a goal that no case meets', query: 'process=card&goal=no', body: log, ...unread },
  { ...postJourney, name: 'no process', body: log, status: 422, kind: 'invalid_request' },
  {
    ...postJourney,
    name: 'a log of another type',
    headers: { 'content-type': 'application/json' },
    query: 'process=card',
    body: {},
    status: 415,
    kind: 'unsupported_media_type',
  },
  { method: 'GET', ...journey, name: 'a journey that is not there', status: 404, kind: 'not_found' },
  { ...postReport, name: 'statements', query: 'company=x&unit=million', body: statements, status: 201 },
  { ...postReport, name: 'statements without a year', query: 'company=x', body: 'a;b\n1;2\n', ...unread },
  { ...postReport, name: 'statements with no known line', query: 'company=x', body: 'a;2025\nb;2\n', ...unread },
  {
    method: 'GET',
    path: report.path,
    url: '/v1/insight/reports/1',
    name: 'no id',
    status: 422,
    kind: 'invalid_request',
  },
];

const everybody = ['administrator', 'manager', 'reviewer', 'compliance', 'viewer'] as const;
const uploaders = ['administrator', 'manager', 'compliance'] as const;
const removers = ['administrator', 'manager'] as const;
const one = (base: string, rest = '') => ({ route: `${base}/:id${rest}`, path: `${base}/${nobody}${rest}` });
const journeys = '/v1/insight/journeys';
const reports = '/v1/insight/reports';

export const insightReportRoles = [
  { method: 'GET', route: `${market}/items`, allowed: everybody, status: 200 },
  { method: 'POST', route: `${market}/items`, call: { body: { items: [] } }, allowed: uploaders, status: 422 },
  { method: 'POST', route: `${market}/files`, call: { headers: csv, body: '' }, allowed: uploaders, status: 422 },
  { method: 'GET', route: `${market}/inbox`, allowed: everybody, status: 200 },
  { method: 'POST', route: `${market}/inbox/look`, call: { body: {} }, allowed: uploaders, status: 409 },
  { method: 'GET', route: `${market}/digests`, allowed: everybody, status: 200 },
  { method: 'POST', route: `${market}/digests`, call: { body: { week: 'x' } }, allowed: uploaders, status: 422 },
  { method: 'GET', ...one(`${market}/digests`), allowed: everybody, status: 404 },
  { method: 'GET', ...one(`${market}/digests`, '/digest.md'), allowed: everybody, status: 404 },
  { method: 'GET', ...one(`${market}/digests`, '/digest.docx'), allowed: everybody, status: 404 },
  { method: 'GET', route: journeys, allowed: everybody, status: 200 },
  { method: 'POST', route: journeys, call: { headers: csv, body: log }, allowed: uploaders, status: 422 },
  { method: 'GET', ...one(journeys), allowed: everybody, status: 404 },
  { method: 'GET', ...one(journeys, '/map.svg'), allowed: everybody, status: 404 },
  { method: 'GET', ...one(journeys, '/report.md'), allowed: everybody, status: 404 },
  { method: 'DELETE', ...one(journeys), allowed: removers, status: 404 },
  { method: 'GET', route: reports, allowed: everybody, status: 200 },
  { method: 'POST', route: reports, call: { headers: csv, body: statements }, allowed: uploaders, status: 422 },
  { method: 'GET', ...one(reports), allowed: everybody, status: 404 },
  { method: 'GET', ...one(reports, '/report.md'), allowed: everybody, status: 404 },
  { method: 'DELETE', ...one(reports), allowed: removers, status: 404 },
] as const;

type Judged = (request: Omit<RestRequest, 'name' | 'status'>, status: number) => Promise<RealResponse>;

/** What needs something uploaded, and the statuses of what is not there, of no id, of too much and of no file. */
export async function walkInsightReports(judged: Judged, bodyBytesMax: number): Promise<void> {
  const idOf = ({ body }: RealResponse) => JSON.parse(body).id as string;
  const uploaded = [
    {
      base: journeys,
      id: idOf(await judged({ ...postJourney, query: 'process=walk', body: log }, 201)),
      forms: ['', '/map.svg', '/report.md'],
    },
    {
      base: reports,
      id: idOf(await judged({ ...postReport, query: 'company=walk', body: statements }, 201)),
      forms: ['', '/report.md'],
    },
    {
      base: `${market}/digests`,
      id: idOf(await judged({ ...postDigest, body: { week: '2026-W47' } }, 201)),
      forms: ['', '/digest.md', '/digest.docx'],
    },
  ];
  for (const { base, id, forms } of uploaded) {
    await judged({ method: 'GET', path: base }, 200);
    const at = (form: string, given: string) => ({ path: `${base}/{id}${form}`, url: `${base}/${given}${form}` });
    for (const form of forms) {
      await judged({ method: 'GET', ...at(form, id) }, 200);
      await judged({ method: 'GET', ...at(form, nobody) }, 404);
      await judged({ method: 'GET', ...at(form, 'no-id') }, 422);
    }
    if (base.includes(market)) continue;
    await judged({ method: 'DELETE', ...at('', 'no-id') }, 422);
    await judged({ method: 'DELETE', ...at('', nobody) }, 404);
    await judged({ method: 'DELETE', ...at('', id) }, 200);
  }
  const tooMuch = 'x'.repeat(bodyBytesMax + 1);
  for (const [post, query] of [
    [postJourney, 'process=x'],
    [postReport, 'company=x'],
    [postFile, ''],
  ] as const) {
    await judged({ ...post, query, body: tooMuch }, 413);
    await judged({ ...post, query, headers: { 'content-type': 'application/yaml' }, body: 'x' }, 415);
  }
}
