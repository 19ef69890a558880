/** Wrong passwords a minute for one name from one address: beyond it every try is refused, the right one too. */
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { RequestError } from '../errors.ts';
import { limits } from '../limits.ts';

export interface GuessLimit {
  /** @throws RequestError rate_limited */
  assertFew(source: string): Promise<void>;
  count(source: string): Promise<void>;
}

export function createGuessLimit(): GuessLimit {
  const failures = new RateLimiterMemory({ points: limits.failedSignInsPerMinute, duration: 60 });
  return {
    async assertFew(source) {
      const seen = await failures.get(source);
      if (seen === null || seen.consumedPoints < limits.failedSignInsPerMinute) return;
      const limit = `${limits.failedSignInsPerMinute} wrong passwords a minute`;
      throw new RequestError('rate_limited', `too many wrong passwords: at most ${limit}`, {
        limit,
        retryAfterS: Math.ceil(seen.msBeforeNext / 1000),
      });
    },
    async count(source) {
      await failures.penalty(source);
    },
  };
}
