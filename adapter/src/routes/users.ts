/** Users, the links by which they set a password, and one's own password. */
import { z } from 'zod';
import { parseInput } from '../api/parse-input.ts';
import {
  changePasswordSchema,
  inviteUserSchema,
  putUserSchema,
  resetPasswordSchema,
  takeUpInvitationSchema,
  userPathSchema,
} from '../api/users.ts';
import type { AuthenticateOptions } from '../auth/authenticate.ts';
import { editUser, type Invited, inviteUser, resetPassword, type UsersContext } from '../auth/manage-users.ts';
import { changeOwnPassword, openInvitation, takeUpInvitation } from '../auth/set-password.ts';
import type { Clock, CreateUuid } from '../clock.ts';
import type { AdapterContext, AdapterMiddleware } from '../context.ts';
import type { Database } from '../db/database.ts';
import { listUsers } from '../db/users/list-users.ts';
import { RequestError } from '../errors.ts';
import { parseExpectedVersion } from './parse-expected-version.ts';

export interface UserRouteOptions {
  /** @throws RequestError database_unavailable. */
  readonly database: () => Database;
  readonly clock: Clock;
  readonly createUuid: CreateUuid;
  readonly authentication: AuthenticateOptions;
}

const tokenPathSchema = z.strictObject({ token: z.string() });

/** GET /v1/users */
export function usersRoute({ database }: UserRouteOptions): AdapterMiddleware {
  return async (context) => {
    context.body = { items: await listUsers(database()) };
  };
}

/** POST /v1/users */
export function inviteUserRoute(options: UserRouteOptions): AdapterMiddleware {
  return async (context) => {
    const invited = await inviteUser(contextOf(options, context), parseInput(inviteUserSchema, context.request.body));
    context.status = 201;
    context.body = show(invited);
  };
}

/** PUT /v1/users/{id} */
export function putUserRoute(options: UserRouteOptions): AdapterMiddleware {
  return async (context) => {
    const { id } = parseInput(userPathSchema, paramsOf(context));
    const expectedVersion = parseExpectedVersion(context);
    const { role, blocked } = parseInput(putUserSchema, context.request.body);
    context.body = await editUser(contextOf(options, context), { id, expectedVersion, role, blocked });
  };
}

/** POST /v1/users/{id}/reset-password */
export function resetPasswordRoute(options: UserRouteOptions): AdapterMiddleware {
  return async (context) => {
    const { id } = parseInput(userPathSchema, paramsOf(context));
    parseInput(resetPasswordSchema, context.request.body);
    context.body = show(await resetPassword(contextOf(options, context), { id }));
  };
}

/** GET /v1/invitations/{token}: whose link it is. Who has the link needs no sign-in. */
export function invitationRoute({ database, clock }: UserRouteOptions): AdapterMiddleware {
  return async (context) => {
    const { token } = parseInput(tokenPathSchema, paramsOf(context));
    const { name, role, expires_at } = await openInvitation({ database: database(), clock }, token);
    context.set('Cache-Control', 'no-store');
    context.body = { name, role, expires_at: new Date(expires_at).toISOString() };
  };
}

/** POST /v1/invitations/{token} */
export function takeUpInvitationRoute({ database, clock }: UserRouteOptions): AdapterMiddleware {
  return async (context) => {
    const { token } = parseInput(tokenPathSchema, paramsOf(context));
    const { password } = parseInput(takeUpInvitationSchema, context.request.body);
    context.body = { name: await takeUpInvitation({ database: database(), clock }, token, password) };
  };
}

/** POST /v1/me/password */
export function changePasswordRoute({ database, clock, authentication }: UserRouteOptions): AdapterMiddleware {
  return async (context) => {
    const { verifier, guesses, trail } = authentication;
    const given = parseInput(changePasswordSchema, context.request.body);
    const user = context.state.user!;
    const source = `${context.ip} ${user.name}`;
    await guesses.assertFew(source);
    const verified = await verifier.verify(user.name, given.current);
    if (verified.kind === 'wrong') {
      await guesses.count(source);
      await trail.noteFailure(user.name, context.ip);
      const limit = 'your password';
      throw new RequestError('invalid_request', `current: must be ${limit}; got another one`, {
        field: 'current',
        limit,
        given: 'another one',
      });
    }
    const keptTokenSha256 = context.state.session?.tokenSha256 ?? null;
    await changeOwnPassword({ database: database(), clock }, { user, newPassword: given.new, keptTokenSha256 });
    context.body = { name: user.name };
  };
}

function contextOf({ database, clock, createUuid }: UserRouteOptions, context: AdapterContext): UsersContext {
  return { database: database(), clock, createUuid, administrator: context.state.user! };
}

function paramsOf(context: AdapterContext): object {
  return { ...(context as { params?: object }).params };
}

function show({ user, invitation: { token, path, expiresAtMs } }: Invited) {
  return { user, invitation: { token, path, expires_at: new Date(expiresAtMs).toISOString() } };
}
