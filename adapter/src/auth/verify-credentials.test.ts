import { beforeEach, describe, expect, it } from 'vitest';
import type { UserRow } from '../db/users/find-user.ts';
import { createFakeClock, type FakeClock } from '../fake-clock.ts';
import { hashPassword, verifyPassword } from './password.ts';
import { type CredentialVerifier, createCredentialVerifier } from './verify-credentials.ts';

let clock: FakeClock;
let users: Map<string, UserRow>;
let verifier: CredentialVerifier;
let checksCount: number;

beforeEach(async () => {
  clock = createFakeClock();
  checksCount = 0;
  users = new Map();
  const password_hash = await hashPassword('right');
  users.set('ann', { id: 'id-ann', name: 'ann', password_hash, role: 'manager', is_blocked: false });
  verifier = await createCredentialVerifier({
    clock,
    findUser: async (name) => users.get(name) ?? null,
    checkPassword: (passwordHash, password) => {
      checksCount += 1;
      return verifyPassword(passwordHash, password);
    },
    rememberedMax: 1,
    rememberedMs: 1000,
  });
});

const change = (fields: Partial<UserRow>) => users.set('ann', { ...users.get('ann')!, ...fields });

describe('createCredentialVerifier', () => {
  it('tells the user, a wrong password and an unknown name apart from each other only as user and wrong', async () => {
    const user = { id: 'id-ann', name: 'ann', role: 'manager' };
    expect(await verifier.verify('ann', 'right')).toEqual({ kind: 'user', user });
    expect(await verifier.verify('ann', 'wrong')).toEqual({ kind: 'wrong' });
    expect(await verifier.verify('bob', 'right')).toEqual({ kind: 'wrong' });
    expect(await verifier.verify('ann', '')).toEqual({ kind: 'wrong' });
  });

  it('checks a right password once in a while, a wrong one and an unknown name every time', async () => {
    await verifier.verify('ann', 'right');
    await verifier.verify('ann', 'right');
    expect(checksCount).toBe(1);
    await clock.advance(1001);
    await verifier.verify('ann', 'right');
    expect(checksCount).toBe(2);
    for (const name of ['ann', 'ann', 'bob', 'bob']) await verifier.verify(name, 'wrong');
    expect(checksCount).toBe(6);
  });

  it('remembers no more passwords than it may', async () => {
    users.set('eve', { ...users.get('ann')!, id: 'id-eve', name: 'eve', password_hash: await hashPassword('other') });
    await verifier.verify('ann', 'right');
    await verifier.verify('eve', 'other');
    await verifier.verify('ann', 'right');
    expect(checksCount).toBe(3);
  });

  it('counts a block, a role and a new password at once', async () => {
    await verifier.verify('ann', 'right');
    change({ role: 'viewer' });
    expect(await verifier.verify('ann', 'right')).toMatchObject({ user: { role: 'viewer' } });
    change({ is_blocked: true });
    expect(await verifier.verify('ann', 'right')).toEqual({ kind: 'blocked' });
    change({ is_blocked: false, password_hash: await hashPassword('new') });
    expect(await verifier.verify('ann', 'right')).toEqual({ kind: 'wrong' });
    expect(await verifier.verify('ann', 'new')).toMatchObject({ kind: 'user' });
  });

  it('tells nobody without the password that a user is blocked', async () => {
    change({ is_blocked: true });
    expect(await verifier.verify('ann', 'wrong')).toEqual({ kind: 'wrong' });
  });
});
