/** Which threads are kept back: a tenth of each product's, drawn by seed, so that measures speak for all products. */
import { createRandom, mixSeed } from '@offerwright/server/src/domain/random.ts';
import type { Thread } from '@offerwright/server/src/domain/thread.ts';

const keptShare = 0.1;

/** @returns ids of the threads that no training may see. */
export function splitThreads(threads: readonly Thread[], seed: number): ReadonlySet<string> {
  const kept = new Set<string>();
  for (const [product, ofProduct] of Map.groupBy(threads, (thread) => thread.product)) {
    const order = ofProduct
      .map((thread) => ({ id: thread.id, draw: createRandom(mixSeed(seed, 'part', product, thread.id)).next() }))
      .sort((a, b) => a.draw - b.draw);
    for (const { id } of order.slice(0, Math.round(order.length * keptShare))) kept.add(id);
  }
  return kept;
}
