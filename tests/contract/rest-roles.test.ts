/** Every route of the REST API × every role, by basic authentication and by a session: who may, and who may not. */
import { type Role, roles } from '@offerwright/adapter/src/api/history.ts';
import { buildRouter, type RouterOptions } from '@offerwright/adapter/src/routes/build-router.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { type BrowserSession, callRest, makeUsers, type RestCall, signInByCookie } from '../kit/rest-users.ts';
import { useRunningService } from '../kit/running-service.ts';
import { campaignRoles } from './campaign-rows.ts';
import { concernRoles } from './concern-rows.ts';
import { insightReportRoles } from './insight-report-rows.ts';
import { interviewRoles, openInterviewRoutes } from './interview-rows.ts';
import { propensityRoles } from './propensity-rows.ts';
import { historyRoles } from './rest-history-roles.ts';
import { statsRoles } from './stats-roles.ts';

const service = useRunningService();
const everybody: readonly Role[] = roles;
const yaml = { 'content-type': 'application/yaml' };

const threads = '/v1/copybook/threads';
const writers: readonly Role[] = ['administrator', 'manager'];
const allButViewers: readonly Role[] = ['administrator', 'manager', 'reviewer', 'compliance'];
/** With a body too short for its channel: a thread that nobody can store. */
const thread = {
  id: 'CC-SMS-roles',
  product: 'CC',
  channel: 'SMS',
  need: 'finance',
  signals: [],
  gender: 'u',
  age: 'u',
  idea: 'запас',
  claims: [],
  positions: [['Карта.']],
};

interface Route {
  readonly method: string;
  /** As the router spells it. */
  readonly route: string;
  readonly path?: string;
  readonly call?: RestCall;
  readonly allowed: readonly Role[];
  /** What who may gets; a refusal of the request is as good as an answer. */
  readonly status: number;
  /** By a session, where that differs. */
  readonly sessionStatus?: number;
}

const nobody = '00000000-0000-7000-8000-000000000000';
/** Need nobody signed in (rest-session.test.ts, rest-users.test.ts, rest-interviews.test.ts). */
const openRoutes = [
  'POST /v1/session',
  'GET /v1/invitations/:token',
  'POST /v1/invitations/:token',
  ...openInterviewRoutes,
];

const table: readonly Route[] = [
  { method: 'GET', route: '/v1/me', allowed: everybody, status: 200 },
  { method: 'GET', route: '/v1/session', allowed: everybody, status: 404, sessionStatus: 200 },
  {
    method: 'POST',
    route: '/v1/me/password',
    call: { body: { current: 'not the password', new: 'семь вёрст до небес' } },
    allowed: everybody,
    status: 422,
  },
  { method: 'GET', route: '/v1/users', allowed: ['administrator'], status: 200 },
  {
    method: 'POST',
    route: '/v1/users',
    call: { body: { name: 'viewer', role: 'viewer' } },
    allowed: ['administrator'],
    status: 409,
  },
  {
    method: 'PUT',
    route: '/v1/users/:id',
    path: `/v1/users/${nobody}`,
    call: { headers: { 'if-match': '"1"' }, body: { role: 'viewer', blocked: true } },
    allowed: ['administrator'],
    status: 404,
  },
  {
    method: 'POST',
    route: '/v1/users/:id/reset-password',
    path: `/v1/users/${nobody}/reset-password`,
    call: { body: {} },
    allowed: ['administrator'],
    status: 404,
  },
  { method: 'GET', route: '/v1/audit', allowed: ['administrator', 'compliance'], status: 200 },
  { method: 'GET', route: '/v1/audit.csv', allowed: ['administrator', 'compliance'], status: 200 },
  {
    method: 'POST',
    route: '/v1/generate',
    call: { body: { clients: [{ id: 1, features: {} }], product: 'DC', channel: 'PUSH' } },
    allowed: ['administrator', 'manager'],
    status: 200,
  },
  ...historyRoles,
  ...campaignRoles,
  ...insightReportRoles,
  ...interviewRoles,
  ...propensityRoles,
  ...concernRoles,
  ...statsRoles,
  {
    method: 'POST',
    route: '/v1/compose',
    call: { body: { client: { features: {} }, product: 'DC', channel: 'FAX' } },
    allowed: writers,
    status: 422,
  },
  {
    method: 'GET',
    route: '/v1/answers/:id/lineage',
    path: `/v1/answers/${nobody}/lineage`,
    allowed: everybody,
    status: 200,
  },
  { method: 'GET', route: '/v1/settings', allowed: everybody, status: 200 },
  {
    method: 'PUT',
    route: '/v1/settings',
    call: { headers: { 'if-match': '"999"' }, body: { sms_segment_kopecks: 350 } },
    allowed: writers,
    status: 412,
  },
  ...['products', 'channels', 'signals', 'features'].map(
    (list): Route => ({ method: 'GET', route: `/v1/${list}`, allowed: everybody, status: 200 }),
  ),
  {
    method: 'POST',
    route: '/v1/check',
    call: { body: { text: 'Текст', product: 'DC', channel: 'SMS' } },
    allowed: everybody,
    status: 200,
  },
  {
    method: 'POST',
    route: '/v1/replay',
    call: { body: { limit: 5 } },
    allowed: ['administrator', 'compliance'],
    status: 200,
  },
  { method: 'GET', route: '/v1/catalogue', allowed: everybody, status: 200 },
  { method: 'GET', route: '/v1/catalogue/claims', allowed: everybody, status: 200 },
  { method: 'GET', route: '/v1/catalogue/:product', path: '/v1/catalogue/CC', allowed: everybody, status: 200 },
  {
    method: 'PUT',
    route: '/v1/catalogue/:product',
    path: '/v1/catalogue/CC',
    call: {
      headers: { 'if-match': '"999"' },
      body: { legal_name: 'АО «Банк Пример»', effective_from: '2026-01-01' },
    },
    allowed: ['administrator', 'compliance'],
    status: 412,
  },
  {
    method: 'POST',
    route: '/v1/catalogue/import',
    call: { headers: yaml, body: 'products: []' },
    allowed: ['administrator', 'compliance'],
    status: 422,
  },
  {
    method: 'POST',
    route: '/v1/catalogue/:product/check',
    path: '/v1/catalogue/CC/check',
    call: { body: { legal_name: 'АО «Банк Пример»', effective_from: '2026-01-01' } },
    allowed: allButViewers,
    status: 200,
  },
  { method: 'GET', route: '/v1/rules', allowed: everybody, status: 200 },
  { method: 'GET', route: '/v1/contact-policy/versions', allowed: everybody, status: 200 },
  {
    method: 'POST',
    route: '/v1/contacts',
    call: { body: { clients: [{ client_id: 5, consents: { SMS: true }, source: 'form' }] } },
    allowed: ['administrator', 'manager', 'compliance'],
    status: 200,
  },
  { method: 'GET', route: '/v1/contacts/:client_id', path: '/v1/contacts/5', allowed: everybody, status: 200 },
  {
    method: 'PUT',
    route: '/v1/contacts/:client_id',
    path: '/v1/contacts/5',
    call: { body: { do_not_disturb: false, source: 'call' } },
    allowed: ['administrator', 'manager', 'compliance'],
    status: 200,
  },
  { method: 'GET', route: '/v1/contact-policy', allowed: everybody, status: 200 },
  {
    method: 'PUT',
    route: '/v1/contact-policy',
    call: {
      headers: { 'if-match': '"999"' },
      body: {
        quiet_hours: null,
        channel_messages_max: 0,
        all_messages_max: 0,
        window_days: 30,
        consent_required: false,
      },
    },
    allowed: ['administrator', 'compliance'],
    status: 412,
  },
  { method: 'GET', route: '/v1/copybook/threads', allowed: everybody, status: 200 },
  { method: 'GET', route: '/v1/copybook/coverage', allowed: everybody, status: 200 },
  {
    method: 'POST',
    route: '/v1/copybook/import',
    call: { body: { approve: 'yes' } },
    allowed: ['administrator', 'compliance'],
    status: 422,
  },
  { method: 'GET', route: '/v1/copybook/editions', allowed: everybody, status: 200 },
  { method: 'GET', route: `${threads}/:thread`, path: `${threads}/no`, allowed: everybody, status: 404 },
  { method: 'POST', route: '/v1/copybook/candidates/from-answers', call: { body: {} }, allowed: writers, status: 200 },
  { method: 'POST', route: threads, call: { body: { thread } }, allowed: writers, status: 422 },
  { method: 'POST', route: `${threads}/check`, call: { body: { thread } }, allowed: allButViewers, status: 200 },
  { method: 'POST', route: `${threads}/compose`, call: { body: { thread } }, allowed: allButViewers, status: 200 },
  {
    method: 'POST',
    route: `${threads}/:thread/revisions`,
    path: `${threads}/${thread.id}/revisions`,
    call: { body: { expected_revision: 1, thread } },
    allowed: writers,
    status: 404,
  },
  ...['approve', 'retire', 'variants/approve', 'variants/retire'].map((act): Route => {
    const place = act.startsWith('variants') ? { position: 0, variant: 0 } : {};
    return {
      method: 'POST',
      route: `${threads}/:thread/${act}`,
      path: `${threads}/no/${act}`,
      call: { body: { expected_revision: 1, comment: 'x', ...place } },
      allowed: ['administrator', 'compliance', 'reviewer'],
      status: 404,
    };
  }),
  {
    method: 'POST',
    route: `${threads}/:thread/comments`,
    path: `${threads}/no/comments`,
    call: { body: { comment: 'x' } },
    allowed: allButViewers,
    status: 404,
  },
  // Last: it ends the session of its role.
  { method: 'DELETE', route: '/v1/session', allowed: everybody, status: 200 },
];

const sessions = new Map<Role, BrowserSession>();

beforeAll(async () => {
  await makeUsers(service(), roles);
  for (const role of roles) sessions.set(role, await signInByCookie(service(), role));
});

describe('routes and roles', () => {
  it('the table has every route under /v1', () => {
    const routes = buildRouter({} as RouterOptions).stack.flatMap(({ methods, path }) =>
      methods.filter((method) => method !== 'HEAD').map((method) => `${method} ${String(path)}`),
    );
    expect(table.map(({ method, route }) => `${method} ${route}`).sort()).toEqual(
      routes.filter((route) => route.includes(' /v1/') && !openRoutes.includes(route)).sort(),
    );
  });

  const cases = table.flatMap((entry) =>
    roles.flatMap((role) =>
      (['basic authentication', 'session'] as const).map((by) => [entry.method, entry.route, role, by, entry] as const),
    ),
  );
  it.each(cases)('%s %s as %s by %s', async (method, route, role, by, entry) => {
    const { path = route, call, allowed, status, sessionStatus = status } = entry;
    const identity = by === 'session' ? { session: sessions.get(role)! } : { as: role };
    const answer = await callRest(service(), method, path, { ...call, ...identity });
    if (allowed.includes(role)) {
      expect(answer.status, JSON.stringify(answer.body)).toBe(by === 'session' ? sessionStatus : status);
      return;
    }
    expect([answer.status, answer.body.error]).toEqual([
      403,
      expect.objectContaining({ kind: 'forbidden', given: role }),
    ]);
    expect(answer.body.error.limit).toBe(`role ${allowed.join(' or ')}`);
  });

  it.each(table.filter(({ method }) => method !== 'GET').map((entry) => [entry.method, entry.route, entry] as const))(
    '%s %s by a session needs its CSRF token',
    async (method, route, { path = route, call }) => {
      const { headers } = await signInByCookie(service(), 'administrator');
      for (const token of ['', 'x'.repeat(headers['x-csrf-token'].length)]) {
        const session = { headers: { ...headers, 'x-csrf-token': token } };
        const answer = await callRest(service(), method, path, { ...call, session });
        expect([answer.status, answer.body.error.kind]).toEqual([403, 'csrf_token_wrong']);
      }
    },
  );
});
