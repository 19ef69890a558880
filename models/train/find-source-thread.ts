/** The thread that a hand-written body grew into: the one of its product and channel that shares most of its phrases. */
import type { Thread } from '@offerwright/server/src/domain/thread.ts';

const phraseWords = 3;
/** Share of a body's phrases from which it counts as the thread's own text; unrelated ones share less than a tenth. */
const sharedMin = 0.2;

export function findSourceThread(
  threads: readonly Thread[],
  body: { readonly product: string; readonly channel: string; readonly text: string },
): Thread | null {
  const wanted = phrasesOf(body.text);
  let best: Thread | null = null;
  let bestShare = sharedMin;
  for (const thread of threads) {
    if (thread.product !== body.product || thread.channel !== body.channel) continue;
    const held = new Set(thread.positions.flat().flatMap((variant) => phrasesOf(variant)));
    const share = wanted.filter((phrase) => held.has(phrase)).length / Math.max(1, wanted.length);
    if (share >= bestShare) [best, bestShare] = [thread, share];
  }
  return best;
}

function phrasesOf(text: string): string[] {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  return words.slice(phraseWords - 1).map((_, index) => words.slice(index, index + phraseWords).join(' '));
}
