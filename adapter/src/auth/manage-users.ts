/**
 * What administrators do with users. Each act is one transaction with its line in the audit trail; acts take turns, so
 * that two administrators cannot take the role from each other at the same moment and leave none.
 */
import type { Role } from '../api/history.ts';
import type { ListedUser } from '../api/users.ts';
import type { Clock, CreateUuid } from '../clock.ts';
import { insertAudit } from '../db/audit/insert-audit.ts';
import type { Database, Statements } from '../db/database.ts';
import { deleteSessionsOf } from '../db/sessions/delete-sessions.ts';
import { countOtherAdministrators } from '../db/users/count-administrators.ts';
import { findUser } from '../db/users/find-user.ts';
import { insertUser } from '../db/users/insert-user.ts';
import { listUsers } from '../db/users/list-users.ts';
import { lockUsers } from '../db/users/lock-users.ts';
import { updatePassword } from '../db/users/update-password.ts';
import { updateUser } from '../db/users/update-user.ts';
import { RequestError } from '../errors.ts';
import { createInvitation, type Invitation } from './invitations.ts';
import { generatePassword, hashPassword } from './password.ts';
import type { User } from './verify-credentials.ts';

export interface UsersContext {
  readonly database: Database;
  readonly clock: Clock;
  readonly createUuid: CreateUuid;
  /** Who does it. */
  readonly administrator: User;
}

export interface Invited {
  readonly user: ListedUser;
  readonly invitation: Invitation;
}

/** @throws RequestError name_taken */
export async function inviteUser(
  { database, clock, createUuid, administrator }: UsersContext,
  { name, role }: { readonly name: string; readonly role: Role },
): Promise<Invited> {
  const passwordHash = await hashPassword(generatePassword(clock));
  return await database.transaction(async (transaction) => {
    await lockUsers(transaction);
    if ((await findUser(transaction, name)) !== null) {
      const limit = 'a name that no user has';
      throw new RequestError('name_taken', `name: must be ${limit}`, { field: 'name', limit, given: 'a name in use' });
    }
    const id = createUuid();
    await insertUser(transaction, { id, name, passwordHash, role, hasPassword: false });
    const invitation = await createInvitation(transaction, clock, { userId: id, createdBy: administrator.id });
    const [action, details] = ['users.invite', { role }];
    await insertAudit(transaction, { userId: administrator.id, action, subject: name, details, atMs: clock.epochMs() });
    return { user: await getUser(transaction, id), invitation };
  });
}

export interface UserEdit {
  readonly id: string;
  readonly expectedVersion: number;
  readonly role: Role;
  readonly blocked: boolean;
}

/** @throws RequestError not_found, version_conflict, own_account, last_administrator */
export async function editUser(
  { database, clock, administrator }: UsersContext,
  { id, expectedVersion, role, blocked }: UserEdit,
): Promise<ListedUser> {
  return await database.transaction(async (transaction) => {
    await lockUsers(transaction);
    const before = await getUser(transaction, id);
    if (before.version !== expectedVersion) throw conflict(before.version, expectedVersion);
    if (before.role === role && before.blocked === blocked) return before;
    if (id === administrator.id) {
      throw new RequestError('own_account', 'another administrator must do this: nobody blocks or demotes oneself');
    }
    const losesAdministrator = before.role === 'administrator' && (role !== 'administrator' || blocked);
    if (losesAdministrator && (await countOtherAdministrators(transaction, id)) === 0) {
      throw new RequestError('last_administrator', 'this is the last administrator: make another one first');
    }
    const atMs = clock.epochMs();
    const change = { id, expectedVersion, role, isBlocked: blocked, atMs };
    if (!(await updateUser(transaction, change))) throw conflict(before.version + 1, expectedVersion);
    if (blocked) await deleteSessionsOf(transaction, id);
    const about = { userId: administrator.id, subject: before.name, atMs };
    if (before.role !== role) {
      const details = { from: before.role, to: role };
      await insertAudit(transaction, { ...about, action: 'users.change_role', details });
    }
    if (before.blocked !== blocked) {
      await insertAudit(transaction, { ...about, action: blocked ? 'users.block' : 'users.unblock', details: {} });
    }
    return await getUser(transaction, id);
  });
}

/** Ends sessions and the old password at once. @throws RequestError not_found, own_account */
export async function resetPassword(
  { database, clock, administrator }: UsersContext,
  { id }: { readonly id: string },
): Promise<Invited> {
  if (id === administrator.id) {
    throw new RequestError('own_account', 'your own password is changed at POST /v1/me/password');
  }
  const passwordHash = await hashPassword(generatePassword(clock));
  return await database.transaction(async (transaction) => {
    await lockUsers(transaction);
    const { name } = await getUser(transaction, id);
    const atMs = clock.epochMs();
    await updatePassword(transaction, { userId: id, passwordHash, hasPassword: false, atMs });
    await deleteSessionsOf(transaction, id);
    const invitation = await createInvitation(transaction, clock, { userId: id, createdBy: administrator.id });
    const action = 'users.reset_password';
    await insertAudit(transaction, { userId: administrator.id, action, subject: name, details: {}, atMs });
    return { user: await getUser(transaction, id), invitation };
  });
}

async function getUser(transaction: Statements, id: string): Promise<ListedUser> {
  const [user] = await listUsers(transaction, id);
  if (user === undefined) throw new RequestError('not_found', 'there is no such user', { field: 'id' });
  return user;
}

function conflict(version: number, expectedVersion: number): RequestError {
  const [limit, given] = [`"${version}"`, `"${expectedVersion}"`];
  const message = `If-Match: the user has version ${version} by now; got ${expectedVersion}`;
  return new RequestError('version_conflict', message, { field: 'If-Match', limit, given });
}
