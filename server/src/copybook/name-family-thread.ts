/**
 * Puts a product's name into a thread of its family. A name stands in guillemets in the nominative and nothing agrees
 * with it in gender («Есть «…»», «продукт «…»»), so any name reads well.
 *
 * The named variants follow the plain ones, so that a variant's index means the same in every text of the thread; the
 * version stays that of the thread, which people approved with the place for the name in it.
 */
import type { Thread } from '../domain/thread.ts';
import type { FamilyThread } from './copybook.ts';

/** Named threads kept: a campaign asks for the same name thousands of times, and the engine keeps tokens by thread. */
const namedThreadsMax = 512;

/** Keyed by the family thread itself, so that copybooks in one process share nothing. */
const namedThreads = new WeakMap<FamilyThread, Map<string, Thread>>();

/** @param name is quotable (wording.ts). */
export function nameFamilyThread(entry: FamilyThread, name: string): Thread {
  let byName = namedThreads.get(entry);
  if (!byName) {
    byName = new Map();
    namedThreads.set(entry, byName);
  }
  let thread = byName.get(name);
  if (!thread) {
    thread = withName(entry, name);
    if (byName.size >= namedThreadsMax) byName.delete(byName.keys().next().value!);
    byName.set(name, thread);
  }
  return thread;
}

function withName({ thread, namedPosition, namedVariants }: FamilyThread, name: string): Thread {
  const named = namedVariants.map((variant) => variant.replace('{name}', () => name));
  return {
    ...thread,
    positions: thread.positions.map((variants, position) =>
      position === namedPosition ? [...variants, ...named] : variants,
    ),
  };
}
