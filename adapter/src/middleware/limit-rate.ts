/** Requests a minute for one user, over /v1. Counted in this process: each replica has its own count. */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { AdapterMiddleware } from '../context.ts';
import { RequestError } from '../errors.ts';

export function limitRate(requestsPerMinute: number): AdapterMiddleware {
  const limiter = new RateLimiterMemory({ points: requestsPerMinute, duration: 60 });
  return async (context, next) => {
    const { user } = context.state;
    if (user !== undefined) await limiter.consume(user.id).catch((refusal) => refuse(refusal, requestsPerMinute));
    return next();
  };
}

function refuse(refusal: unknown, requestsPerMinute: number): never {
  if (!(refusal instanceof RateLimiterRes)) throw refusal;
  const limit = `${requestsPerMinute} requests a minute`;
  throw new RequestError('rate_limited', `too many requests: at most ${limit}`, {
    limit,
    given: `${refusal.consumedPoints} requests`,
    retryAfterS: Math.ceil(refusal.msBeforeNext / 1000),
  });
}
