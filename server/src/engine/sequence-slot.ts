/**
 * One slot: the engine port over a token sequence. Knows prefixes, batches, limits and free writing; who may run when is
 * slot-pool.ts's.
 *
 * Long feeds go in batches of `batchTokensMax`, and the signal is looked at between them: llama.cpp cannot stop inside a
 * batch. 64 costs 6 % on a prompt of 100 tokens against one batch (32: 16 %, 16: 35 %; 2 threads) and ends an aborted
 * evaluation within 0.3 s.
 *
 * The same input gives the same scores to the bit, whatever a slot did before: a seed repeats its text. llama.cpp
 * evaluates rows of a batch in groups of four, what is left singly, and a batch of one row by other kernels again; they
 * round apart by up to 0.3 in a log-probability. So a prefix is reused in multiples of four tokens, batches are multiples
 * of four, the end of a prompt never goes alone, and tokens fed by `score` or written are not reused: each token is always evaluated the same way, for at most four
 * tokens more.
 *
 * Free writing samples `writtenTokensPerCheck` tokens under the grammar, then feeds the same tokens once more as one
 * batch to read the probability of each before masking, which sampling under a grammar does not tell. The second pass
 * costs about a quarter, because a batch evaluates a token four times faster than a single step.
 */
import { abortError } from './abort.ts';
import { type CandidateScores, EngineError, type EngineSlot, type FreeOptions, type FreePiece } from './engine.ts';
import type { TokenSequence, WantedScores } from './sequence.ts';
import type { RunExclusively, SequenceHolder } from './slot-pool.ts';
import { createPieceSplitter, type Detokenize } from './split-pieces.ts';

const batchTokensMax = 64;
const rowsTogether = 4;
const writtenTokensPerCheck = 8;

export interface SequenceSlotOptions {
  readonly run: RunExclusively;
  readonly contextTokensPerSlot: number;
  readonly detokenize: Detokenize;
  readonly release: () => Promise<void>;
}

export function createSequenceSlot(options: SequenceSlotOptions): EngineSlot {
  const { run, contextTokensPerSlot } = options;
  let evaluated = 0;
  /** Whether the state is what `start` and the `score`s after it built: an aborted evaluation leaves it half-way. */
  let positioned = false;

  /** Feeds in batches; scores are read in the last one only. */
  async function feed(
    sequence: TokenSequence,
    tokens: readonly number[],
    candidates: readonly number[],
    signal: AbortSignal,
    isStopped: () => boolean,
  ): Promise<CandidateScores> {
    assertFits(sequence.tokens().length + tokens.length);
    for (let start = 0; ; ) {
      if (start > 0 && isStopped()) throw signal.aborted ? abortError(signal) : new EngineError('the slot was closed');
      const batch = tokens.slice(start, start + batchLength(tokens.length - start));
      const isLast = start + batch.length === tokens.length;
      const wanted = isLast && candidates.length > 0 ? [{ index: batch.length - 1, candidates }] : [];
      evaluated += batch.length;
      const scores = await sequence.feed(batch, wanted);
      if (isLast) return { logProbabilities: scores[0] ?? [] };
      start += batch.length;
    }
  }

  function assertFits(tokensCount: number): void {
    if (tokensCount <= contextTokensPerSlot) return;
    throw new EngineError(`a slot holds ${contextTokensPerSlot} tokens; ${tokensCount} were given`);
  }

  /** Makes the sequence hold the prompt, reusing the prefix they share, and scores what may follow. */
  async function feedPrompt(
    holder: SequenceHolder,
    prompt: readonly number[],
    candidates: readonly number[],
    signal: AbortSignal,
    isStopped: () => boolean,
  ): Promise<CandidateScores> {
    const { sequence } = holder;
    const held = sequence.tokens().slice(0, holder.promptTokensCount);
    // At least one token has to be evaluated (scores come out of an evaluation, not out of the state), and not alone.
    const reusable = Math.max(0, Math.min(sharedPrefixLength(held, prompt), prompt.length - 2));
    const kept = reusable - (reusable % rowsTogether);
    holder.promptTokensCount = kept;
    if (kept < sequence.tokens().length) await sequence.truncate(kept);
    const scores = await feed(sequence, prompt.slice(kept), candidates, signal, isStopped);
    holder.promptTokensCount = prompt.length;
    return scores;
  }

  async function* stream(
    prompt: readonly number[],
    free: FreeOptions,
    signal: AbortSignal,
  ): AsyncGenerator<FreePiece, void> {
    assertPrompt(prompt);
    evaluated = 0;
    positioned = false;
    const splitter = createPieceSplitter(options.detokenize, prompt);
    const writer = await run(signal, async (holder, isStopped) => {
      const created = await holder.sequence.createWriter(free);
      if (prompt.length > 1) await feedPrompt(holder, prompt.slice(0, -1), [], signal, isStopped);
      else await holder.sequence.truncate(0);
      return created;
    });
    let last = prompt.at(-1)!;
    let left = free.tokensMax;
    while (left > 0) {
      const written = await run(signal, async ({ sequence }, isStopped) => {
        const base = sequence.tokens().length;
        const tokensMax = Math.min(left, writtenTokensPerCheck);
        assertFits(base + tokensMax);
        const { tokens, ended } = await writer.write(last, tokensMax, isStopped);
        if (isStopped()) throw signal.aborted ? abortError(signal) : new EngineError('the slot was closed');
        evaluated += sequence.tokens().length - base;
        if (tokens.length === 0) return { tokens, ended, scores: [] };
        await sequence.truncate(base);
        const fed = [last, ...tokens.slice(0, -1)];
        evaluated += fed.length;
        const wanted: WantedScores[] = tokens.map((token, index) => ({ index, candidates: [token] }));
        return { tokens, ended, scores: await sequence.feed(fed, wanted) };
      });
      for (const [index, token] of written.tokens.entries()) {
        const piece = splitter.push(token, Math.exp(written.scores[index]![0]!));
        if (piece) yield piece;
      }
      if (written.ended) return;
      left -= written.tokens.length;
      last = written.tokens.at(-1)!;
    }
  }

  return {
    async start(prompt, candidates, signal) {
      assertPrompt(prompt);
      evaluated = 0;
      positioned = false;
      const scores = await run(signal, (holder, isStopped) =>
        feedPrompt(holder, prompt, candidates, signal, isStopped),
      );
      positioned = true;
      return scores;
    },
    async score(tokens, candidates, signal) {
      if (tokens.length === 0) throw new Error('bug: score needs at least one token');
      if (!positioned) throw new Error('bug: score follows a start that has succeeded');
      positioned = false;
      const scores = await run(signal, ({ sequence }, isStopped) =>
        feed(sequence, tokens, candidates, signal, isStopped),
      );
      positioned = true;
      return scores;
    },
    stream,
    tokensEvaluated: () => evaluated,
    release: options.release,
  };
}

/** At most `batchTokensMax`, and never so that one token is left for the next batch. */
function batchLength(tokensLeft: number): number {
  return tokensLeft === batchTokensMax + 1 ? batchTokensMax - rowsTogether : batchTokensMax;
}

function assertPrompt(prompt: readonly number[]): void {
  if (prompt.length === 0) throw new Error('bug: the prompt needs at least one token');
}

export function sharedPrefixLength(left: readonly number[], right: readonly number[]): number {
  const lengthMax = Math.min(left.length, right.length);
  for (let index = 0; index < lengthMax; index += 1) {
    if (left[index] !== right[index]) return index;
  }
  return lengthMax;
}
