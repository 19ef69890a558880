/**
 * Sessions of people's browsers. The cookie holds a random token that no script can read and no other site can send;
 * the database holds its SHA-256. What changes something needs the CSRF token as well, which only a page of our own
 * origin can read (OWASP: synchroniser token). Idle and absolute limits are in limits.ts.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Database } from '../db/database.ts';
import { deleteSession } from '../db/sessions/delete-sessions.ts';
import { findSession } from '../db/sessions/find-session.ts';
import { insertSession } from '../db/sessions/insert-session.ts';
import { touchSession } from '../db/sessions/touch-session.ts';
import { limits } from '../limits.ts';
import type { User } from './verify-credentials.ts';

export interface Session {
  readonly user: User;
  readonly tokenSha256: string;
  readonly csrfToken: string;
  readonly expiresAtMs: number;
}

export interface Sessions {
  /** @returns the session, and the token for the cookie. */
  open(user: User): Promise<{ readonly session: Session; readonly token: string }>;
  /** Null when the token is unknown, expired, idle for too long, or its user is blocked. */
  find(token: string): Promise<Session | null>;
  close(token: string): Promise<void>;
}

export function createSessions(database: () => Database, clock: Clock): Sessions {
  return {
    async open(user) {
      const token = clock.randomBytes(32).toString('base64url');
      const session = {
        user,
        tokenSha256: digestOf(token),
        csrfToken: clock.randomBytes(24).toString('base64url'),
        expiresAtMs: clock.epochMs() + limits.sessionMsMax,
      };
      const { tokenSha256, csrfToken, expiresAtMs } = session;
      const createdAtMs = clock.epochMs();
      await insertSession(database(), { tokenSha256, userId: user.id, csrfToken, createdAtMs, expiresAtMs });
      return { session, token };
    },
    async find(token) {
      const tokenSha256 = digestOf(token);
      const row = await findSession(database(), tokenSha256);
      const nowMs = clock.epochMs();
      if (row === null || row.is_blocked || row.expires_at <= nowMs) return null;
      if (nowMs - row.last_seen_at > limits.sessionIdleMsMax) return null;
      if (nowMs - row.last_seen_at > limits.sessionTouchMs) await touchSession(database(), tokenSha256, nowMs);
      const user = { id: row.user_id, name: row.name, role: row.role };
      return { user, tokenSha256, csrfToken: row.csrf_token, expiresAtMs: row.expires_at };
    },
    close: (token) => deleteSession(database(), digestOf(token)),
  };
}

/** Compares in constant time. */
export function isCsrfToken(session: Session, given: string): boolean {
  const expected = Buffer.from(session.csrfToken);
  const actual = Buffer.from(given);
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
