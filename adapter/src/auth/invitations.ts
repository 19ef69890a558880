/**
 * Links by which a person sets a password, once, within 72 hours: after an invitation, or after an administrator has
 * reset the password. The link holds a random token; the database holds its SHA-256. Until it is taken up the password
 * is one that nobody knows.
 */
import { createHash } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Statements } from '../db/database.ts';
import { upsertInvitation } from '../db/invitations/upsert-invitation.ts';
import { limits } from '../limits.ts';

export interface Invitation {
  readonly token: string;
  readonly path: string;
  readonly expiresAtMs: number;
}

/** Inside the transaction that makes or resets the user. */
export async function createInvitation(
  transaction: Statements,
  clock: Clock,
  { userId, createdBy }: { readonly userId: string; readonly createdBy: string },
): Promise<Invitation> {
  const token = clock.randomBytes(32).toString('base64url');
  const createdAtMs = clock.epochMs();
  const expiresAtMs = createdAtMs + limits.invitationMsMax;
  await upsertInvitation(transaction, {
    userId,
    tokenSha256: digestOfInvitation(token),
    createdBy,
    createdAtMs,
    expiresAtMs,
  });
  return { token, path: `/web/invitation/${token}`, expiresAtMs };
}

export function digestOfInvitation(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
