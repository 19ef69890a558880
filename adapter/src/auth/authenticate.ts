/**
 * Basic authentication of everything under /v1. koa-basic-auth compares and challenges; it knows one name and password,
 * so it is given those that the database has just verified, or a name that nobody has.
 */
import parseCredentials from 'basic-auth';
import basicAuth from 'koa-basic-auth';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { isStorableText } from '../api/generate-request.ts';
import type { AdapterMiddleware } from '../context.ts';
import { RequestError } from '../errors.ts';
import { limits } from '../limits.ts';
import type { CredentialVerifier, Verified } from './verify-credentials.ts';

export const realm = 'Offerwright';

/** @param verifier null-safe: called once the database is there. */
export function authenticate(verifier: CredentialVerifier): AdapterMiddleware {
  const failures = new RateLimiterMemory({ points: limits.failedSignInsPerMinute, duration: 60 });
  const challenge = basicAuth({ name: '\u0000nobody', realm });

  return async (context, next) => {
    if (!context.path.startsWith('/v1/')) return next();
    const credentials = parseCredentials(context.req);
    if (credentials === undefined || !isStorableText(credentials.name)) return challenge(context, next);
    const source = `${context.ip} ${credentials.name}`;
    await refuseGuessing(failures, source);
    const verified = await verifier.verify(credentials.name, credentials.pass);
    if (verified.kind === 'wrong') {
      await failures.penalty(source);
      return challenge(context, next);
    }
    context.state.user = userOf(verified);
    return basicAuth({ name: credentials.name, pass: credentials.pass, realm })(context, next);
  };
}

function userOf(verified: Exclude<Verified, { kind: 'wrong' }>) {
  if (verified.kind === 'user') return verified.user;
  throw new RequestError('user_blocked', 'this user is blocked: an administrator can unblock it');
}

async function refuseGuessing(failures: RateLimiterMemory, source: string): Promise<void> {
  const seen = await failures.get(source);
  if (seen === null || seen.consumedPoints < limits.failedSignInsPerMinute) return;
  const limit = `${limits.failedSignInsPerMinute} wrong passwords a minute`;
  throw new RequestError('rate_limited', `too many wrong passwords: at most ${limit}`, {
    limit,
    retryAfterS: Math.ceil(seen.msBeforeNext / 1000),
  });
}
