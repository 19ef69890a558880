/**
 * How many clients may be in flight, learnt from who writes. When the model runs out of time (the machine is slower
 * than its slots suggest: other work, long texts), fewer at once give each text more of the machine, so the limit falls
 * by one; after `growAfterTexts` texts by the model in a row it rises by one again.
 *
 * Measured on two cores with other work on them, two slots: with three in flight the model wrote none of 60 texts, with
 * one all of 10.
 */
import { campaignLimits } from './campaign-limits.ts';

export interface FlightLimit {
  /** Resolves when one more may be in flight, or at once when the signal fires. */
  enter(signal: AbortSignal): Promise<void>;
  leave(): void;
  /** @param late rules wrote because the model did not make it in time. */
  learn(late: boolean): void;
  current(): number;
}

/** @param min as `max`: a fixed number in flight */
export function createFlightLimit(max: number, min: number): FlightLimit {
  let limit = max;
  let inFlight = 0;
  let textsInRow = 0;
  const waiting: (() => void)[] = [];
  const admit = () => {
    while (inFlight < limit && waiting.length > 0) {
      inFlight += 1;
      waiting.shift()!();
    }
  };
  return {
    enter(signal) {
      return new Promise((resolve) => {
        const enter = () => {
          signal.removeEventListener('abort', enter);
          resolve();
        };
        signal.addEventListener('abort', enter, { once: true });
        waiting.push(enter);
        admit();
      });
    },
    leave() {
      inFlight -= 1;
      admit();
    },
    learn(late) {
      textsInRow = late ? 0 : textsInRow + 1;
      if (late) limit = Math.max(min, limit - 1);
      else if (textsInRow % campaignLimits.growAfterTexts === 0) limit = Math.min(max, limit + 1);
      admit();
    },
    current: () => limit,
  };
}
