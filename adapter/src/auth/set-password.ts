/** A person sets a password: by the link of an invitation, or in place of the one that is known. */
import type { Clock } from '../clock.ts';
import { insertAudit } from '../db/audit/insert-audit.ts';
import type { Database } from '../db/database.ts';
import { deleteInvitation } from '../db/invitations/delete-invitation.ts';
import { findInvitation, type InvitationRow } from '../db/invitations/find-invitation.ts';
import { deleteSessionsOf } from '../db/sessions/delete-sessions.ts';
import { updatePassword } from '../db/users/update-password.ts';
import { RequestError } from '../errors.ts';
import { assertStrongPassword } from './assert-strong-password.ts';
import { digestOfInvitation } from './invitations.ts';
import { hashPassword } from './password.ts';
import type { User } from './verify-credentials.ts';

export interface PasswordContext {
  readonly database: Database;
  readonly clock: Clock;
}

/** @throws RequestError not_found */
export async function openInvitation({ database, clock }: PasswordContext, token: string): Promise<InvitationRow> {
  const invitation = await findInvitation(database, digestOfInvitation(token), clock.epochMs());
  if (invitation !== null) return invitation;
  throw new RequestError('not_found', 'this link is unknown, used or out of date: an administrator gives a new one');
}

/** @returns the name to sign in by. @throws RequestError not_found, invalid_request */
export async function takeUpInvitation(context: PasswordContext, token: string, password: string): Promise<string> {
  const { user_id: userId, name } = await openInvitation(context, token);
  assertStrongPassword(password, name, 'password');
  const passwordHash = await hashPassword(password);
  const atMs = context.clock.epochMs();
  await context.database.transaction(async (transaction) => {
    // Of two at once the second finds it gone.
    if (!(await deleteInvitation(transaction, digestOfInvitation(token)))) {
      throw new RequestError('not_found', 'this link has just been used');
    }
    await updatePassword(transaction, { userId, passwordHash, hasPassword: true, atMs });
    await deleteSessionsOf(transaction, userId);
    const action = 'users.set_password';
    await insertAudit(transaction, { userId, action, subject: name, details: { by: 'invitation' }, atMs });
  });
  return name;
}

export interface OwnPasswordChange {
  readonly user: User;
  readonly newPassword: string;
  /** The session in which it is changed stays; the others end. Null for machines. */
  readonly keptTokenSha256: string | null;
}

/** The old password has been verified. @throws RequestError invalid_request */
export async function changeOwnPassword(
  { database, clock }: PasswordContext,
  { user, newPassword, keptTokenSha256 }: OwnPasswordChange,
): Promise<void> {
  assertStrongPassword(newPassword, user.name, 'new');
  const passwordHash = await hashPassword(newPassword);
  const atMs = clock.epochMs();
  await database.transaction(async (transaction) => {
    await updatePassword(transaction, { userId: user.id, passwordHash, hasPassword: true, atMs });
    await deleteSessionsOf(transaction, user.id, keptTokenSha256);
    const action = 'users.set_password';
    await insertAudit(transaction, { userId: user.id, action, subject: user.name, details: { by: 'self' }, atMs });
  });
}
