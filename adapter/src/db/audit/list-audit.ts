/** The audit trail, newest first; a page goes on below the last id seen. */
import { sql } from 'slonik';
import { z } from 'zod';
import type { AuditItem, AuditQuery } from '../../api/audit.ts';
import { limits } from '../../limits.ts';
import type { Statements } from '../database.ts';
import { instantColumn } from '../row-types.ts';

const auditRow = z.object({
  id: z.bigint().transform(Number),
  at: instantColumn,
  user_name: z.string().nullable(),
  action: z.string(),
  subject: z.string(),
  details: z.record(z.string(), z.unknown()),
});

export interface AuditPage {
  readonly items: AuditItem[];
  readonly nextCursor: number | null;
}

export async function listAudit(database: Statements, query: AuditQuery): Promise<AuditPage> {
  const limit = query.limit ?? limits.auditPageDefault;
  const conditions = [
    sql.fragment`true`,
    query.cursor === undefined ? null : sql.fragment`audit_events.id < ${query.cursor}`,
    query.from === undefined ? null : sql.fragment`audit_events.at >= ${sql.timestamp(new Date(query.from))}`,
    query.to === undefined ? null : sql.fragment`audit_events.at < ${sql.timestamp(new Date(query.to))}`,
    query.user === undefined ? null : sql.fragment`users.name = ${query.user}`,
    query.action === undefined
      ? null
      : sql.fragment`(audit_events.action = ${query.action} OR starts_with(audit_events.action, ${`${query.action}.`}))`,
  ].filter((condition) => condition !== null);
  const rows = await database.any(sql.type(auditRow)`
    SELECT audit_events.id, audit_events.at, users.name AS user_name, audit_events.action, audit_events.subject,
      audit_events.details
    FROM audit_events
    LEFT JOIN users ON users.id = audit_events.user_id
    WHERE ${sql.join(conditions, sql.fragment` AND `)}
    ORDER BY audit_events.id DESC
    LIMIT ${limit + 1}
  `);
  const items = rows
    .slice(0, limit)
    .map(({ user_name, at, ...row }) => ({ ...row, at: new Date(at).toISOString(), user: user_name }));
  return { items, nextCursor: rows.length > limit ? items.at(-1)!.id : null };
}
