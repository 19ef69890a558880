/** Signing in by a browser: cookie, CSRF token, blocks and passwords that count at once; expiry by a clock turned by hand. */
import { createSessions } from '@offerwright/adapter/src/auth/sessions.ts';
import { openDatabase } from '@offerwright/adapter/src/db/database.ts';
import { createFakeClock } from '@offerwright/adapter/src/fake-clock.ts';
import { limits } from '@offerwright/adapter/src/limits.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { runSql } from '../kit/postgres.ts';
import { callRest, makeUsers, signInByCookie } from '../kit/rest-users.ts';
import { useRunningService } from '../kit/running-service.ts';

const service = useRunningService({ adapterEnvironment: { OFFERWRIGHT_BEHIND_TLS: 'yes' } });
const web = { 'x-offerwright-web': '1' };

beforeAll(() => makeUsers(service(), ['manager', 'reviewer', 'viewer']));

async function signIn(name: string, password: string, headers: Record<string, string> = web): Promise<Response> {
  return await fetch(`${service().adapter.url}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ name, password }),
  });
}

const kindOf = async (response: Response) => ((await response.json()) as { error: { kind: string } }).error.kind;
const right = 'a password of a role';

describe('the session of a browser', () => {
  it('is opened, shown and ended', async () => {
    const response = await signIn('manager', right);
    const body = (await response.json()) as Record<string, string>;
    expect(body).toMatchObject({ name: 'manager', role: 'manager' });
    const cookie = response.headers.getSetCookie()[0]!;
    expect(cookie).toMatch(/^offerwright_session=[\w-]{43};/);
    expect(cookie.toLowerCase()).toContain('httponly');
    expect(cookie.toLowerCase()).toContain('samesite=strict');
    expect(cookie.toLowerCase()).not.toContain('secure');
    const session = { headers: { ...web, cookie: cookie.split(';')[0]!, 'x-csrf-token': body.csrf_token! } } as const;
    expect((await callRest(service(), 'GET', '/v1/session', { session })).body).toEqual(body);
    expect((await callRest(service(), 'DELETE', '/v1/session', { session })).status).toBe(200);
    const after = await callRest(service(), 'GET', '/v1/session', { session });
    expect([after.status, after.headers.get('www-authenticate')]).toEqual([401, null]);
  });

  it('has a cookie for TLS alone where a proxy says that the connection has it', async () => {
    const response = await signIn('manager', right, { ...web, 'x-forwarded-proto': 'https' });
    expect(response.headers.getSetCookie()[0]!.toLowerCase()).toContain('; secure');
  });

  it('is for our own pages, which no other site can be', async () => {
    const response = await signIn('manager', right, {});
    expect([response.status, await kindOf(response)]).toEqual([403, 'forbidden']);
  });

  it('keeps the token out of the database', async () => {
    const { headers } = await signInByCookie(service(), 'manager');
    const rows = JSON.stringify(await runSql(service().database.url, 'SELECT * FROM sessions'));
    expect(rows).not.toContain(headers.cookie.split('=')[1]);
  });

  it('ends by a block at once, and follows a new role', async () => {
    const session = await signInByCookie(service(), 'viewer');
    await runSql(service().database.url, `UPDATE users SET role = 'compliance' WHERE name = 'viewer'`);
    const changed = await callRest<{ role: string }>(service(), 'GET', '/v1/me', { session });
    expect(changed.body.role).toBe('compliance');
    await runSql(service().database.url, `UPDATE users SET blocked_at = now() WHERE name = 'viewer'`);
    expect((await callRest(service(), 'GET', '/v1/me', { session })).status).toBe(401);
  });

  it('other sessions end by a new password, this one stays', async () => {
    const [here, there] = [await signInByCookie(service(), 'reviewer'), await signInByCookie(service(), 'reviewer')];
    const change = (current: string, given: string) =>
      callRest(service(), 'POST', '/v1/me/password', { session: here, body: { current, new: given } });
    for (const [current, given, field] of [
      ['wrong', 'семь вёрст до небес', 'current'],
      [right, 'short', 'new'],
      [right, 'password1234', 'new'],
    ] as const) {
      const refused = await change(current, given);
      expect([refused.status, refused.body.error.field]).toEqual([422, field]);
    }
    expect((await change(right, 'семь вёрст до небес')).status).toBe(200);
    expect((await callRest(service(), 'GET', '/v1/me', { session: here })).status).toBe(200);
    expect((await callRest(service(), 'GET', '/v1/me', { session: there })).status).toBe(401);
    expect((await signIn('reviewer', right)).status).toBe(401);
    expect((await signIn('reviewer', 'семь вёрст до небес')).status).toBe(200);
  });

  it('many wrong passwords are too many, for this name from this address', async () => {
    const statuses = [];
    for (let tries = 0; tries <= limits.failedSignInsPerMinute; tries += 1) {
      const response = await signIn('nobody', 'a guess');
      statuses.push(response.status);
      expect(response.headers.get('www-authenticate')).toBeNull();
    }
    expect(statuses.at(0)).toBe(401);
    expect(statuses.at(-1)).toBe(429);
  });
});

describe('the time of a session', () => {
  it('ends after two idle hours, and after twelve in any case', async () => {
    const database = await openDatabase(service().database.url, { warn: () => {} });
    const clock = createFakeClock();
    const sessions = createSessions(() => database, clock);
    const [row] = await runSql(service().database.url, `SELECT id FROM users WHERE name = 'manager'`);
    const user = { id: String(row!.id), name: 'manager', role: 'manager' } as const;
    const idle = await sessions.open(user);
    await clock.advance(limits.sessionIdleMsMax);
    expect(await sessions.find(idle.token)).toMatchObject({ user });
    await clock.advance(limits.sessionIdleMsMax + 1);
    expect(await sessions.find(idle.token)).toBeNull();
    const busy = await sessions.open(user);
    for (let hours = 1; hours < 12; hours += 1) {
      await clock.advance(3_600_000);
      expect(await sessions.find(busy.token)).not.toBeNull();
    }
    await clock.advance(3_600_000);
    expect(await sessions.find(busy.token)).toBeNull();
    await database.end();
  });
});
