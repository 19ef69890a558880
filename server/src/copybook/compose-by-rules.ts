/**
 * Composition without the model: a seeded pick among the eligible threads, weighted by fit, then among the variants of
 * each position, the less used the likelier. The same random numbers and the same usage give the same body.
 */
import type { Random } from '../domain/random.ts';
import type { ThreadChoice } from '../domain/thread.ts';
import type { Eligible } from './find-eligible.ts';
import type { Usage } from './usage.ts';

/** Sharpens the fit: a thread for the client's own signal (0.96) is taken about four times as often as a neutral one (0.7). */
const fitPower = 4;

export interface ComposeOptions {
  readonly random: Random;
  /** What was used before; the choice is recorded in it. */
  readonly usage: Usage;
}

export interface ComposedChoice {
  readonly choice: ThreadChoice;
  /** Fit of the chosen thread, 0–1. */
  readonly fit: number;
}

/** @throws Error when there is no eligible thread: the caller refuses such a client before. */
export function composeByRules(eligible: Eligible, { random, usage }: ComposeOptions): ComposedChoice {
  if (eligible.threads.length === 0) throw new Error('compose by rules: no eligible thread');
  const uses = eligible.threads.map((entry) => usage.ofThread(entry.thread.id));
  const weights = penalised(uses).map((penalty, index) => eligible.threads[index]!.fit ** fitPower * penalty);
  const { thread, fit, allowedVariants } = eligible.threads[pick(weights, random)]!;
  const variants = allowedVariants.map((allowed, position) => {
    const used = allowed.map((variant) => usage.ofVariant(thread.id, position, variant));
    return allowed[pick(penalised(used), random)]!;
  });
  const choice = { thread, variants };
  usage.record(choice);
  return { choice, fit };
}

/** What was used more often than the least used counts for less: a half after one use more, a third after two. */
function penalised(uses: readonly number[]): readonly number[] {
  const least = Math.min(...uses);
  return uses.map((count) => 1 / (1 + count - least));
}

function pick(weights: readonly number[], random: Random): number {
  let point = random.next() * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [index, weight] of weights.entries()) {
    point -= weight;
    if (point < 0) return index;
  }
  return weights.length - 1;
}
