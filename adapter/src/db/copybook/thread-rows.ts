/** Threads, revisions and sentences as they are written: a few for an edit, hundreds at a time for an import. */
import { sql } from 'slonik';
import type { ThreadStatus } from '../../api/copybook.ts';
import type { Statements } from '../database.ts';

export interface NewThread {
  readonly id: string;
  readonly fileName: string;
  readonly place: number;
  /** Absent: people. */
  readonly origin?: 'people' | 'free';
}

export interface NewRevision {
  readonly threadId: string;
  readonly revision: number;
  readonly version: string;
  readonly line: string;
  readonly origin: 'import' | 'api' | 'free';
  /** Null: command line. */
  readonly author: string | null;
  readonly authorName: string;
  readonly note: string;
}

export interface NewVariant {
  readonly threadId: string;
  readonly revision: number;
  readonly position: number;
  readonly variant: number;
  readonly text: string;
  readonly status: ThreadStatus;
  readonly author: string | null;
}

/** New threads stand at their first revision, as drafts. */
export async function insertThreads(
  transaction: Statements,
  threads: readonly NewThread[],
  atMs: number,
): Promise<void> {
  const at = sql.timestamp(new Date(atMs));
  const rows = threads.map(({ id, fileName, place, origin = 'people' }) => [id, fileName, place, origin]);
  await transaction.query(sql.unsafe`
    INSERT INTO copybook_threads (id, file_name, place, origin, status, latest_revision, created_at, changed_at)
    SELECT id, file_name, place, origin, 'draft', 1, ${at}, ${at}
    FROM ${sql.unnest(rows, ['text', 'text', 'int4', 'text'])} AS thread (id, file_name, place, origin)
  `);
}

export async function insertRevisions(
  transaction: Statements,
  revisions: readonly NewRevision[],
  atMs: number,
): Promise<void> {
  const rows = revisions.map((row) => [
    row.threadId,
    row.revision,
    row.version,
    row.line,
    row.origin,
    row.author,
    row.authorName,
    row.note,
  ]);
  await transaction.query(sql.unsafe`
    INSERT INTO copybook_revisions (thread_id, revision, version, line, origin, author, author_name, note, created_at)
    SELECT thread_id, revision, version, line, origin, author, author_name, note, ${sql.timestamp(new Date(atMs))}
    FROM ${sql.unnest(rows, ['text', 'int4', 'text', 'text', 'text', 'uuid', 'text', 'text'])}
      AS row (thread_id, revision, version, line, origin, author, author_name, note)
  `);
}

export async function insertVariants(transaction: Statements, variants: readonly NewVariant[]): Promise<void> {
  const rows = variants.map((row) => [
    row.threadId,
    row.revision,
    row.position,
    row.variant,
    row.text,
    row.status,
    row.author,
  ]);
  await transaction.query(sql.unsafe`
    INSERT INTO copybook_variants (thread_id, revision, position, variant, text, status, author)
    SELECT * FROM ${sql.unnest(rows, ['text', 'int4', 'int4', 'int4', 'text', 'text', 'uuid'])}
  `);
}

export interface ThreadStanding {
  readonly id: string;
  readonly latestRevision: number;
  readonly approvedRevision: number | null;
  /** Of the latest revision. */
  readonly status: ThreadStatus;
}

export async function updateThreads(
  transaction: Statements,
  threads: readonly ThreadStanding[],
  atMs: number,
): Promise<void> {
  const rows = threads.map((thread) => [thread.id, thread.latestRevision, thread.approvedRevision, thread.status]);
  await transaction.query(sql.unsafe`
    UPDATE copybook_threads
    SET latest_revision = changed.latest_revision, approved_revision = changed.approved_revision,
      status = changed.status, changed_at = ${sql.timestamp(new Date(atMs))}
    FROM ${sql.unnest(rows, ['text', 'int4', 'int4', 'text'])}
      AS changed (id, latest_revision, approved_revision, status)
    WHERE copybook_threads.id = changed.id
  `);
}

/** A sentence has one status in all revisions of its thread: what was approved or withdrawn is the wording. */
export async function updateVariantStatus(
  transaction: Statements,
  threadId: string,
  text: string,
  status: 'approved' | 'retired',
): Promise<void> {
  await transaction.query(sql.unsafe`
    UPDATE copybook_variants SET status = ${status}
    WHERE thread_id = ${threadId} AND text = ${text}
      AND (status = 'draft' OR (status = 'approved' AND ${status} = 'retired'))
  `);
}

/** All drafts of the latest revisions of these threads, and the same sentences in earlier ones. */
export async function approveDrafts(transaction: Statements, threadIds: readonly string[]): Promise<void> {
  await transaction.query(sql.unsafe`
    UPDATE copybook_variants SET status = 'approved'
    FROM copybook_variants AS latest
    JOIN copybook_threads ON copybook_threads.id = latest.thread_id
      AND copybook_threads.latest_revision = latest.revision
    WHERE copybook_variants.thread_id = latest.thread_id AND copybook_variants.text = latest.text
      AND copybook_variants.status = 'draft' AND latest.thread_id = ANY(${sql.array([...threadIds], 'text')})
  `);
}
