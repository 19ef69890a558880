/**
 * Calls a minute by one link (nobody answers faster), and links a minute that lead nowhere from one address (nobody
 * guesses). Tokens of 24 random bytes are not guessed in any case; the limit keeps the database from being asked.
 */
import { createHash } from 'node:crypto';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { RequestError } from '../../errors.ts';
import { limits } from '../../limits.ts';

export interface LinkCallLimit {
  /** @throws RequestError rate_limited */
  count(address: string, token: string): Promise<void>;
  /** Called when the link led nowhere. */
  countStray(address: string): Promise<void>;
}

export function createLinkCallLimit(): LinkCallLimit {
  const calls = new RateLimiterMemory({ points: limits.interviewCallsPerMinute, duration: 60 });
  const strays = new RateLimiterMemory({ points: limits.interviewCallsPerMinute, duration: 60 });
  return {
    async count(address, token) {
      const stray = await strays.get(address);
      if (stray !== null && stray.consumedPoints >= limits.interviewCallsPerMinute) throw refuse(stray);
      // By a digest: keys of callers' making have one length.
      await calls.consume(createHash('sha256').update(token).digest('base64')).catch((refusal: unknown) => {
        throw refusal instanceof RateLimiterRes ? refuse(refusal) : refusal;
      });
    },
    async countStray(address) {
      await strays.penalty(address);
    },
  };
}

function refuse({ msBeforeNext }: RateLimiterRes): RequestError {
  const limit = `${limits.interviewCallsPerMinute} calls a minute`;
  return new RequestError('rate_limited', `too many calls: at most ${limit}`, {
    limit,
    retryAfterS: Math.ceil(msBeforeNext / 1000),
  });
}
