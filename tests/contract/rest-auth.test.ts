/** Who may do what: names and passwords, roles, blocks, limits on guessing and on requests. */
import { hashPassword } from '@offerwright/adapter/src/auth/password.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { runSql } from '../kit/postgres.ts';
import {
  administratorName,
  administratorPassword,
  basicAuthorization,
  useRunningService,
} from '../kit/running-service.ts';

const service = useRunningService({ adapterEnvironment: { OFFERWRIGHT_RATE_LIMIT_PER_MINUTE: '40' } });
const password = 'a right password';

const roles = ['manager', 'reviewer', 'compliance', 'viewer'] as const;

beforeAll(async () => {
  const passwordHash = await hashPassword(password);
  for (const [index, name] of [...roles, 'blocked', 'changing', 'busy', 'имя'].entries()) {
    const role = roles.find((known) => known === name) ?? 'viewer';
    await runSql(
      service().database.url,
      `INSERT INTO users (id, name, password_hash, role, blocked_at) VALUES ($1, $2, $3, $4, $5)`,
      [`0000000${index}-0000-4000-8000-000000000000`, name, passwordHash, role, name === 'blocked' ? new Date() : null],
    );
  }
});

async function me(name: string, given: string): Promise<Response> {
  return await fetch(`${service().adapter.url}/v1/me`, { headers: { authorization: basicAuthorization(name, given) } });
}

async function kindOf(response: Response): Promise<string> {
  return ((await response.json()) as { error: { kind: string } }).error.kind;
}

describe('signing in', () => {
  it('knows the administrator', async () => {
    expect(await (await me(administratorName, administratorPassword)).json()).toEqual({
      name: administratorName,
      role: 'administrator',
    });
  });

  it('takes names in any script', async () => {
    expect(await (await me('имя', password)).json()).toEqual({ name: 'имя', role: 'viewer' });
  });

  it.each([
    ['no header', {}],
    ['another scheme', { authorization: 'Bearer token' }],
    ['no base64', { authorization: 'Basic §'.replace('§', '!!') }],
    ['no colon', { authorization: `Basic ${Buffer.from('nobody').toString('base64')}` }],
    ['a wrong password', { authorization: basicAuthorization('viewer', 'wrong') }],
    ['an unknown name', { authorization: basicAuthorization('nobody', password) }],
    ['an empty name', { authorization: basicAuthorization('', password) }],
    ['a name with NUL', { authorization: basicAuthorization('viewer\u0000', password) }],
  ])('refuses %s with the same error and a challenge', async (_name, headers) => {
    const response = await fetch(`${service().adapter.url}/v1/me`, { headers: headers as Record<string, string> });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Basic realm="Offerwright"');
    expect(await response.json()).toMatchObject({
      error: { kind: 'unauthorized', message: 'a name and password by basic authentication are needed' },
    });
  });

  it('refuses a blocked user, and tells it only to who has the password', async () => {
    const right = await me('blocked', password);
    expect([right.status, await kindOf(right)]).toEqual([403, 'user_blocked']);
    expect((await me('blocked', 'wrong')).status).toBe(401);
  });

  it('counts a block and a new password at once, although right passwords are remembered', async () => {
    expect((await me('changing', password)).status).toBe(200);
    await runSql(service().database.url, `UPDATE users SET blocked_at = now() WHERE name = 'changing'`);
    expect((await me('changing', password)).status).toBe(403);
    await runSql(
      service().database.url,
      `UPDATE users SET blocked_at = NULL, password_hash = $1 WHERE name = 'changing'`,
      [await hashPassword('a new password')],
    );
    expect((await me('changing', password)).status).toBe(401);
    expect((await me('changing', 'a new password')).status).toBe(200);
  });

  it('needs none for health, metrics, contract and page', async () => {
    for (const path of ['/healthz', '/readyz', '/metrics', '/openapi.json', '/']) {
      expect((await fetch(service().adapter.url + path)).status).toBe(200);
    }
  });

  it('is told by readiness which model serves, and what was done to its file', async () => {
    const ready = (await (await fetch(`${service().adapter.url}/readyz`)).json()) as {
      checks: { inference: { ok: boolean; model: string } };
    };
    expect(ready.checks.inference).toMatchObject({ ok: true, model: 'scripted (none)' });
  });
});

describe('roles', () => {
  it.each([
    ['manager', 200],
    ['reviewer', 403],
    ['compliance', 403],
    ['viewer', 403],
  ])('%s may write texts: %i', async (name, status) => {
    const response = await fetch(`${service().adapter.url}/v1/generate`, {
      method: 'POST',
      headers: { authorization: basicAuthorization(name, password), 'content-type': 'application/json' },
      body: JSON.stringify({ clients: [{ id: 1, features: {} }], product: 'DC', channel: 'PUSH' }),
    });
    expect(response.status).toBe(status);
    if (status === 403) expect(await kindOf(response)).toBe('forbidden');
  });

  it.each(roles.map((role) => [role]))('%s may read the history', async (name) => {
    const headers = { authorization: basicAuthorization(name, password) };
    expect((await fetch(`${service().adapter.url}/v1/history`, { headers })).status).toBe(200);
  });
});

describe('limits', () => {
  it('refuses guessing for a while, even with the right password, and others not', async () => {
    for (let attempt = 0; attempt < 20; attempt += 1)
      expect((await me('reviewer', `guess ${attempt}`)).status).toBe(401);
    const refused = await me('reviewer', password);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await me('compliance', password)).status).toBe(200);
  });

  it('refuses too many requests of one user, and others not', async () => {
    let refused: Response | null = null;
    for (let count = 0; count < 41; count += 1) {
      const response = await me('busy', password);
      if (response.status === 429) refused = response;
    }
    expect(refused).not.toBeNull();
    expect(Number(refused!.headers.get('retry-after'))).toBeGreaterThan(0);
    const body = (await refused!.json()) as { error: object };
    expect(body.error).toMatchObject({ kind: 'rate_limited', limit: '40 requests a minute', given: '41 requests' });
    expect((await me('compliance', password)).status).toBe(200);
  });
});
