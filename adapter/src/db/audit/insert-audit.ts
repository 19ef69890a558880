/**
 * Writes who did what. Called inside the transaction of the act, so that neither stands without the other. Never a
 * client's data: ids of clients, texts and features stay out of `subject` and `details`.
 */
import { sql } from 'slonik';
import type { Statements } from '../database.ts';

export interface AuditEvent {
  /** Null when nobody was signed in. */
  readonly userId: string | null;
  /** Area and act: "users.block". */
  readonly action: string;
  /** Id or name of what it was done to; empty where there is none. */
  readonly subject: string;
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
  readonly atMs: number;
}

export async function insertAudit(database: Statements, event: AuditEvent): Promise<void> {
  await database.query(sql.unsafe`
    INSERT INTO audit_events (at, user_id, action, subject, details)
    VALUES (
      ${sql.timestamp(new Date(event.atMs))}, ${event.userId}, ${event.action}, ${event.subject.slice(0, 200)},
      ${JSON.stringify(event.details)}::jsonb
    )
  `);
}
