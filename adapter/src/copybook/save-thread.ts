/**
 * Stores a new thread, or the next revision of one. Order: the server finds nothing wrong with it → transaction: the
 * copybook is held, the revision is the one that the caller saw, rows, the edition that comes of it.
 *
 * Sentences keep what was said of them before in this thread; new ones are drafts. The revision is a draft, whatever the
 * former one was: while that one is approved it stays in force.
 */
import { threadVersion } from '@offerwright/proto/copybook-hash';
import type { ThreadContent } from '../api/copybook.ts';
import { insertAudit } from '../db/audit/insert-audit.ts';
import { insertReviews } from '../db/copybook/insert-reviews.ts';
import { findNextPlace } from '../db/copybook/list-latest-lines.ts';
import { lockCopybook } from '../db/copybook/lock-copybook.ts';
import { insertRevisions, insertThreads, insertVariants, updateThreads } from '../db/copybook/thread-rows.ts';
import { findKnownSentences, findThreadStates } from '../db/copybook/thread-states.ts';
import type { Statements } from '../db/database.ts';
import { RequestError } from '../errors.ts';
import { checkDraft } from './check-draft.ts';
import {
  type ChangedThread,
  type CopybookContext,
  findExpected,
  findThreadOrRefuse,
  type Person,
  showChange,
} from './copybook-context.ts';
import { makeEdition } from './make-edition.ts';
import { newVariants } from './new-variants.ts';
import { formatThreadLine } from './thread-line.ts';

export interface ThreadDraft {
  readonly content: ThreadContent;
  readonly note: string;
  readonly person: Person;
}

/** @throws RequestError invalid_thread, thread_exists, inference_unavailable */
export async function createThread(context: CopybookContext, draft: ThreadDraft): Promise<ChangedThread> {
  const { id, product } = draft.content;
  await assertFit(context, draft.content);
  await context.database.transaction(async (transaction) => {
    await lockCopybook(transaction);
    if ((await findThreadStates(transaction, [id])).length > 0) {
      throw new RequestError('thread_exists', 'there is a thread with this id: put a new revision of it', {
        field: 'thread.id',
        current: await findThreadOrRefuse(transaction, id),
      });
    }
    const place = await findNextPlace(transaction, product);
    await insertThreads(transaction, [{ id, fileName: product, place }], context.clock.epochMs());
    await storeRevision(context, transaction, draft, 1);
  });
  return await showChange(context, id, true);
}

/** @throws RequestError not_found, revision_conflict, thread_retired, invalid_request, invalid_thread, inference_unavailable */
export async function reviseThread(
  context: CopybookContext,
  draft: ThreadDraft & { readonly expectedRevision: number },
): Promise<ChangedThread> {
  const { content, expectedRevision } = draft;
  // Told at once: nobody wants to mend wording that is out of date.
  await findExpected(context.database, content.id, expectedRevision);
  await assertFit(context, content);
  const changed = await context.database.transaction(async (transaction) => {
    await lockCopybook(transaction);
    const state = await findExpected(transaction, content.id, expectedRevision);
    const before = JSON.parse(state.line) as ThreadContent;
    if (threadVersion(before) === threadVersion(content)) return false;
    for (const field of ['product', 'channel'] as const) {
      if (before[field] === content[field]) continue;
      const limit = `${before[field]}, as before: another one is another thread`;
      throw new RequestError('invalid_request', `thread.${field}: must be ${limit}`, {
        field: `thread.${field}`,
        limit,
        given: content[field],
      });
    }
    await storeRevision(context, transaction, draft, expectedRevision + 1);
    return true;
  });
  return await showChange(context, content.id, changed);
}

async function assertFit(context: CopybookContext, content: ThreadContent): Promise<void> {
  const wish = { content, profile: 'strict', language: 'ru', examplesCount: 0, seed: 1, withTerms: false } as const;
  const { problems } = await checkDraft(context, wish);
  const [first] = problems;
  if (!first) return;
  const message = `${first.field}: must be ${first.limit}; got ${first.given}`;
  throw new RequestError('invalid_thread', message, { ...first, problems });
}

async function storeRevision(
  { clock, createUuid }: CopybookContext,
  transaction: Statements,
  { content, note, person }: ThreadDraft,
  revision: number,
): Promise<void> {
  const atMs = clock.epochMs();
  const { id } = content;
  const known = await findKnownSentences(transaction, [id]);
  const [state] = await findThreadStates(transaction, [id]);
  const row = {
    threadId: id,
    revision,
    version: threadVersion(content),
    line: formatThreadLine(content),
    origin: 'api' as const,
    author: person.id,
    authorName: person.name,
    note,
  };
  await insertRevisions(transaction, [row], atMs);
  await insertVariants(transaction, newVariants({ content, revision, author: person.id, known }));
  if (revision > 1) {
    const approvedRevision = state?.approved_revision ?? null;
    await updateThreads(transaction, [{ id, latestRevision: revision, approvedRevision, status: 'draft' }], atMs);
  }
  const act = revision === 1 ? 'create' : 'revise';
  const edition = await makeEdition(transaction, { act, madeBy: person.id, madeAtMs: atMs, threadIds: [id] });
  const review = {
    id: createUuid(),
    threadId: id,
    revision,
    place: null,
    act: 'submit' as const,
    person: person.id,
    personName: person.name,
    comment: note,
  };
  await insertReviews(transaction, [review], edition, atMs);
  const details = { version: revision, edition };
  await insertAudit(transaction, { userId: person.id, action: `copybook.${act}`, subject: id, details, atMs });
}
