/**
 * The questions of the choice measure: a client, the threads that are eligible for him in a cell, and the one among them
 * that was written for a signal of his and that no training has seen.
 */
import type { Copybook } from '@offerwright/server/src/copybook/index.ts';
import { createRandom, mixSeed } from '@offerwright/server/src/domain/random.ts';
import { bodyOf, type Thread } from '@offerwright/server/src/domain/thread.ts';
import type { PromptClient } from '@offerwright/server/src/generate/prompt.ts';
import { createMatcher } from '../../../models/train/match-clients.ts';
import { splitThreads } from '../../../models/train/split-threads.ts';

export interface ChoiceCase {
  readonly wanted: Thread;
  readonly client: PromptClient;
  readonly threads: readonly Thread[];
}

/** Fewer are hardly a choice. */
const eligibleMin = 3;

export async function drawChoiceCases(
  copybook: Copybook,
  seed: number,
  clientsPerThread: number,
): Promise<ChoiceCase[]> {
  const kept = splitThreads(copybook.threads, seed);
  const matcher = await createMatcher(copybook);
  const cases: ChoiceCase[] = [];
  for (const wanted of copybook.threads) {
    if (!kept.has(wanted.id) || wanted.signals.length === 0) continue;
    const random = createRandom(mixSeed(seed, 'choice', wanted.id));
    const pool = matcher
      .suitable(wanted)
      .filter(({ eligible }) => eligible.length >= eligibleMin)
      .map((found) => ({ found, draw: random.next() }))
      .sort((a, b) => a.draw - b.draw);
    for (const { found } of pool.slice(0, clientsPerThread)) {
      cases.push({ wanted, client: found.client, threads: found.eligible.map((entry) => entry.thread) });
    }
  }
  return cases;
}

/** One body of the thread, the same for every client and model. */
export function sampleBody(thread: Thread, seed: number): string {
  const random = createRandom(mixSeed(seed, 'body', thread.id));
  return bodyOf({ thread, variants: thread.positions.map((position) => Math.floor(random.next() * position.length)) });
}
