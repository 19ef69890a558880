/**
 * Stores a candidate. Order: the server says which claims its wording makes, and finds nothing wrong with it then →
 * transaction: the copybook is held, nobody says it already, rows. No edition comes of it: nothing of it is in force.
 */
import { threadVersion } from '@offerwright/proto/copybook-hash';
import type { ThreadContent } from '../api/copybook.ts';
import type { Candidate, CandidateOutcome } from '../api/copybook-candidates.ts';
import { insertCandidate } from '../db/copybook/insert-candidate.ts';
import { insertReviews } from '../db/copybook/insert-reviews.ts';
import { findNextPlace } from '../db/copybook/list-latest-lines.ts';
import { lockCopybook } from '../db/copybook/lock-copybook.ts';
import { insertRevisions, insertThreads, insertVariants } from '../db/copybook/thread-rows.ts';
import { findThreadStates } from '../db/copybook/thread-states.ts';
import type { Statements } from '../db/database.ts';
import type { FieldProblem } from '../errors.ts';
import { checkDraft } from './check-draft.ts';
import type { CopybookContext, Person } from './copybook-context.ts';
import { draftCandidate, type WrittenText } from './draft-candidate.ts';
import { findDuplicates, longSentenceWordsMin, wordsOf } from './find-duplicates.ts';
import { newVariants } from './new-variants.ts';
import { formatThreadLine } from './thread-line.ts';

export interface WrittenCandidate {
  readonly written: WrittenText;
  readonly origin: Omit<Candidate, 'created_at'>;
  /** Null: command line. */
  readonly submitter: Person | null;
}

export interface StoredCandidate {
  readonly outcome: Exclude<CandidateOutcome, 'not_free' | 'not_found'>;
  readonly thread: string | null;
  readonly problems: readonly FieldProblem[];
}

/** @throws RequestError inference_unavailable */
export async function storeCandidate(context: CopybookContext, candidate: WrittenCandidate): Promise<StoredCandidate> {
  const { content, problems } = await judge(context, candidate.written);
  if (problems.length > 0) return { outcome: 'unfit', thread: null, problems };
  return await context.database.transaction(async (transaction) => {
    await lockCopybook(transaction);
    const isKnown = (await findThreadStates(transaction, [content.id])).length > 0;
    if (isKnown) return { outcome: 'known', thread: content.id, problems: [] };
    if (await isSaidAlready(transaction, content)) return { outcome: 'duplicate', thread: null, problems: [] };
    await insertAll(context, transaction, content, candidate);
    return { outcome: 'stored', thread: content.id, problems: [] };
  });
}

async function judge(context: CopybookContext, written: WrittenText) {
  const wish = { profile: 'strict', language: 'ru', examplesCount: 0, seed: 1, withTerms: false } as const;
  const { claims } = await checkDraft(context, { ...wish, content: draftCandidate(written, []) });
  const content = draftCandidate(written, claims);
  const { problems } = await checkDraft(context, { ...wish, content });
  return { content, problems };
}

/** Short sentences («Загляните в приложение.») are alike by chance. */
async function isSaidAlready(transaction: Statements, content: ThreadContent): Promise<boolean> {
  const duplicates = await findDuplicates(transaction, content);
  return duplicates.some(({ text }) => wordsOf(text).size >= longSentenceWordsMin);
}

async function insertAll(
  { clock, createUuid }: CopybookContext,
  transaction: Statements,
  content: ThreadContent,
  { origin, submitter }: WrittenCandidate,
): Promise<void> {
  const atMs = clock.epochMs();
  const { id, product } = content;
  const place = await findNextPlace(transaction, product);
  await insertThreads(transaction, [{ id, fileName: product, place, origin: 'free' }], atMs);
  const revision = {
    threadId: id,
    revision: 1,
    version: threadVersion(content),
    line: formatThreadLine(content),
    origin: 'free' as const,
    author: null,
    authorName: origin.model_name.slice(0, 100),
    note: '',
  };
  await insertRevisions(transaction, [revision], atMs);
  await insertVariants(transaction, newVariants({ content, revision: 1, author: null, known: [] }));
  await insertCandidate(transaction, id, origin, atMs);
  const review = {
    id: createUuid(),
    threadId: id,
    revision: 1,
    place: null,
    act: 'submit' as const,
    person: submitter?.id ?? null,
    personName: submitter?.name ?? 'command line',
    comment: '',
  };
  await insertReviews(transaction, [review], null, atMs);
}
