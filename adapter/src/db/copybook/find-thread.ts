/** One thread with its revisions and everything that people said of it. */
import { sql } from 'slonik';
import { z } from 'zod';
import { reviewActs, type ThreadDetails, threadStatuses } from '../../api/copybook.ts';
import { threadOrigins } from '../../api/copybook-candidates.ts';
import type { Statements } from '../database.ts';
import { instantColumn } from '../row-types.ts';
import { findCandidate } from './find-candidate.ts';

const headRow = z.object({
  id: z.string(),
  status: z.enum(threadStatuses),
  origin: z.enum(threadOrigins),
  latest_revision: z.int(),
  in_force_revision: z.int().nullable(),
  changed_at: instantColumn,
});

const revisionRow = z.object({
  revision: z.int(),
  version: z.string(),
  line: z.string(),
  origin: z.enum(['import', 'api', 'free']),
  author_name: z.string(),
  note: z.string(),
  created_at: instantColumn,
});

const variantRow = z.object({
  position: z.int(),
  variant: z.int(),
  text: z.string(),
  status: z.enum(threadStatuses),
});

const reviewRow = z.object({
  act: z.enum(reviewActs),
  revision: z.int(),
  position: z.int().nullable(),
  variant: z.int().nullable(),
  person_name: z.string(),
  comment: z.string(),
  edition: z.int().nullable(),
  created_at: instantColumn,
});

/** Null when there is no such thread. */
export async function findThread(database: Statements, id: string): Promise<ThreadDetails | null> {
  const head = await database.maybeOne(sql.type(headRow)`
    SELECT threads.id, threads.status, threads.origin, threads.latest_revision, entries.revision AS in_force_revision,
      threads.changed_at
    FROM copybook_threads AS threads
    LEFT JOIN copybook_edition_threads AS entries ON entries.thread_id = threads.id AND entries.next_edition IS NULL
    WHERE threads.id = ${id}
  `);
  if (head === null) return null;
  const revisions = await database.any(sql.type(revisionRow)`
    SELECT revision, version, line, origin, author_name, note, created_at
    FROM copybook_revisions WHERE thread_id = ${id} ORDER BY revision DESC
  `);
  const variants = await database.any(sql.type(variantRow)`
    SELECT position, variant, text, status FROM copybook_variants
    WHERE thread_id = ${id} AND revision = ${head.latest_revision}
    ORDER BY position, variant
  `);
  const reviews = await database.any(sql.type(reviewRow)`
    SELECT act, revision, position, variant, person_name, comment, edition, created_at
    FROM copybook_reviews WHERE thread_id = ${id} ORDER BY id DESC
  `);
  const iso = (ms: number) => new Date(ms).toISOString();
  const shown = revisions.map(({ line, author_name, created_at, ...row }) => ({
    ...row,
    thread: JSON.parse(line),
    author: author_name,
    created_at: iso(created_at),
  }));
  return {
    id: head.id,
    status: head.status,
    origin: head.origin,
    revision: head.latest_revision,
    in_force_revision: head.in_force_revision,
    changed_at: iso(head.changed_at),
    candidate: head.origin === 'free' ? await findCandidate(database, id) : null,
    thread: shown.find(({ revision }) => revision === head.latest_revision)!.thread,
    variants: [...variants],
    revisions: shown,
    reviews: reviews.map(({ person_name, created_at, ...row }) => ({
      ...row,
      person: person_name,
      created_at: iso(created_at),
    })),
  };
}
