/**
 * /openapi.json of the running adapter: a valid OpenAPI 3.1 document; the same routes as the router; and every real
 * response, of each route and each error, is as it says. The last tests take the inference server and the database away.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Validator } from '@seriousme/openapi-schema-validator';
import { beforeAll, describe, expect, test } from 'vitest';
import { hashPassword } from '../../adapter/src/auth/password.ts';
import { openDatabase } from '../../adapter/src/db/database.ts';
import { insertUser } from '../../adapter/src/db/users/insert-user.ts';
import { requestErrorStatuses } from '../../adapter/src/errors.ts';
import { buildRouter, type RouterOptions } from '../../adapter/src/routes/build-router.ts';
import { runSql } from '../kit/postgres.ts';
import { administratorName, basicAuthorization, useRunningService } from '../kit/running-service.ts';
import { draftCampaign, walkCampaign, walkWaitingCampaign } from './campaign-rows.ts';
import { walkInsightReports } from './insight-report-rows.ts';
import { openInterviewsOfEach, walkInterviews } from './interview-rows.ts';
import { approvableLine, reviewRequests } from './openapi-copybook-requests.ts';
import {
  createJudge,
  documentedOperations,
  fetchDocument,
  type OpenapiJson,
  type OpenapiJudge,
  type RealResponse,
} from './openapi-document.ts';
import { walkLabels } from './openapi-history-requests.ts';
import {
  bodyBytesMax,
  goodBody,
  isUnreachable,
  oneOfEach,
  type RestRequest,
  restRequests,
} from './openapi-requests.ts';
import { openOperations } from './openapi-user-requests.ts';
import { walkPropensity } from './propensity-rows.ts';

const service = useRunningService({ adapterEnvironment: { OFFERWRIGHT_BODY_BYTES_MAX: String(bodyBytesMax) } });
const viewer = { name: 'viewer', password: 'a password of a viewer' };
const manager = { name: 'manager', password: 'a password of a manager' };
const blocked = { name: 'blocked', password: 'a password of a blocked user' };
const reached = new Set<string>();
let document: OpenapiJson;
let judge: OpenapiJudge;

beforeAll(async () => {
  document = await fetchDocument(service().adapter.url);
  judge = createJudge(document);
  const database = await openDatabase(service().database.url, { warn: () => {} });
  for (const { name, password } of [viewer, blocked, manager]) {
    const passwordHash = await hashPassword(password);
    const role = name === manager.name ? 'manager' : 'viewer';
    await insertUser(database, { id: crypto.randomUUID(), name, passwordHash, role });
  }
  await database.end();
  await runSql(service().database.url, 'UPDATE users SET blocked_at = now() WHERE name = $1', [blocked.name]);
});

function authorizationOf(request: Pick<RestRequest, 'as'>): Record<string, string> {
  if (request.as === 'nobody') return {};
  if (request.as === 'viewer') return { authorization: basicAuthorization(viewer.name, viewer.password) };
  if (request.as === 'manager') return { authorization: basicAuthorization(manager.name, manager.password) };
  if (request.as === 'blocked') return { authorization: basicAuthorization(blocked.name, blocked.password) };
  if (request.as === 'wrong password') return { authorization: basicAuthorization(viewer.name, 'another password') };
  return { authorization: service().authorization };
}

async function send(request: Omit<RestRequest, 'name' | 'status'>): Promise<RealResponse & { headers: Headers }> {
  const { method, path, url = path, query, body } = request;
  const response = await fetch(`${service().adapter.url}${url}${query ? `?${query}` : ''}`, {
    method,
    headers: {
      ...authorizationOf(request),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...request.headers,
    },
    body: typeof body === 'string' || body === undefined ? (body as string | undefined) : JSON.stringify(body),
  });
  const type = (response.headers.get('content-type') ?? '').split(';')[0]!;
  reached.add(`${method} ${path} ${response.status}`);
  return { method, path, status: response.status, type, body: await response.text(), headers: response.headers };
}

function kindOf(response: RealResponse): string | undefined {
  return response.type === 'application/json' ? JSON.parse(response.body).error?.kind : undefined;
}

describe('the document', () => {
  test('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(structuredClone(document) as never);
    expect({ valid, errors }).toEqual({ valid: true, errors: undefined });
    expect(validator.version).toBe('3.1');
  });

  test('is not just anything to the validator', async () => {
    const broken = { ...document, paths: { '/v1/generate': { post: { responses: { 200: {} } } } } };
    expect((await new Validator().validate(broken as never)).valid).toBe(false);
  });

  test('has the routes of the router, and the router those of the document', () => {
    // Only the list is read: no handler runs.
    const routes = buildRouter({} as RouterOptions).stack.flatMap(({ methods, path }) =>
      methods
        .filter((method) => method !== 'HEAD')
        .map((method) => `${method} ${String(path).replaceAll(/:(\w+)/g, '{$1}')}`),
    );
    // The pages are files, and / leads to them.
    expect(documentedOperations(document)).toEqual(routes.filter((one) => !/ \/(web.*)?$/.test(one)).sort());
  });
});

describe('real responses are as documented', () => {
  test.for(restRequests.map((request) => [`${request.method} ${request.path}: ${request.name}`, request] as const))(
    '%s',
    async ([, request]) => {
      const response = await send(request);
      expect([response.status, kindOf(response)], response.body.slice(0, 500)).toEqual([request.status, request.kind]);
      expect(judge.judge(response)).toBeNull();
    },
  );

  test('a thread that somebody else wrote, approved and withdrawn', async () => {
    const stored = { thread: JSON.parse(approvableLine) };
    const answer = await send({ method: 'POST', path: '/v1/copybook/threads', as: 'manager', body: stored });
    expect([answer.status, answer.body]).toEqual([201, answer.body]);
    for (const request of reviewRequests) {
      const response = await send(request);
      expect([request.name, response.status, kindOf(response)], response.body.slice(0, 500)).toEqual([
        request.name,
        request.status,
        request.kind,
      ]);
      expect(judge.judge(response)).toBeNull();
    }
  });

  async function judged(request: Parameters<typeof send>[0], status: number) {
    const response = await send(request);
    expect([request.path, response.status], response.body.slice(0, 500)).toEqual([request.path, status]);
    expect(judge.judge(response)).toBeNull();
    return response;
  }
  let waitingCampaign = '';

  test('a campaign from its file to its export', async () => {
    await walkCampaign(judged, () => sleep(100));
    waitingCampaign = await draftCampaign(judged);
  });

  test('an idempotency key that was used for another body', async () => {
    const headers = { 'idempotency-key': 'a key of openapi.test' };
    const request = { method: 'POST', path: '/v1/generate', headers } as const;
    const first = await send({ ...request, body: goodBody });
    const again = await send({ ...request, body: goodBody });
    expect([first.status, again.status, again.headers.get('idempotent-replay')]).toEqual([200, 200, 'true']);
    expect(JSON.parse(again.body).results).toEqual(JSON.parse(first.body).results);
    const other = await send({ ...request, body: { ...goodBody, channel: 'PUSH' } });
    expect([other.status, kindOf(other)]).toEqual([422, 'idempotency_key_reused']);
    for (const response of [first, again, other]) expect(judge.judge(response)).toBeNull();
  });

  test('an idempotency key whose request is still being answered', async () => {
    const headers = { 'idempotency-key': 'another key of openapi.test' };
    const [client] = goodBody.clients;
    const clients = Array.from({ length: 500 }, (_, id) => ({ ...client, id }));
    const request = { method: 'POST', path: '/v1/generate', headers, body: { ...goodBody, clients } } as const;
    const responses = await Promise.all([send(request), send(request)]);
    expect(responses.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(responses.map(kindOf)).toContain('request_in_progress');
    for (const response of responses) expect(judge.judge(response)).toBeNull();
  });

  test('addresses and methods that there are not', async () => {
    for (const [method, path, status, kind] of [
      ['GET', '/v1/no-such-route', 404, 'not_found'],
      ['GET', '/no-such-route', 404, 'not_found'],
      ['DELETE', '/v1/history', 405, 'method_not_allowed'],
    ] as const) {
      const response = await send({ method, path });
      expect([response.status, kindOf(response)]).toEqual([status, kind]);
      expect(judge.judgeAgainst('ErrorResponse', JSON.parse(response.body))).toBeNull();
    }
  });

  const everyOperation = oneOfEach.map((request) => [`${request.method} ${request.path}`, request] as const);

  test('there is a request of every operation under /v1', () => {
    const open = [...openOperations, ...openInterviewsOfEach].map(({ method, path }) => `${method} ${path}`);
    expect([...open, ...everyOperation.map(([name]) => name)].sort()).toEqual(
      documentedOperations(document).filter((name) => name.includes(' /v1/')),
    );
  });

  test('the threads that the server started with, into the database', async () => {
    await judged({ method: 'POST', path: '/v1/copybook/import', body: {} }, 200);
  });

  test('an entry of the history and its labels', () => walkLabels(judged));
  test('interviews, from the link to the deletion', () => walkInterviews(judged));
  test('a propensity model, from the upload to offers', () => walkPropensity(judged));
  test('uploads of insight, from the file to the deletion', () => walkInsightReports(judged, bodyBytesMax));

  test.for(everyOperation)('%s without credentials, and by a blocked user', async ([, request]) => {
    const unknown = await send({ ...request, as: 'nobody' });
    expect([unknown.status, kindOf(unknown)]).toEqual([401, 'unauthorized']);
    const refused = await send({ ...request, as: 'blocked' });
    expect([refused.status, kindOf(refused)]).toEqual([403, 'user_blocked']);
    for (const response of [unknown, refused]) expect(judge.judge(response)).toBeNull();
  });

  test('users: what needs a link, a cookie or a version that was seen', async () => {
    const password = 'семь вёрст до небес';
    const inviting = { method: 'POST', path: '/v1/users', body: { name: 'invited', role: 'viewer' } };
    const { user, invitation } = JSON.parse((await judged(inviting, 201)).body);
    const link = { path: '/v1/invitations/{token}', url: `/v1/invitations/${invitation.token}`, as: 'nobody' } as const;
    await judged({ method: 'GET', ...link }, 200);
    await judged({ method: 'POST', ...link, body: { password: 'short' } }, 422);
    await judged({ method: 'POST', ...link, body: { password } }, 200);
    await judged({ method: 'POST', ...link, body: { password } }, 404);
    await judged({ method: 'GET', ...link }, 404);

    const web = { 'x-offerwright-web': '1' };
    const signIn = { method: 'POST', path: '/v1/session', as: 'nobody', headers: web } as const;
    const signedIn = await judged({ ...signIn, body: { name: user.name, password } }, 200);
    const cookie = signedIn.headers.getSetCookie()[0]!.split(';')[0]!;
    await judged({ method: 'GET', path: '/v1/session', as: 'nobody', headers: { ...web, cookie } }, 200);
    const withoutToken = { method: 'DELETE', path: '/v1/session', as: 'nobody', headers: { ...web, cookie } } as const;
    expect(kindOf(await judged(withoutToken, 403))).toBe('csrf_token_wrong');
    await judged({ ...signIn, body: { ...viewer, password: 'wrong' } }, 401);
    await judged({ ...signIn, body: blocked }, 403);
    await judged({ ...signIn, headers: {}, body: viewer }, 403);
    for (const open of [signIn, { method: 'POST', ...link }] as const) {
      await judged({ ...open, body: '{"a": [' }, 400);
      await judged({ ...open, body: { pad: 'x'.repeat(bodyBytesMax) } }, 413);
      await judged({ ...open, headers: { ...web, 'content-type': 'text/plain' }, body: 'text' }, 415);
      await judged({ ...open, body: { unheard: 1 } }, 422);
    }
    const authorization = basicAuthorization(user.name, password);
    const own = { current: password, new: 'тише едешь, дальше будешь' };
    await judged({ method: 'POST', path: '/v1/me/password', headers: { authorization }, body: own }, 200);

    const put = (id: string, version: number) =>
      ({
        method: 'PUT',
        path: '/v1/users/{id}',
        url: `/v1/users/${id}`,
        headers: { 'if-match': `"${version}"` },
        body: { role: 'reviewer', blocked: false },
      }) as const;
    const reset = (id: string) =>
      ({
        method: 'POST',
        path: '/v1/users/{id}/reset-password',
        url: `/v1/users/${id}/reset-password`,
        body: {},
      }) as const;
    await judged(put(user.id, 1), 200);
    await judged(put(user.id, 1), 412);
    await judged(reset(user.id), 200);
    const { items } = JSON.parse((await send({ method: 'GET', path: '/v1/users' })).body);
    const administrator = items.find(({ name }: { name: string }) => name === administratorName);
    await judged(put(administrator.id, administrator.version), 409);
    await judged(reset(administrator.id), 409);
  });

  test('POST /v1/session: too many wrong passwords', async () => {
    const [signIn] = openOperations;
    const body = { name: 'guesser of sessions', password: 'a guess' };
    let response = await send({ ...signIn!, body });
    for (let tries = 0; tries < 50 && response.status === 401; tries += 1) response = await send({ ...signIn!, body });
    expect([response.status, kindOf(response)]).toEqual([429, 'rate_limited']);
    expect(judge.judge(response)).toBeNull();
  });

  test.for(everyOperation)('%s: too many wrong passwords', async ([name, request]) => {
    const headers = {
      ...request.headers,
      authorization: basicAuthorization(`guesser of ${name.replaceAll(/\W/g, ' ')}`, 'a guess'),
    };
    for (let tries = 0; tries < 50; tries += 1) {
      const response = await send({ ...request, headers });
      expect(judge.judge(response)).toBeNull();
      if (response.status === 401) continue;
      expect([response.status, kindOf(response)]).toEqual([429, 'rate_limited']);
      expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
      return;
    }
    expect.fail('50 wrong passwords were not too many');
  });

  test('without the inference server', async () => {
    await service().server.process.stop();
    const ready = await send({ method: 'GET', path: '/readyz', as: 'nobody' });
    expect([ready.status, JSON.parse(ready.body).missing]).toEqual([503, ['inference']]);
    const asking = [
      'POST /v1/generate',
      'POST /v1/compose',
      'POST /v1/check',
      'POST /v1/replay',
      'GET /v1/catalogue/claims',
      'POST /v1/copybook/threads',
      'POST /v1/copybook/threads/check',
      'POST /v1/copybook/threads/compose',
    ];
    for (const request of oneOfEach.filter(({ method, path }) => asking.includes(`${method} ${path}`))) {
      const response = await send(request);
      expect([request.path, response.status, kindOf(response)]).toEqual([request.path, 503, 'inference_unavailable']);
      expect(judge.judge(response)).toBeNull();
    }
    expect(judge.judge(ready)).toBeNull();
    await walkWaitingCampaign(judged, waitingCampaign);
  });

  test('without the database', async () => {
    await service().database.stop();
    const ready = await send({ method: 'GET', path: '/readyz', as: 'nobody' });
    expect([ready.status, JSON.parse(ready.body).missing]).toEqual([503, ['database', 'inference']]);
    expect(judge.judge(ready)).toBeNull();
    for (const request of oneOfEach) {
      // A name that was not seen before: the adapter remembers verified credentials for a while.
      const headers = { ...request.headers, authorization: basicAuthorization('somebody else', 'a password') };
      const response = await send({ ...request, headers });
      expect([request.path, response.status, kindOf(response)]).toEqual([request.path, 503, 'database_unavailable']);
      expect(judge.judge(response)).toBeNull();
    }
    for (const request of [...openOperations, ...openInterviewsOfEach]) {
      const response = await send(request);
      expect([request.path, response.status, kindOf(response)]).toEqual([request.path, 503, 'database_unavailable']);
      expect(judge.judge(response)).toBeNull();
    }
  });

  // Last: it counts what the tests before have reached.
  test('every documented status was reached, or cannot be', () => {
    const documented = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item).flatMap(([method, operation]) =>
        Object.keys(operation.responses).map((status) => `${method.toUpperCase()} ${path} ${status}`),
      ),
    );
    expect(documented.filter((one) => !reached.has(one) && !isUnreachable(one))).toEqual([]);
  });

  test('the document names every kind of error', () => {
    const text = JSON.stringify(document);
    const outside = ['method_not_allowed'];
    const kinds = Object.keys(requestErrorStatuses).filter((kind) => !outside.includes(kind));
    expect(kinds.filter((kind) => !text.includes(kind))).toEqual([]);
  });
});

describe('the judge', () => {
  const health = { method: 'GET', path: '/healthz', status: 200, type: 'application/json', body: '{"alive":true}' };

  test('notices a wrong type, a lost field, an unknown status, type, method and path', () => {
    expect(judge.judge(health)).toBeNull();
    expect(judge.judge({ ...health, body: '{"alive":"yes"}' })).toContain('alive');
    expect(judge.judge({ ...health, body: '{}' })).toContain("required property 'alive'");
    expect(judge.judge({ ...health, status: 204 })).toContain('no status 204');
    expect(judge.judge({ ...health, type: 'text/html' })).toContain('no text/html');
    expect(judge.judge({ ...health, method: 'PUT' })).toContain('PUT /healthz is not in the document');
    expect(judge.judge({ ...health, path: '/v2' })).toContain('/v2 is not in the document');
    const error = { error: { kind: 'x', message: '', field: '', limit: '' }, request_id: crypto.randomUUID() };
    expect(judge.judgeAgainst('ErrorResponse', error)).toContain("required property 'given'");
  });
});
