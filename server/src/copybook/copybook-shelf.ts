/**
 * The copybooks that requests may name: the server's own, which never leaves, and the editions loaded last. An edition
 * takes about ten megabytes less what it shares with its neighbours, so only a few are kept; an adapter that asks for
 * one that is gone is told so, and loads it again.
 */
import type { Copybook } from './copybook.ts';

export interface CopybookShelf {
  readonly own: Copybook;
  /** @param hash "" is the server's own. @returns null for one that is not here. */
  find(hash: string): Copybook | null;
  /** Puts an edition in; the one that was asked for least recently goes when there are too many. */
  put(copybook: Copybook): void;
  /** All of them, the server's own first, the one asked for last at the end. */
  all(): readonly Copybook[];
}

/** @param keptMax editions besides the server's own. */
export function createCopybookShelf(own: Copybook, keptMax: number): CopybookShelf {
  /** In the order in which they were last asked for. */
  const kept = new Map<string, Copybook>();
  const touch = (copybook: Copybook): void => {
    kept.delete(copybook.hash);
    kept.set(copybook.hash, copybook);
  };
  return {
    own,
    find(hash) {
      if (hash === '' || hash === own.hash) return own;
      const found = kept.get(hash);
      if (found) touch(found);
      return found ?? null;
    },
    put(copybook) {
      if (copybook.hash === own.hash) return;
      touch(copybook);
      if (kept.size > keptMax) kept.delete(kept.keys().next().value!);
    },
    all: () => [own, ...kept.values()],
  };
}
