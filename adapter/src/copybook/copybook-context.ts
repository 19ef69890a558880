/** What changing the copybook needs, and what every change gives back. */
import type { ThreadDetails } from '../api/copybook.ts';
import type { Clock, CreateUuid } from '../clock.ts';
import { findEditionInForce } from '../db/copybook/find-edition-in-force.ts';
import { findThread } from '../db/copybook/find-thread.ts';
import { findThreadStates, type ThreadState } from '../db/copybook/thread-states.ts';
import type { Database, Statements } from '../db/database.ts';
import { RequestError } from '../errors.ts';
import type { InferenceClient } from '../inference/inference-client.ts';
import type { Log } from '../log.ts';

export interface CopybookContext {
  readonly database: Database;
  readonly inference: InferenceClient;
  readonly clock: Clock;
  readonly createUuid: CreateUuid;
  readonly log: Log;
}

/** Who acts: a user of REST. */
export interface Person {
  readonly id: string;
  readonly name: string;
}

export interface ChangedThread {
  readonly changed: boolean;
  readonly edition: number | null;
  readonly copybook_hash: string | null;
  readonly thread: ThreadDetails;
}

/** @throws RequestError not_found */
export async function findThreadOrRefuse(database: Statements, id: string): Promise<ThreadDetails> {
  const thread = await findThread(database, id);
  if (thread !== null) return thread;
  throw new RequestError('not_found', 'the copybook has no such thread: see GET /v1/copybook/threads', {
    field: 'thread',
  });
}

/**
 * The thread as the caller saw it.
 * @throws RequestError not_found; revision_conflict with what is there now; thread_retired
 */
export async function findExpected(
  transaction: Statements,
  id: string,
  expectedRevision: number,
): Promise<ThreadState> {
  const [state] = await findThreadStates(transaction, [id]);
  const current = await findThreadOrRefuse(transaction, id);
  if (!state) throw new Error('a thread without a latest revision');
  if (state.latest_revision !== expectedRevision) {
    const limit = `the latest revision, ${state.latest_revision}`;
    throw new RequestError('revision_conflict', `the thread has changed since: expected_revision must be ${limit}`, {
      field: 'expected_revision',
      limit,
      given: String(expectedRevision),
      current,
    });
  }
  if (state.status === 'retired') {
    throw new RequestError('thread_retired', 'the thread is withdrawn for good: write a new one with another id', {
      field: 'thread',
      current,
    });
  }
  return state;
}

/** After the transaction: what stands now; the server hears of a new edition at once, without being waited for. */
export async function showChange(context: CopybookContext, id: string, changed: boolean): Promise<ChangedThread> {
  const { database, inference, log } = context;
  const thread = await findThreadOrRefuse(database, id);
  const edition = await findEditionInForce(database);
  if (changed && edition !== null) {
    inference.loadCopybook(edition.hash).catch((error: unknown) => {
      // The next request that needs it loads it.
      log.warn({ edition: edition.number, err: error }, 'the server does not have the new edition yet');
    });
  }
  return { changed, edition: edition?.number ?? null, copybook_hash: edition?.hash ?? null, thread };
}
