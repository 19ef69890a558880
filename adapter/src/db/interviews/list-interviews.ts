/** Interviews, newest first; a page goes on below the last id seen (UUIDs of version 7 rise with time). */
import { sql } from 'slonik';
import type { InterviewItem, InterviewsQuery } from '../../api/interviews.ts';
import { limits } from '../../limits.ts';
import type { Statements } from '../database.ts';
import { interviewColumns, interviewRow, readInterview } from './interview-rows.ts';

export interface InterviewsPage {
  readonly items: readonly InterviewItem[];
  readonly nextCursor: string | null;
}

export async function listInterviews(database: Statements, query: InterviewsQuery): Promise<InterviewsPage> {
  const limit = query.limit ?? limits.interviewsPageDefault;
  const conditions = [
    sql.fragment`true`,
    query.cursor === undefined ? null : sql.fragment`interviews.id < ${query.cursor}::uuid`,
    query.status === undefined ? null : sql.fragment`interviews.status = ${query.status}`,
  ].filter((condition) => condition !== null);
  const rows = await database.any(sql.type(interviewRow)`
    SELECT ${interviewColumns}
    FROM interviews
    JOIN users ON users.id = interviews.created_by
    WHERE ${sql.join(conditions, sql.fragment` AND `)}
    ORDER BY interviews.id DESC
    LIMIT ${limit + 1}
  `);
  const items = rows.slice(0, limit).map(readInterview);
  return { items, nextCursor: rows.length > limit ? items.at(-1)!.id : null };
}
