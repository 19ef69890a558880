/**
 * What people say of a thread or of one of its sentences: approve, retire, comment. Nobody approves what they wrote
 * themselves. Each act is one transaction: the copybook is held, the revision is the one that the person saw, the new
 * status, the edition that comes of it, the review.
 */
import { insertAudit } from '../db/audit/insert-audit.ts';
import { insertReviews, type NewReview } from '../db/copybook/insert-reviews.ts';
import { lockCopybook } from '../db/copybook/lock-copybook.ts';
import { approveDrafts, updateThreads, updateVariantStatus } from '../db/copybook/thread-rows.ts';
import { findVariants, type ThreadState, type VariantState } from '../db/copybook/thread-states.ts';
import type { Statements } from '../db/database.ts';
import { RequestError } from '../errors.ts';
import {
  type ChangedThread,
  type CopybookContext,
  findExpected,
  findThreadOrRefuse,
  type Person,
  showChange,
} from './copybook-context.ts';
import { makeEdition } from './make-edition.ts';

export interface ThreadReview {
  readonly threadId: string;
  readonly expectedRevision: number;
  readonly comment: string;
  readonly person: Person;
}

interface Step {
  readonly transaction: Statements;
  readonly state: ThreadState;
  readonly atMs: number;
}

/**
 * @param review withVariants: its drafts are approved too
 * @throws RequestError not_found, revision_conflict, thread_retired, own_wording
 */
export async function approveThread(
  context: CopybookContext,
  review: ThreadReview & { readonly withVariants: boolean },
): Promise<ChangedThread> {
  return await act(context, review, 'approve', null, async ({ transaction, state, atMs }) => {
    const { id, latest_revision: revision } = state;
    const drafts = (await findVariants(transaction, [{ threadId: id, revision }])).filter(isDraft);
    const hasNews = state.status !== 'approved' || (review.withVariants && drafts.length > 0);
    if (!hasNews) return false;
    const authors = [state.author, ...(review.withVariants ? drafts.map(({ author }) => author) : [])];
    assertOther(authors, review.person);
    const standing = { id, latestRevision: revision, approvedRevision: revision, status: 'approved' as const };
    await updateThreads(transaction, [standing], atMs);
    if (review.withVariants) await approveDrafts(transaction, [id]);
    return true;
  });
}

/** @throws RequestError not_found, revision_conflict, thread_retired */
export async function retireThread(context: CopybookContext, review: ThreadReview): Promise<ChangedThread> {
  return await act(context, review, 'retire', null, async ({ transaction, state, atMs }) => {
    const { id, latest_revision: latestRevision, approved_revision: approvedRevision } = state;
    await updateThreads(transaction, [{ id, latestRevision, approvedRevision, status: 'retired' }], atMs);
    return true;
  });
}

export interface VariantReview extends ThreadReview {
  readonly position: number;
  readonly variant: number;
}

/** @throws RequestError not_found, revision_conflict, thread_retired, own_wording, invalid_request */
export async function approveVariant(context: CopybookContext, review: VariantReview): Promise<ChangedThread> {
  return await act(context, review, 'approve', review, async ({ transaction, state }) => {
    const { text, status, author } = await findVariant(transaction, state, review);
    if (status === 'retired') {
      const limit = 'a sentence that nobody has withdrawn';
      throw new RequestError('invalid_request', `variant: must be ${limit}`, { field: 'variant', limit, given: text });
    }
    if (status === 'approved') return false;
    assertOther([author], review.person);
    await updateVariantStatus(transaction, state.id, text, 'approved');
    return true;
  });
}

/** @throws RequestError not_found, revision_conflict, thread_retired, invalid_request */
export async function retireVariant(context: CopybookContext, review: VariantReview): Promise<ChangedThread> {
  return await act(context, review, 'retire', review, async ({ transaction, state }) => {
    const { text, status } = await findVariant(transaction, state, review);
    if (status === 'retired') return false;
    await updateVariantStatus(transaction, state.id, text, 'retired');
    return true;
  });
}

/** @throws RequestError not_found */
export async function commentThread(
  context: CopybookContext,
  comment: Omit<ThreadReview, 'expectedRevision'>,
): Promise<ChangedThread> {
  const { revision } = await findThreadOrRefuse(context.database, comment.threadId);
  const review = reviewRow(context, { ...comment, expectedRevision: revision }, 'comment', null);
  await insertReviews(context.database, [review], null, context.clock.epochMs());
  return await showChange(context, comment.threadId, false);
}

/** @param change the new status; false: it was so already. */
async function act(
  context: CopybookContext,
  review: ThreadReview,
  what: 'approve' | 'retire',
  place: NewReview['place'],
  change: (step: Step) => Promise<boolean>,
): Promise<ChangedThread> {
  const atMs = context.clock.epochMs();
  const changed = await context.database.transaction(async (transaction) => {
    await lockCopybook(transaction);
    const state = await findExpected(transaction, review.threadId, review.expectedRevision);
    if (!(await change({ transaction, state, atMs }))) return false;
    const made = { act: what, madeBy: review.person.id, madeAtMs: atMs, threadIds: [review.threadId] };
    const edition = await makeEdition(transaction, made);
    await insertReviews(transaction, [reviewRow(context, review, what, place)], edition, atMs);
    await insertAudit(transaction, {
      userId: review.person.id,
      action: `copybook.${what}`,
      subject: review.threadId,
      details: { version: review.expectedRevision, edition, ...(place && describePlace(place)) },
      atMs,
    });
    return true;
  });
  return await showChange(context, review.threadId, changed);
}

/** From 1, as people count. */
function describePlace({ position, variant }: NonNullable<NewReview['place']>) {
  return { position: position + 1, variant: variant + 1 };
}

function reviewRow(
  { createUuid }: CopybookContext,
  { threadId, expectedRevision, person, comment }: ThreadReview,
  what: NewReview['act'],
  place: NewReview['place'],
): NewReview {
  return {
    id: createUuid(),
    threadId,
    revision: expectedRevision,
    place: place && { position: place.position, variant: place.variant },
    act: what,
    person: person.id,
    personName: person.name,
    comment,
  };
}

function assertOther(authors: readonly (string | null)[], person: Person): void {
  if (!authors.includes(person.id)) return;
  const limit = 'another person than the one who wrote it';
  throw new RequestError('own_wording', `wording is approved by ${limit}`, { limit, given: 'its author' });
}

const isDraft = ({ status }: VariantState): boolean => status === 'draft';

async function findVariant(
  transaction: Statements,
  { id, latest_revision: revision }: ThreadState,
  { position, variant }: VariantReview,
): Promise<VariantState> {
  const variants = await findVariants(transaction, [{ threadId: id, revision }]);
  const found = variants.find((one) => one.position === position && one.variant === variant);
  if (found) return found;
  const limit = 'the place of a sentence in the latest revision';
  throw new RequestError('invalid_request', `variant: must be ${limit}; got position ${position}, variant ${variant}`, {
    field: 'variant',
    limit,
    given: `position ${position}, variant ${variant}`,
  });
}
