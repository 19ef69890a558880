/** Every variant of the committed copybook with its place: for tests that read wording and nothing else. */
import { join } from 'node:path';
import { loadCopybook } from '@offerwright/server/src/copybook/index.ts';
import type { Thread } from '@offerwright/server/src/domain/thread.ts';
import { repositoryRoot } from '../../scripts/repository.ts';

export interface PlacedVariant {
  readonly thread: Thread;
  readonly position: number;
  readonly text: string;
}

/** Those of families too, and their named variants, in which {name} stands for the product's name. */
export async function readVariants(): Promise<readonly PlacedVariant[]> {
  const copybook = await loadCopybook(join(repositoryRoot, 'models', 'copybook'));
  const threads = [...copybook.threads, ...copybook.familyThreads.map(({ thread }) => thread)];
  return [
    ...threads.flatMap((thread) =>
      thread.positions.flatMap((variants, position) => variants.map((text) => ({ thread, position, text }))),
    ),
    ...copybook.familyThreads.flatMap(({ thread, namedPosition, namedVariants }) =>
      namedVariants.map((text) => ({ thread, position: namedPosition, text })),
    ),
  ];
}
