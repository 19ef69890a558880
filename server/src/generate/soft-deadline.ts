/**
 * The soft deadline of an answer: when it passes, decoding stops and the text is composed by rules. Made so that the
 * rest (composing, checking, writing) fits before the caller's own deadline.
 */
import type { Clock } from '../domain/clock.ts';
import { limits } from '../domain/limits.ts';

export interface SoftDeadline {
  /** On the clock's scale, milliseconds. */
  readonly atMs: number;
  /** Fires at `atMs`, or when the caller leaves. */
  readonly signal: AbortSignal;
  /** True when time ran out, false while there is time or when the caller left first. */
  passed(): boolean;
  /** Cancels the timer; to be called when the answer is there. */
  stop(): void;
}

/** Budget for decoding, milliseconds: what is left of `answerWithinMs` without the reserve. */
export function softBudgetMs(answerWithinMs: number): number {
  const budget = Math.min(answerWithinMs, limits.answerWithinMsMax);
  return budget - Math.min(limits.reserveMs, budget / 2);
}

export function startSoftDeadline(
  clock: Clock,
  arrivedAtMs: number,
  answerWithinMs: number,
  callerSignal: AbortSignal,
): SoftDeadline {
  const atMs = arrivedAtMs + softBudgetMs(answerWithinMs);
  const controller = new AbortController();
  const cancel = clock.schedule(Math.max(0, atMs - clock.nowMs()), () =>
    controller.abort(new DOMException('soft deadline', 'AbortError')),
  );
  return {
    atMs,
    signal: AbortSignal.any([callerSignal, controller.signal]),
    passed: () => controller.signal.aborted && !callerSignal.aborted,
    stop: cancel,
  };
}
