/**
 * Name and password → user.
 *
 * The user's row is read on every call, so a block, a new role or a new password counts at once on every adapter. What
 * is remembered is only that a password matched a hash, because argon2id costs about 20 ms a call: the key is an HMAC of
 * both under a key of this process, so neither can be read back, and a changed password never matches.
 *
 * An unknown name costs the same: its password is checked against a hash of nothing.
 */
import { createHmac } from 'node:crypto';
import type { Role } from '../api/history.ts';
import type { Clock } from '../clock.ts';
import type { UserRow } from '../db/users/find-user.ts';
import { limits } from '../limits.ts';
import { createBoundedQueue } from './bounded-queue.ts';
import { hashPassword, verifyPassword } from './password.ts';

export interface User {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
}

export type Verified = { readonly kind: 'user'; readonly user: User } | { readonly kind: 'wrong' | 'blocked' };

export interface CredentialVerifier {
  /** @throws RequestError overloaded; the database's error while it is away. */
  verify(name: string, password: string): Promise<Verified>;
}

export interface VerifierOptions {
  readonly clock: Clock;
  readonly findUser: (name: string) => Promise<UserRow | null>;
  /** Replaced in tests that count the checks. */
  readonly checkPassword?: (passwordHash: string, password: string) => Promise<boolean>;
  readonly rememberedMax?: number;
  readonly rememberedMs?: number;
}

export async function createCredentialVerifier(options: VerifierOptions): Promise<CredentialVerifier> {
  const { clock, findUser } = options;
  const checkPassword = options.checkPassword ?? verifyPassword;
  const rememberedMax = options.rememberedMax ?? limits.verifiedCredentialsMax;
  const rememberedMs = options.rememberedMs ?? limits.verifiedCredentialsMs;
  const key = clock.randomBytes(32);
  const nobodysHash = await hashPassword(clock.randomBytes(18).toString('base64url'));
  const runBounded = createBoundedQueue(limits.passwordChecksAtOnceMax, limits.passwordChecksWaitingMax);
  const expiries = new Map<string, number>();

  async function matches(passwordHash: string, password: string): Promise<boolean> {
    const digest = createHmac('sha256', key).update(`${passwordHash}\n${password}`).digest('base64');
    const expiresAtMs = expiries.get(digest);
    if (expiresAtMs !== undefined && expiresAtMs > clock.nowMs()) return true;
    expiries.delete(digest);
    const isRight = await runBounded(() => checkPassword(passwordHash, password));
    if (isRight) remember(digest);
    return isRight;
  }

  function remember(digest: string): void {
    // A map keeps the order of insertion: its first key is the oldest.
    if (expiries.size >= rememberedMax) expiries.delete(expiries.keys().next().value!);
    expiries.set(digest, clock.nowMs() + rememberedMs);
  }

  return {
    async verify(name, password) {
      const row = await findUser(name);
      const isRight = await matches(row?.password_hash ?? nobodysHash, password);
      if (row === null || !isRight) return { kind: 'wrong' };
      if (row.is_blocked) return { kind: 'blocked' };
      return { kind: 'user', user: { id: row.id, name: row.name, role: row.role } };
    },
  };
}
