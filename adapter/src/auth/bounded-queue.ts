/** Runs a few works at once, lets a few wait, and refuses the rest at once. */
import { RequestError } from '../errors.ts';

export type RunBounded = <Value>(work: () => Promise<Value>) => Promise<Value>;

/** The function returned throws RequestError overloaded when too many wait. */
export function createBoundedQueue(atOnceMax: number, waitingMax: number): RunBounded {
  let runningCount = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (runningCount >= atOnceMax) {
      if (waiting.length >= waitingMax) {
        throw new RequestError('overloaded', 'too many sign-ins at once', { retryAfterS: 1 });
      }
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else {
      runningCount += 1;
    }
    try {
      return await work();
    } finally {
      // The place passes to the next one directly, so nobody slips in between.
      const next = waiting.shift();
      if (next === undefined) runningCount -= 1;
      else next();
    }
  };
}
