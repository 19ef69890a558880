/**
 * The one home of clocks, timers and randomness: everything else takes a `Clock`, so that deadlines are tested with a
 * fake one (tests/kit/fake-clock.ts).
 */
import { randomBytes } from 'node:crypto';

export interface Clock {
  /** Monotonic milliseconds. */
  nowMs(): number;
  /** Date of today, for rules and terms that have dates. */
  today(): Date;
  /** Calls `callback` once after `delayMs`; the returned function cancels it. */
  schedule(delayMs: number, callback: () => void): () => void;
  /** Resolves in the next turn of the event loop: lets timers, sockets and other requests have their turn. */
  nextTurn(): Promise<void>;
  /** A fresh seed, 0 … 2³²−1. */
  randomSeed(): number;
}

export const systemClock: Clock = {
  nowMs: () => performance.now(),
  today: () => new Date(),
  schedule(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
  nextTurn: () => new Promise((resolve) => setImmediate(resolve)),
  randomSeed: () => randomBytes(4).readUInt32LE(0),
};
