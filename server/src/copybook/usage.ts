/**
 * Counts how often threads and variants were used (in one campaign, say), so that the next text takes others. Bounded:
 * when it is full all counts are halved and those that reach zero are forgotten, the rare ones first.
 */
import type { ThreadChoice } from '../domain/thread.ts';

export interface Usage {
  ofThread(threadId: string): number;
  ofVariant(threadId: string, position: number, variant: number): number;
  record(choice: ThreadChoice): void;
}

/** Threads and variants counted; the whole copybook has about 16,000. */
const entriesMaxDefault = 20_000;

export function createUsage(entriesMax: number = entriesMaxDefault): Usage {
  const counts = new Map<string, number>();

  function add(key: string): void {
    while (!counts.has(key) && counts.size >= entriesMax) forget();
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }

  function forget(): void {
    for (const [key, count] of counts) {
      const half = Math.floor(count / 2);
      if (half === 0) counts.delete(key);
      else counts.set(key, half);
    }
  }

  return {
    ofThread: (threadId) => counts.get(threadId) ?? 0,
    ofVariant: (threadId, position, variant) => counts.get(variantKey(threadId, position, variant)) ?? 0,
    record({ thread, variants }) {
      add(thread.id);
      for (const [position, variant] of variants.entries()) add(variantKey(thread.id, position, variant));
    },
  };
}

function variantKey(threadId: string, position: number, variant: number): string {
  return `${threadId} ${position} ${variant}`;
}
