/** Users by an administrator: invitation, role, block, reset; the links; and the audit trail of all that. */
import { beforeAll, describe, expect, it } from 'vitest';
import { runSql } from '../kit/postgres.ts';
import { callRest, type ErrorBody, makeUsers, signInByCookie } from '../kit/rest-users.ts';
import { administratorName, useRunningService } from '../kit/running-service.ts';

const service = useRunningService();
const password = 'семь вёрст до небес';

interface User {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly blocked: boolean;
  readonly has_password: boolean;
  readonly version: number;
  readonly last_active_at: string | null;
}
interface Invited {
  readonly user: User;
  readonly invitation: { readonly token: string; readonly path: string };
}

beforeAll(() => makeUsers(service(), ['compliance']));

async function invite(name: string, role = 'manager'): Promise<Invited> {
  const answer = await callRest<Invited>(service(), 'POST', '/v1/users', { body: { name, role } });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
}

const takeUp = (token: string, given = password) =>
  callRest<ErrorBody & { name: string }>(service(), 'POST', `/v1/invitations/${token}`, {
    headers: { authorization: '' },
    body: { password: given },
  });

const put = (user: Pick<User, 'id' | 'version'>, body: { role: string; blocked: boolean }) =>
  callRest<ErrorBody & User>(service(), 'PUT', `/v1/users/${user.id}`, {
    headers: { 'if-match': `"${user.version}"` },
    body,
  });

async function list(): Promise<User[]> {
  return (await callRest<{ items: User[] }>(service(), 'GET', '/v1/users')).body.items;
}

describe('an invited person', () => {
  it('sets a password by the link, once, and signs in', async () => {
    const { user, invitation } = await invite('olga.petrova');
    expect(user).toMatchObject({ role: 'manager', blocked: false, has_password: false, version: 1 });
    expect(invitation.path).toBe(`/web/invitation/${invitation.token}`);
    const seen = await callRest(service(), 'GET', `/v1/invitations/${invitation.token}`, {
      headers: { authorization: '' },
    });
    expect(seen.body).toMatchObject({ name: 'olga.petrova', role: 'manager' });
    const weak = await takeUp(invitation.token, 'olga.petrova1');
    expect([weak.status, weak.body.error.field]).toEqual([422, 'password']);
    expect((await takeUp(invitation.token)).body).toEqual({ name: 'olga.petrova' });
    expect((await takeUp(invitation.token)).status).toBe(404);
    const session = await signInByCookie(service(), 'olga.petrova', password);
    expect((await callRest(service(), 'GET', '/v1/me', { session })).status).toBe(200);
    const now = (await list()).find(({ name }) => name === 'olga.petrova')!;
    expect(now.has_password).toBe(true);
    expect(now.last_active_at).not.toBeNull();
  });

  it('has a name of one’s own', async () => {
    await invite('ivan');
    const answer = await callRest(service(), 'POST', '/v1/users', { body: { name: 'ivan', role: 'viewer' } });
    expect([answer.status, answer.body.error.kind]).toEqual([409, 'name_taken']);
  });

  it('cannot use a link that is out of date, and the link is not in the database', async () => {
    const { user, invitation } = await invite('late');
    const rows = JSON.stringify(await runSql(service().database.url, 'SELECT * FROM invitations'));
    expect(rows).not.toContain(invitation.token);
    await runSql(
      service().database.url,
      `UPDATE invitations SET created_at = now() - interval '73 hours', expires_at = now() - interval '1 hour'
        WHERE user_id = $1`,
      [user.id],
    );
    expect((await takeUp(invitation.token)).status).toBe(404);
  });
});

describe('an administrator', () => {
  it('changes a role and blocks, with the version that was seen', async () => {
    const { user, invitation } = await invite('pavel', 'viewer');
    await takeUp(invitation.token);
    const session = await signInByCookie(service(), 'pavel', password);
    const changed = await put(user, { role: 'reviewer', blocked: false });
    expect(changed.body).toMatchObject({ role: 'reviewer', version: 2 });
    const stale = await put(user, { role: 'viewer', blocked: true });
    expect([stale.status, stale.body.error.limit]).toEqual([412, '"2"']);
    expect((await put(changed.body, { role: 'reviewer', blocked: true })).body).toMatchObject({ blocked: true });
    expect((await callRest(service(), 'GET', '/v1/me', { session })).status).toBe(401);
  });

  it('resets a password: the old one and the sessions end, a new link is given', async () => {
    const { user, invitation } = await invite('anna');
    await takeUp(invitation.token);
    const session = await signInByCookie(service(), 'anna', password);
    const reset = await callRest<Invited>(service(), 'POST', `/v1/users/${user.id}/reset-password`, { body: {} });
    expect(reset.body.user.has_password).toBe(false);
    expect((await callRest(service(), 'GET', '/v1/me', { session })).status).toBe(401);
    await expect(signInByCookie(service(), 'anna', password)).rejects.toThrow('401');
    expect((await takeUp(reset.body.invitation.token, 'тише едешь, дальше будешь')).status).toBe(200);
  });

  it('does not block, demote or reset oneself, and stays one at least', async () => {
    const own = (await list()).find(({ name }) => name === administratorName)!;
    for (const body of [
      { role: 'viewer', blocked: false },
      { role: 'administrator', blocked: true },
    ]) {
      const answer = await put(own, body);
      expect([answer.status, answer.body.error.kind]).toEqual([409, 'own_account']);
    }
    const reset = await callRest(service(), 'POST', `/v1/users/${own.id}/reset-password`, { body: {} });
    expect([reset.status, reset.body.error.kind]).toEqual([409, 'own_account']);
    const second = await invite('second', 'administrator');
    await takeUp(second.invitation.token);
    const session = await signInByCookie(service(), 'second', password);
    const edit = (user: User, body: object) =>
      callRest<ErrorBody & User>(service(), 'PUT', `/v1/users/${user.id}`, {
        session,
        headers: { 'if-match': `"${user.version}"` },
        body,
      });
    const blocked = await edit(own, { role: 'administrator', blocked: true });
    expect(blocked.status).toBe(200);
    expect((await edit(blocked.body, { role: 'administrator', blocked: false })).status).toBe(200);
  });
});

interface Audit {
  readonly items: readonly {
    readonly id: number;
    readonly user: string | null;
    readonly action: string;
    readonly subject: string;
    readonly details: Record<string, unknown>;
  }[];
  readonly next_cursor: number | null;
}

const audit = async (query = '') =>
  (await callRest<Audit>(service(), 'GET', `/v1/audit${query}`, { as: 'compliance' })).body;

describe('the audit trail', () => {
  it('says who did what, filtered and page by page', async () => {
    const all = (await audit('?action=users')).items;
    expect(new Set(all.map(({ action }) => action))).toEqual(
      new Set([
        'users.invite',
        'users.set_password',
        'users.change_role',
        'users.block',
        'users.unblock',
        'users.reset_password',
      ]),
    );
    const [block] = (await audit('?action=users.block')).items;
    expect(block).toMatchObject({ user: 'second', subject: administratorName });
    const first = await audit('?limit=2');
    const second = await audit(`?limit=2&cursor=${first.next_cursor}`);
    expect(second.items[0]!.id).toBeLessThan(first.items[1]!.id);
    expect((await audit('?user=second')).items.every(({ user }) => user === 'second')).toBe(true);
    expect((await audit(`?to=${encodeURIComponent('2020-01-01T00:00:00Z')}`)).items).toEqual([]);
  });

  it('keeps the name of a failed sign-in only if a user has it', async () => {
    for (const name of ['compliance', 'a password typed as a name']) {
      await expect(signInByCookie(service(), name, 'wrong')).rejects.toThrow('401');
    }
    const failures = (await audit('?action=session.sign_in_failed&limit=2')).items;
    expect(failures.map(({ user, subject }) => [user, subject])).toEqual([
      [null, ''],
      [null, 'compliance'],
    ]);
  });

  it('is exported without formulas, and the export is in it', async () => {
    await invite('=cmd|calc', 'viewer');
    const { body, headers } = await callRest<string>(service(), 'GET', '/v1/audit.csv', { as: 'compliance' });
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(body).toContain("users.invite,'=cmd|calc,");
    expect((await audit('?limit=1')).items[0]).toMatchObject({ action: 'audit.export', user: 'compliance' });
  });

  it('cannot be changed', async () => {
    for (const statement of ['DELETE FROM audit_events', `UPDATE audit_events SET subject = ''`]) {
      await expect(runSql(service().database.url, statement)).rejects.toThrow();
    }
  });
});
