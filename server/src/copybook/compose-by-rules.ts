/**
 * Composition without the model: a seeded pick among the eligible threads, weighted by fit, then among the variants of
 * each position, the less used the likelier and no text twice while another is left. The same random numbers and the
 * same usage give the same body.
 */
import { pickWeighted, type Random } from '../domain/random.ts';
import type { ThreadChoice } from '../domain/thread.ts';
import type { Usage } from '../domain/usage.ts';
import type { Eligible, EligibleThread } from './find-eligible.ts';
import { type Branch, countTexts, isFreshest } from './usage.ts';

/** Sharpens the fit: a thread for the client's own signal (0.96) is taken about four times as often as a neutral one (0.7). */
const fitPower = 4;

export interface ComposeOptions {
  readonly random: Random;
  /** What was used before; the choice is not recorded in it. */
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
  const penalties = penaltiesOf(
    eligible.threads.map(({ thread, allowedVariants }) => ({
      textsCount: countTexts(allowedVariants),
      usedCount: usage.ofBeginning(thread.id, []),
    })),
  );
  const weights = penalties.map((penalty, index) => eligible.threads[index]!.fit ** fitPower * penalty);
  const entry = eligible.threads[pickWeighted(weights, random)]!;
  return { choice: { thread: entry.thread, variants: chooseVariants(entry, random, usage) }, fit: entry.fit };
}

function chooseVariants({ thread, allowedVariants }: EligibleThread, random: Random, usage: Usage): readonly number[] {
  const chosen: number[] = [];
  for (const [position, allowed] of allowedVariants.entries()) {
    const textsCount = countTexts(allowedVariants, position + 1);
    const branches = allowed.map((variant) => ({
      textsCount,
      usedCount: usage.ofBeginning(thread.id, [...chosen, variant]),
    }));
    chosen.push(allowed[pickWeighted(penaltiesOf(branches), random)]!);
  }
  return chosen;
}

/** What was used more often than the least used counts for less: a half after one use more; what is used up, nothing. */
function penaltiesOf(branches: readonly Branch[]): readonly number[] {
  const freshest = isFreshest(branches);
  const least = Math.min(...branches.map(({ usedCount }) => usedCount));
  return branches.map(({ usedCount }, index) => (freshest[index] ? 1 / (1 + usedCount - least) : 0));
}
