/**
 * Counts texts used, by every beginning of theirs, so that composing can keep away from those used before without
 * listing all that could be said: at a branch, the texts used on one side are compared with the texts there are.
 */
import type { TextUse, Usage } from '../domain/usage.ts';

/** Every beginning of a text is a key of its own: 3 to 7 of them a text, 100 bytes each. */
export function createUsage(uses: Iterable<TextUse> = []): Usage {
  const counts = new Map<string, number>();
  let textsCount = 0;

  function record({ threadId, variants }: TextUse): void {
    textsCount += 1;
    let key = threadId;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    for (const variant of variants) {
      key += ` ${variant}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }

  for (const use of uses) record(use);
  return {
    textsCount: () => textsCount,
    ofBeginning(threadId, variants) {
      if (textsCount === 0) return 0;
      let key = threadId;
      for (const variant of variants) key += ` ${variant}`;
      return counts.get(key) ?? 0;
    },
    record,
  };
}

/** Nothing was used and nothing is remembered: a text asked for by itself. */
export const noUsage: Usage = { textsCount: () => 0, ofBeginning: () => 0, record: () => undefined };

/** Texts that a thread holds from a position on: the product of the numbers of variants. */
export function countTexts(allowedVariants: readonly (readonly number[])[], fromPosition = 0): number {
  let count = 1;
  for (let position = fromPosition; position < allowedVariants.length; position += 1) {
    count *= allowedVariants[position]!.length;
  }
  return count;
}

/** Texts on one side of a branch: how many there are and how many of them were used, repetitions counted. */
export interface Branch {
  readonly textsCount: number;
  readonly usedCount: number;
}

/**
 * The branches that come next: those where the texts were gone through the fewest times. So no text is repeated while
 * another one is left, and all are used twice before any is used three times.
 */
export function isFreshest(branches: readonly Branch[]): readonly boolean[] {
  const rounds = branches.map(({ textsCount, usedCount }) => Math.floor(usedCount / textsCount));
  const fewest = Math.min(...rounds);
  return rounds.map((round) => round === fewest);
}
