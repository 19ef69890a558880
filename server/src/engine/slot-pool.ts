/**
 * Slots over token sequences: who holds which sequence, and that the evaluations of one sequence follow one another.
 *
 * `openSlot` → holder taken → operations run one after another on its tail → `release` → holder free when the tail has
 * settled. A batch cannot be stopped inside, so an aborted operation rejects at once and its evaluation goes on for a
 * moment; the next operation of the slot waits for it, and so does `release`, which the caller need not await.
 *
 * A holder keeps its state when released: the next prompt reuses the prefix it shares with the last one.
 */
import { abortError, rejectOnAbort } from './abort.ts';
import { EngineError, type EngineSlot } from './engine.ts';
import type { TokenSequence } from './sequence.ts';
import { createSequenceSlot } from './sequence-slot.ts';
import type { Detokenize } from './split-pieces.ts';

export interface SlotPoolOptions {
  readonly sequences: readonly TokenSequence[];
  /** Tokens a slot can hold. */
  readonly contextTokensPerSlot: number;
  readonly detokenize: Detokenize;
}

export interface SlotPool {
  /** @throws EngineError when no slot is free or the pool is closed. */
  openSlot(): EngineSlot;
  /** Refuses new slots and operations; resolves when no evaluation is under way. */
  close(): Promise<void>;
}

/** Runs one operation at a time on a sequence; `isStopped` tells it to stop between batches. */
export type RunExclusively = <T>(
  signal: AbortSignal,
  act: (holder: SequenceHolder, isStopped: () => boolean) => Promise<T>,
) => Promise<T>;

export interface SequenceHolder {
  readonly sequence: TokenSequence;
  /** So many of the held tokens were fed as a prompt, and may be reused for the next one. */
  promptTokensCount: number;
}

interface Holder extends SequenceHolder {
  /** Settles when the last operation has; never rejects. */
  tail: Promise<void>;
  taken: boolean;
}

export function createSlotPool(options: SlotPoolOptions): SlotPool {
  const holders: Holder[] = options.sequences.map((sequence) => ({
    sequence,
    promptTokensCount: 0,
    tail: Promise.resolve(),
    taken: false,
  }));
  let closed = false;

  function openSlot(): EngineSlot {
    if (closed) throw new EngineError('the engine is closed');
    const holder = holders.find((candidate) => !candidate.taken);
    if (!holder) throw new EngineError(`all ${holders.length} slots of the engine are taken`);
    holder.taken = true;
    let released: Promise<void> | null = null;
    const run: RunExclusively = async (signal, act) => {
      if (released !== null) throw new Error('bug: the slot was released');
      if (closed) throw new EngineError('the engine is closed');
      if (signal.aborted) throw abortError(signal);
      const isStopped = () => signal.aborted || released !== null || closed;
      const work = afterTail(holder, async () => {
        if (signal.aborted) throw abortError(signal);
        if (isStopped()) throw new EngineError(closed ? 'the engine is closed' : 'the slot was released');
        return act(holder, isStopped);
      });
      return rejectOnAbort(work, signal);
    };
    return createSequenceSlot({
      run,
      contextTokensPerSlot: options.contextTokensPerSlot,
      detokenize: options.detokenize,
      release() {
        released ??= holder.tail.then(() => {
          holder.taken = false;
        });
        return released;
      },
    });
  }

  return {
    openSlot,
    async close() {
      closed = true;
      await Promise.all(holders.map((holder) => holder.tail));
    },
  };
}

/** Chains `act` after the holder's last operation. A failed sequence is reset before anybody uses it again. */
function afterTail<T>(holder: Holder, act: () => Promise<T>): Promise<T> {
  const work = holder.tail.then(act).catch(async (cause: unknown) => {
    if (cause instanceof Error && (cause.name === 'AbortError' || cause instanceof EngineError)) throw cause;
    await holder.sequence.reset().catch(() => undefined);
    throw new EngineError('the model failed to evaluate', { cause });
  });
  holder.tail = work.then(nothing, nothing);
  return work;
}

function nothing(): void {}
