/** Every route of the REST API × every role: who may, and who is told that it may not. */
import { type Role, roles } from '@offerwright/adapter/src/api/history.ts';
import { buildRouter, type RouterOptions } from '@offerwright/adapter/src/routes/build-router.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { callRest, makeUsers, type RestCall } from '../kit/rest-users.ts';
import { useRunningService } from '../kit/running-service.ts';

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
}

const table: readonly Route[] = [
  { method: 'GET', route: '/v1/me', allowed: everybody, status: 200 },
  {
    method: 'POST',
    route: '/v1/generate',
    call: { body: { clients: [{ id: 1, features: {} }], product: 'DC', channel: 'PUSH' } },
    allowed: ['administrator', 'manager'],
    status: 200,
  },
  { method: 'GET', route: '/v1/history', allowed: everybody, status: 200 },
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
];

beforeAll(() => makeUsers(service(), roles));

describe('routes and roles', () => {
  it('the table has every route under /v1', () => {
    const routes = buildRouter({} as RouterOptions).stack.flatMap(({ methods, path }) =>
      methods.filter((method) => method !== 'HEAD').map((method) => `${method} ${String(path)}`),
    );
    expect(table.map(({ method, route }) => `${method} ${route}`).sort()).toEqual(
      routes.filter((route) => route.includes(' /v1/')).sort(),
    );
  });

  const cases = table.flatMap((entry) => roles.map((role) => [entry.method, entry.route, role, entry] as const));
  it.each(cases)('%s %s by %s', async (method, route, role, { path = route, call, allowed, status }) => {
    const answer = await callRest(service(), method, path, { ...call, as: role });
    if (allowed.includes(role)) {
      expect(answer.status, JSON.stringify(answer.body)).toBe(status);
      return;
    }
    expect([answer.status, answer.body.error]).toEqual([
      403,
      expect.objectContaining({ kind: 'forbidden', given: role }),
    ]);
    expect(answer.body.error.limit).toBe(`role ${allowed.join(' or ')}`);
  });
});
