/** Where threads stand: what a change starts from. */
import { sql } from 'slonik';
import { z } from 'zod';
import { threadStatuses } from '../../api/copybook.ts';
import { threadOrigins } from '../../api/copybook-candidates.ts';
import type { Statements } from '../database.ts';

const stateRow = z.object({
  id: z.string(),
  status: z.enum(threadStatuses),
  latest_revision: z.int(),
  author: z.uuid().nullable(),
  author_name: z.string(),
  line: z.string(),
  /** The newest revision that was ever approved as a whole. */
  approved_revision: z.int().nullable(),
  origin: z.enum(threadOrigins),
});
export type ThreadState = z.output<typeof stateRow>;

/** Where these threads stand; those that are not there are left out. */
export function findThreadStates(database: Statements, ids: readonly string[]): Promise<readonly ThreadState[]> {
  return database.any(sql.type(stateRow)`
    SELECT threads.id, threads.status, threads.latest_revision, revisions.author, revisions.author_name, revisions.line,
      threads.approved_revision, threads.origin
    FROM copybook_threads AS threads
    JOIN copybook_revisions AS revisions
      ON revisions.thread_id = threads.id AND revisions.revision = threads.latest_revision
    WHERE threads.id = ANY(${sql.array([...ids], 'text')})
  `);
}

const stateVariantRow = z.object({
  thread_id: z.string(),
  revision: z.int(),
  position: z.int(),
  variant: z.int(),
  text: z.string(),
  status: z.enum(threadStatuses),
  author: z.uuid().nullable(),
});
export type VariantState = z.output<typeof stateVariantRow>;

export interface RevisionKey {
  readonly threadId: string;
  readonly revision: number;
}

/** Sentences of given revisions, in order. */
export function findVariants(
  database: Statements,
  revisions: readonly RevisionKey[],
): Promise<readonly VariantState[]> {
  const rows = revisions.map(({ threadId, revision }) => [threadId, revision]);
  return database.any(sql.type(stateVariantRow)`
    SELECT variants.thread_id, variants.revision, variants.position, variants.variant, variants.text, variants.status,
      variants.author
    FROM copybook_variants AS variants
    JOIN ${sql.unnest(rows, ['text', 'int4'])} AS wanted (thread_id, revision) USING (thread_id, revision)
    ORDER BY variants.thread_id, variants.position, variants.variant
  `);
}

/** Content hashes of given revisions, by thread. */
export async function findVersions(
  database: Statements,
  revisions: readonly RevisionKey[],
): Promise<ReadonlyMap<string, string>> {
  const rows = revisions.map(({ threadId, revision }) => [threadId, revision]);
  const found = await database.any(sql.type(z.object({ thread_id: z.string(), version: z.string() }))`
    SELECT thread_id, version FROM copybook_revisions
    JOIN ${sql.unnest(rows, ['text', 'int4'])} AS wanted (thread_id, revision) USING (thread_id, revision)
  `);
  return new Map(found.map(({ thread_id, version }) => [thread_id, version]));
}

const sentenceRow = z.object({
  thread_id: z.string(),
  text: z.string(),
  status: z.enum(threadStatuses),
  author: z.uuid().nullable(),
});
export type KnownSentence = z.output<typeof sentenceRow>;

/** Every sentence that these threads ever had, with what was said of it and who wrote it first. */
export function findKnownSentences(
  database: Statements,
  threadIds: readonly string[],
): Promise<readonly KnownSentence[]> {
  return database.any(sql.type(sentenceRow)`
    SELECT DISTINCT ON (thread_id, text) thread_id, text, status, author FROM copybook_variants
    WHERE thread_id = ANY(${sql.array([...threadIds], 'text')})
    ORDER BY thread_id, text, revision
  `);
}
