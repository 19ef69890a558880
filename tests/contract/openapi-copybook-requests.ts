/** Real requests of the copybook, the good and the wrong, for openapi-requests.ts. */
import { threadOf } from '../kit/copybook-thread.ts';
import type { RestRequest } from './openapi-requests.ts';

const threads = '/v1/copybook/threads';
const list = { method: 'GET', path: threads } as const;
const create = { method: 'POST', path: threads } as const;
const check = { method: 'POST', path: `${threads}/check` } as const;
const compose = { method: 'POST', path: `${threads}/compose` } as const;
const coverage = { method: 'GET', path: '/v1/copybook/coverage' } as const;
const takeAnswers = { method: 'POST', path: '/v1/copybook/candidates/from-answers' } as const;
const editions = { method: 'GET', path: '/v1/copybook/editions' } as const;
const one = (id: string, act = '') =>
  ({ path: `${threads}/{thread}${act}`, url: `${threads}/${encodeURIComponent(id)}${act}` }) as const;
const post = (id: string, act: string) => ({ method: 'POST', ...one(id, act) }) as const;

const draft = threadOf('CC-SMS-openapi');
const revised = { ...draft, idea: 'другой запас' };
/** Stands while others are withdrawn: the copybook must not become empty. */
const other = { ...draft, id: 'CC-SMS-openapi-2' };
const tooShort = { ...draft, id: 'CC-SMS-openapi-3', positions: [['Карта.']] };
const seen = (revision: number) => ({ expected_revision: revision });
const place = { position: 0, variant: 0 };

/** One good request of every operation; those that write meet their own end first. */
export const copybookOfEach: readonly Omit<RestRequest, 'name' | 'status'>[] = [
  list,
  { ...create, body: { thread: draft } },
  { ...check, body: { thread: draft } },
  { ...compose, body: { thread: draft } },
  { method: 'GET', ...one('none') },
  { ...post('none', '/revisions'), body: { ...seen(1), thread: { ...draft, id: 'none' } } },
  { ...post('none', '/approve'), body: seen(1) },
  { ...post('none', '/retire'), body: { ...seen(1), comment: 'x' } },
  { ...post('none', '/variants/approve'), body: { ...seen(1), ...place } },
  { ...post('none', '/variants/retire'), body: { ...seen(1), ...place } },
  { ...post('none', '/comments'), body: { comment: 'x' } },
  { ...takeAnswers, body: { count: 3 } },
  coverage,
  editions,
];

/** What every operation on one thread answers to a thread that there is not, and to an id that is none. */
const wrongThreads: readonly RestRequest[] = copybookOfEach
  .filter(({ path }) => path.includes('{thread}'))
  .flatMap((request): RestRequest[] => [
    { ...request, name: 'a thread that there is not', status: 404, kind: 'not_found' },
    {
      ...request,
      name: 'an id that is none',
      url: request.url!.replace('/none', '/a%20b'),
      status: 422,
      kind: 'invalid_request',
    },
  ]);

/** What every operation that changes one thread answers when it is out of date. */
const staleActs = (id: string, revision: number, status: number, kind: string): readonly RestRequest[] =>
  (
    [
      ['/revisions', { ...seen(revision), thread: { ...draft, id } }],
      ['/approve', seen(revision)],
      ['/retire', { ...seen(revision), comment: 'x' }],
      ['/variants/approve', { ...seen(revision), ...place }],
      ['/variants/retire', { ...seen(revision), ...place }],
    ] as const
  ).map(([act, body]) => ({ ...post(id, act), name: kind, body, status, kind }));

const { id } = draft;

/** In this order: later ones build on what earlier ones stored. */
export const copybookRequests: readonly RestRequest[] = [
  { ...coverage, name: 'nothing imported', status: 200 },
  { ...coverage, name: 'an unknown parameter', query: 'of=CC', status: 422, kind: 'invalid_request' },
  { ...editions, name: 'no editions', status: 200 },
  { ...editions, name: 'an unknown parameter', query: 'of=CC', status: 422, kind: 'invalid_request' },
  { ...list, name: 'no threads', status: 200 },
  { ...takeAnswers, name: 'no free texts', body: {}, status: 200 },
  {
    ...takeAnswers,
    name: 'an answer that there is not',
    body: { answers: ['01890000-0000-7000-8000-000000000000'] },
    status: 200,
  },
  { ...takeAnswers, name: 'no answers named', body: { answers: [] }, status: 422, kind: 'invalid_request' },
  { ...takeAnswers, name: 'by a viewer', as: 'viewer', body: {}, status: 403, kind: 'forbidden' },
  { ...list, name: 'an unknown filter', query: 'of=CC', status: 422, kind: 'invalid_request' },
  { ...check, name: 'a good draft', body: { thread: draft }, status: 200 },
  { ...check, name: 'a draft too short', body: { thread: tooShort, profile: 'law2025', language: 'en' }, status: 200 },
  { ...check, name: 'a draft by a viewer', as: 'viewer', body: { thread: draft }, status: 403, kind: 'forbidden' },
  { ...compose, name: 'texts of a draft', body: { thread: draft, count: 3, seed: 7 }, status: 200 },
  { ...compose, name: 'texts of a draft too short', body: { thread: tooShort }, status: 200 },
  { ...compose, name: 'texts for a viewer', as: 'viewer', body: { thread: draft }, status: 403, kind: 'forbidden' },
  { ...create, name: 'a draft too short', body: { thread: tooShort }, status: 422, kind: 'invalid_thread' },
  { ...create, name: 'by a viewer', as: 'viewer', body: { thread: draft }, status: 403, kind: 'forbidden' },
  { ...create, name: 'a thread', body: { thread: draft, note: 'новая' }, status: 201 },
  { ...create, name: 'another thread', body: { thread: other }, status: 201 },
  { ...create, name: 'the same id', body: { thread: draft }, status: 409, kind: 'thread_exists' },
  { method: 'GET', ...one(id), name: 'a thread', status: 200 },
  { ...post(id, '/revisions'), name: 'the same content', body: { ...seen(1), thread: draft }, status: 200 },
  { ...post(id, '/revisions'), name: 'a revision', body: { ...seen(1), thread: revised }, status: 201 },
  {
    ...post(id, '/revisions'),
    name: 'a revision too short',
    body: { ...seen(2), thread: { ...tooShort, id } },
    status: 422,
    kind: 'invalid_thread',
  },
  ...staleActs(id, 1, 409, 'revision_conflict'),
  { ...post(id, '/approve'), name: 'one’s own', body: seen(2), status: 403, kind: 'own_wording' },
  {
    ...post(id, '/variants/approve'),
    name: 'one’s own',
    body: { ...seen(2), ...place },
    status: 403,
    kind: 'own_wording',
  },
  ...['/revisions', '/retire', '/variants/retire', '/comments'].map(
    (act): RestRequest => ({
      ...post(id, act),
      name: 'by a viewer',
      as: 'viewer',
      body: {},
      status: 403,
      kind: 'forbidden',
    }),
  ),
  { ...post(id, '/comments'), name: 'a comment', body: { comment: 'хорошо' }, status: 200 },
  { ...post(id, '/variants/retire'), name: 'a sentence', body: { ...seen(2), ...place }, status: 200 },
  { ...list, name: 'a page', query: 'product=CC&channel=SMS&need=finance&text=запас&limit=1', status: 200 },
  ...wrongThreads,
  { ...coverage, name: 'coverage', status: 200 },
  { ...editions, name: 'editions', status: 200 },
];

/** Stored by another person than the administrator, so that the administrator may approve them. */
export const approvableThread = 'CC-SMS-openapi-import';

/** After somebody else has stored `approvableThread`; in this order. */
export const reviewRequests: readonly RestRequest[] = [
  {
    ...post(approvableThread, '/variants/approve'),
    name: 'a sentence',
    body: { ...seen(1), ...place },
    status: 200,
  },
  { ...post(approvableThread, '/approve'), name: 'a thread', body: seen(1), status: 200 },
  { ...post(approvableThread, '/retire'), name: 'a thread', body: { ...seen(1), comment: 'снята' }, status: 200 },
  ...staleActs(approvableThread, 1, 409, 'thread_retired'),
];

/** The thread as the database holds it, for a test to store. */
export const approvableLine = JSON.stringify({
  ...draft,
  id: approvableThread,
  positions: [['Нужен запас на крупную трату?', 'Трата больше обычной?'], draft.positions[1]],
});
