/**
 * Imports threads from files, all or none. Order: the server reads every line, as if it were to serve them → one
 * transaction: new threads, new revisions of known ones, approvals, one edition.
 *
 * Twice the same changes nothing. A line that the database has had before is no news, even if somebody has changed the
 * thread since: an import of the shipped library does not undo people's work. What was withdrawn stays withdrawn, and
 * threads that the files do not have stay as they are.
 */
import { copybookHash } from '@offerwright/proto/copybook-hash';
import type { Clock, CreateUuid } from '../clock.ts';
import { insertReviews } from '../db/copybook/insert-reviews.ts';
import { listDraftThreads } from '../db/copybook/list-draft-threads.ts';
import { listKnownVersions } from '../db/copybook/list-latest-lines.ts';
import { lockCopybook } from '../db/copybook/lock-copybook.ts';
import {
  approveDrafts,
  insertRevisions,
  insertThreads,
  insertVariants,
  updateThreads,
} from '../db/copybook/thread-rows.ts';
import { findKnownSentences, findThreadStates, type ThreadState } from '../db/copybook/thread-states.ts';
import type { Database, Statements } from '../db/database.ts';
import { RequestError } from '../errors.ts';
import type { InferenceClient } from '../inference/inference-client.ts';
import type { CopybookLine } from '../inference/load-copybook.ts';
import { makeEdition } from './make-edition.ts';
import { newVariants } from './new-variants.ts';
import { type CopybookFileLine, refuseCopybook } from './read-copybook-files.ts';

/** Threads written by one statement. */
const threadsPerWrite = 500;

export interface CopybookImport {
  readonly database: Database;
  readonly clock: Clock;
  readonly createUuid: CreateUuid;
  /** Its source must give `linesForServer` for the hash asked for; null: the lines come from the server itself. */
  readonly inference: Pick<InferenceClient, 'loadCopybook'> | null;
  /** Who answers for all of it; null: nobody, the threads are drafts. */
  readonly approvedBy: string | null;
  readonly isDryRun: boolean;
  readonly onProgress: (done: number, all: number) => void;
}

export interface CopybookReport {
  readonly created: number;
  readonly revised: number;
  readonly unchanged: number;
  /** Withdrawn threads that the files still have. */
  readonly retired: readonly string[];
  readonly approved: number;
  readonly edition: number | null;
}

/** Who writes and says what comes from a command line. */
const commandLine = 'command line';

export const hashOfLines = (lines: readonly CopybookFileLine[]): string =>
  copybookHash(lines.map(({ content: { id }, version }) => ({ id, version, approved: false, variantMarks: '' })));

export const linesForServer = (lines: readonly CopybookFileLine[]): readonly CopybookLine[] =>
  lines.map(({ text }) => ({ json: text, approved: false, variantMarks: '' }));

class DryRun extends Error {}

/** @throws RequestError invalid_import, inference_unavailable; the database's error. */
export async function importCopybook(
  context: CopybookImport,
  lines: readonly CopybookFileLine[],
): Promise<CopybookReport> {
  if (context.inference !== null) await askServer(context.inference, lines);
  let report: CopybookReport | null = null;
  try {
    await context.database.transaction(async (transaction) => {
      await lockCopybook(transaction);
      report = await writeAll(context, transaction, lines);
      if (context.isDryRun) throw new DryRun();
    });
  } catch (error) {
    if (!(error instanceof DryRun)) throw error;
  }
  return report!;
}

/** The server takes the lines, or names the one it does not take by its place. */
async function askServer(
  inference: Pick<InferenceClient, 'loadCopybook'>,
  lines: readonly CopybookFileLine[],
): Promise<void> {
  try {
    await inference.loadCopybook(hashOfLines(lines));
  } catch (error) {
    if (!(error instanceof RequestError) || error.kind !== 'invalid_request') throw error;
    const line = lines[Number(/^threads\[(\d+)\]/.exec(error.field)?.[1] ?? Number.NaN)];
    throw refuseCopybook([{ field: line?.where ?? 'threads', limit: error.limit, given: error.given }]);
  }
}

async function writeAll(
  context: CopybookImport,
  transaction: Statements,
  lines: readonly CopybookFileLine[],
): Promise<CopybookReport> {
  const known = await listKnownVersions(transaction);
  const ids = lines.map(({ content }) => content.id);
  const states = new Map((await findThreadStates(transaction, ids)).map((state) => [state.id, state]));
  const retired = ids.filter((id) => states.get(id)?.status === 'retired');
  const news = lines.filter(
    ({ content: { id }, version }) => !known.get(id)?.has(version) && states.get(id)?.status !== 'retired',
  );
  for (let done = 0; done < news.length; done += threadsPerWrite) {
    await writeLines(context, transaction, news.slice(done, done + threadsPerWrite), states);
    context.onProgress(Math.min(done + threadsPerWrite, news.length), news.length);
  }
  const approvedIds = await approveLines(context, transaction, lines);
  const changedIds = [...new Set([...news.map(({ content }) => content.id), ...approvedIds])];
  const madeAtMs = context.clock.epochMs();
  const edition = await makeEdition(transaction, { act: 'import', madeBy: null, madeAtMs, threadIds: changedIds });
  await writeReviews(
    context,
    transaction,
    news.map(({ content }) => content.id),
    'submit',
    edition,
  );
  await writeReviews(context, transaction, approvedIds, 'approve', edition);
  const created = news.filter(({ content }) => !states.has(content.id)).length;
  return {
    created,
    revised: news.length - created,
    unchanged: lines.length - news.length - retired.length,
    retired,
    approved: approvedIds.length,
    edition,
  };
}

async function writeLines(
  { clock }: CopybookImport,
  transaction: Statements,
  lines: readonly CopybookFileLine[],
  states: ReadonlyMap<string, ThreadState>,
): Promise<void> {
  const atMs = clock.epochMs();
  const revisionOf = (id: string) => (states.get(id)?.latest_revision ?? 0) + 1;
  const isNew = ({ content }: CopybookFileLine) => !states.has(content.id);
  const created = lines.filter(isNew).map(({ content, fileName, place }) => ({ id: content.id, fileName, place }));
  await insertThreads(transaction, created, atMs);
  const shared = { origin: 'import' as const, author: null, authorName: commandLine };
  const revisions = lines.map(({ content: { id }, version, text, where }) => ({
    ...shared,
    threadId: id,
    revision: revisionOf(id),
    version,
    line: text,
    note: where,
  }));
  await insertRevisions(transaction, revisions, atMs);
  const sentences = Map.groupBy(await findKnownSentences(transaction, [...states.keys()]), (row) => row.thread_id);
  const variants = lines.flatMap(({ content }) =>
    newVariants({ content, revision: revisionOf(content.id), author: null, known: sentences.get(content.id) ?? [] }),
  );
  await insertVariants(transaction, variants);
  const standings = lines.flatMap(({ content: { id } }) => {
    const state = states.get(id);
    return state
      ? [{ id, latestRevision: revisionOf(id), approvedRevision: state.approved_revision, status: 'draft' as const }]
      : [];
  });
  await updateThreads(transaction, standings, atMs);
}

/** Approves what stands as the files have it; what somebody has written since is not what the person was shown. */
async function approveLines(
  { approvedBy, clock }: CopybookImport,
  transaction: Statements,
  lines: readonly CopybookFileLine[],
): Promise<readonly string[]> {
  if (approvedBy === null) return [];
  const texts = new Map(lines.map(({ content, text }) => [content.id, text]));
  const ids = await listDraftThreads(transaction, [...texts.keys()]);
  const states = (await findThreadStates(transaction, ids)).filter(
    ({ id, line, author_name }) => line === texts.get(id) && author_name !== approvedBy,
  );
  const standings = states.map(({ id, latest_revision }) => ({
    id,
    latestRevision: latest_revision,
    approvedRevision: latest_revision,
    status: 'approved' as const,
  }));
  await updateThreads(transaction, standings, clock.epochMs());
  await approveDrafts(
    transaction,
    states.map(({ id }) => id),
  );
  return states.map(({ id }) => id);
}

async function writeReviews(
  { createUuid, clock, approvedBy }: CopybookImport,
  transaction: Statements,
  ids: readonly string[],
  act: 'submit' | 'approve',
  edition: number | null,
): Promise<void> {
  const states = await findThreadStates(transaction, ids);
  const reviews = states.map(({ id, latest_revision }) => ({
    id: createUuid(),
    threadId: id,
    revision: latest_revision,
    place: null,
    act,
    person: null,
    personName: act === 'approve' ? approvedBy! : commandLine,
    comment: act === 'approve' ? 'accepted as a whole by an import' : '',
  }));
  await insertReviews(transaction, reviews, edition, clock.epochMs());
}
