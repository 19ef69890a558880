/**
 * Makes the next edition of the copybook after threads have changed, inside the transaction of the change. Order: what
 * of these threads is in force now → does it differ from what was → the hash of the whole → edition and its entries.
 *
 * In force of a thread is the newest revision that was approved as a whole; of one that never was, the latest draft;
 * nothing of a retired one, nor of one whose sentences at some position are all withdrawn. Of a thread that a model began
 * nothing is in force that no person has approved: neither a draft revision nor a draft sentence.
 */
import { copybookHash } from '@offerwright/proto/copybook-hash';
import type { ThreadStatus } from '../api/copybook.ts';
import { findEditionInForce } from '../db/copybook/find-edition-in-force.ts';
import { insertEdition, type NewEdition } from '../db/copybook/insert-edition.ts';
import { type EditionThread, listThreadsInForce } from '../db/copybook/list-edition-threads.ts';
import { replaceEditionThreads } from '../db/copybook/replace-edition-threads.ts';
import { findThreadStates, findVariants, findVersions, type VariantState } from '../db/copybook/thread-states.ts';
import type { Statements } from '../db/database.ts';
import { RequestError } from '../errors.ts';

export interface EditionChange extends Pick<NewEdition, 'act' | 'madeBy' | 'madeAtMs'> {
  readonly threadIds: readonly string[];
}

/**
 * Run in a transaction that holds the copybook.
 * @returns the number of the new edition, or null when what is in force stayed as it was
 * @throws RequestError invalid_request when nothing would be left in force
 */
export async function makeEdition(transaction: Statements, change: EditionChange): Promise<number | null> {
  const { threadIds, ...made } = change;
  const entries = await findEntries(transaction, threadIds);
  const inForce = new Map((await listThreadsInForce(transaction)).map((entry) => [entry.thread_id, entry]));
  const changedIds = threadIds.filter((id) => !isSame(inForce.get(id), entries.get(id)));
  if (changedIds.length === 0) return null;
  for (const id of changedIds) {
    const entry = entries.get(id);
    if (entry) inForce.set(id, entry);
    else inForce.delete(id);
  }
  if (inForce.size === 0) {
    const limit = 'at least one thread in force';
    throw new RequestError('invalid_request', `the copybook must keep ${limit}`, { limit, given: 'none' });
  }
  const all = [...inForce.values()];
  const number = ((await findEditionInForce(transaction))?.number ?? 0) + 1;
  const hash = copybookHash(
    all.map(({ thread_id, version, approved, variant_marks }) => ({
      id: thread_id,
      version,
      approved,
      variantMarks: variant_marks,
    })),
  );
  const approvedThreadsCount = all.filter(({ approved }) => approved).length;
  await insertEdition(transaction, { ...made, number, hash, threadsCount: all.length, approvedThreadsCount });
  const opened = changedIds.flatMap((id) => entries.get(id) ?? []);
  await replaceEditionThreads(transaction, number, changedIds, opened);
  return number;
}

async function findEntries(
  transaction: Statements,
  threadIds: readonly string[],
): Promise<ReadonlyMap<string, EditionThread>> {
  const chosen = (await findThreadStates(transaction, threadIds)).flatMap((state) =>
    state.status === 'retired' || (state.origin === 'free' && state.approved_revision === null)
      ? []
      : [
          {
            threadId: state.id,
            revision: state.approved_revision ?? state.latest_revision,
            approved: state.approved_revision !== null,
            draftLetter: state.origin === 'free' ? 'r' : 'd',
          },
        ],
  );
  const versions = await findVersions(transaction, chosen);
  const variants = Map.groupBy(await findVariants(transaction, chosen), ({ thread_id }) => thread_id);
  const entries = chosen.map(({ threadId, revision, approved, draftLetter }): EditionThread => {
    const variantMarks = marksOf(variants.get(threadId) ?? [], draftLetter);
    return { thread_id: threadId, revision, version: versions.get(threadId)!, approved, variant_marks: variantMarks };
  });
  return new Map(entries.filter(isUsable).map((entry) => [entry.thread_id, entry]));
}

/** @param draftLetter of a draft sentence: "r" where drafts are not used at all. */
function marksOf(variants: readonly VariantState[], draftLetter: string): string {
  const letters: Readonly<Record<ThreadStatus, string>> = { draft: draftLetter, approved: 'a', retired: 'r' };
  const byPosition = Map.groupBy(variants, ({ position }) => position);
  return [...byPosition.values()].map((list) => list.map(({ status }) => letters[status]).join('')).join('/');
}

function isUsable({ variant_marks }: EditionThread): boolean {
  return variant_marks.split('/').every((marks) => /[ad]/.test(marks));
}

function isSame(before: EditionThread | undefined, after: EditionThread | undefined): boolean {
  if (!before || !after) return before === after;
  return (
    before.revision === after.revision &&
    before.approved === after.approved &&
    before.variant_marks === after.variant_marks
  );
}
