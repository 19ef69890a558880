/**
 * Composed decoding: the model chooses among the bodies that the eligible threads allow.
 *
 * Order of calls: the prompt and the first candidates → `start`; then at each branch the forced run since the last one
 * is fed as one batch and only the logits of the candidates are read (`score`). A text takes 2–10 evaluations instead of
 * one a token (an e-mail of 140 tokens would take 140).
 *
 * A choice maximises, or with temperature samples, log p(token | prompt, tokens so far) + log prior of the thread. At the
 * first decision, which picks the thread, log p(token | the same prompt without the client) is taken off: the plain
 * likelihood likes the openings that suit everybody and gave one thread 36 % of a campaign; what is wanted is the opening
 * that this client makes likelier. Those scores do not depend on the client, so the caller keeps them.
 *
 * Variety: a candidate whose texts the campaign has used up is no choice while another has fresh ones, and what was used
 * more often than its neighbours counts for less.
 */
import type { Candidate, ChoiceWalk } from '../copybook/choice-graph.ts';
import { isFreshest } from '../copybook/index.ts';
import type { DeltaEvent } from '../domain/answer.ts';
import { pickWeighted, type Random } from '../domain/random.ts';
import type { ThreadChoice } from '../domain/thread.ts';
import type { EngineSlot } from '../engine/engine.ts';

/** Version of how a grammar is made from threads and walked: changes whenever the same threads allow other texts. */
export const grammarVersion = '2';

export interface WalkResult {
  readonly choice: ThreadChoice;
  /** Natural log-probabilities, before masking, of the tokens chosen at decisions (of the first token if none). */
  readonly logProbabilities: readonly number[];
  readonly decisions: number;
}

export interface WalkOptions {
  readonly temperature: number;
  readonly random: Random;
  readonly signal: AbortSignal;
  /** Log-probabilities of the first candidates without the client; absent: plain likelihood. */
  readonly scoreWithoutClient?: (candidates: readonly number[]) => Promise<readonly number[]>;
}

/** Yields each sentence as it is decided; returns the choice. @throws AbortError, EngineError. */
export async function* walkThreads(
  slot: EngineSlot,
  prompt: readonly number[],
  walk: ChoiceWalk,
  options: WalkOptions,
): AsyncGenerator<DeltaEvent, WalkResult> {
  const logProbabilities: number[] = [];
  let decisions = 0;
  let pending: number[] = [];
  let started = false;
  let shown = 0;
  while (walk.choice === null) {
    const candidates = walk.candidates();
    if (candidates.length === 1 && started) {
      pending.push(...walk.forcedRun());
      continue;
    }
    const tokens = candidates.map((candidate) => candidate.token);
    const withoutClient = !started && candidates.length > 1 ? await options.scoreWithoutClient?.(tokens) : undefined;
    const scores = started
      ? await slot.score(pending, tokens, options.signal)
      : await slot.start(prompt, tokens, options.signal);
    started = true;
    const index = pickIndex(
      preferFresh(
        candidates,
        scores.logProbabilities.map(
          (logProbability, i) => logProbability - (withoutClient?.[i] ?? 0) + candidates[i]!.logPrior,
        ),
      ),
      options,
    );
    logProbabilities.push(scores.logProbabilities[index]!);
    decisions += candidates.length > 1 ? 1 : 0;
    walk.choose(tokens[index]!);
    pending = [tokens[index]!, ...walk.forcedRun()];
    const fresh = walk.decidedSentences().slice(shown);
    if (fresh.length > 0) yield { kind: 'delta', text: `${shown > 0 ? ' ' : ''}${fresh.join(' ')}` };
    shown += fresh.length;
  }
  return { choice: walk.choice, logProbabilities, decisions };
}

/** Nats that a candidate loses when its threads were used e times as often as the least used one's. */
const varietyWeight = 1;

/** Scores less what was used before; what is used up while something else is not cannot be chosen. */
function preferFresh(candidates: readonly Candidate[], scores: readonly number[]): readonly number[] {
  const uses = candidates.map(({ usedCount, threadsCount }) => usedCount / threadsCount);
  const least = Math.min(...uses);
  const freshest = isFreshest(candidates);
  return scores.map((score, i) =>
    freshest[i] ? score - varietyWeight * Math.log((1 + uses[i]!) / (1 + least)) : Number.NEGATIVE_INFINITY,
  );
}

/** Greedy at temperature 0, else a draw from softmax(score / temperature). */
export function pickIndex(scores: readonly number[], options: Pick<WalkOptions, 'temperature' | 'random'>): number {
  const best = Math.max(...scores);
  if (options.temperature === 0) return scores.indexOf(best);
  const weights = scores.map((score) => Math.exp((score - best) / options.temperature));
  return pickWeighted(weights, options.random);
}
