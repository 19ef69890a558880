/** What the audit trail holds of signing in, and when each user was last seen. */
import type { Clock } from '../clock.ts';
import { insertAudit } from '../db/audit/insert-audit.ts';
import { insertFailedSignIn } from '../db/audit/insert-failed-sign-in.ts';
import type { Database } from '../db/database.ts';
import { noteActivity } from '../db/users/note-activity.ts';
import { limits } from '../limits.ts';
import type { User } from './verify-credentials.ts';

export interface SignInTrail {
  noteSignIn(user: User, address: string): Promise<void>;
  noteSignOut(user: User, address: string): Promise<void>;
  noteFailure(name: string, address: string): Promise<void>;
  /** Returns at once: a call does not wait for it, nor fail with it. */
  noteActivity(user: User): void;
}

export function createSignInTrail(database: () => Database, clock: Clock): SignInTrail {
  const notedAtMs = new Map<string, number>();
  const note = (action: string) => async (user: User, address: string) =>
    await insertAudit(database(), {
      userId: user.id,
      action,
      subject: user.name,
      details: { address },
      atMs: clock.epochMs(),
    });
  return {
    noteSignIn: note('session.sign_in'),
    noteSignOut: note('session.sign_out'),
    noteFailure: (name, address) => insertFailedSignIn(database(), { name, address, atMs: clock.epochMs() }),
    noteActivity({ id }) {
      const nowMs = clock.epochMs();
      if (nowMs - (notedAtMs.get(id) ?? Number.NEGATIVE_INFINITY) < limits.activityNoteMs) return;
      notedAtMs.set(id, nowMs);
      const write = async () => await noteActivity(database(), id, nowMs);
      // The next minute tries again.
      write().catch(() => undefined);
    },
  };
}
