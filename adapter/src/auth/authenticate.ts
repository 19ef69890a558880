/**
 * Who calls, for everything under /v1: a machine by basic authentication, a person's browser by the cookie of its
 * session.
 *
 * koa-basic-auth compares and challenges; it knows one name and password, so it is given those that the database has
 * just verified, or a name that nobody has. Our own pages get no challenge: the browser would open a dialog of its own.
 */
import parseCredentials from 'basic-auth';
import basicAuth from 'koa-basic-auth';
import { isStorableText } from '../api/generate-request.ts';
import type { AdapterContext, AdapterMiddleware } from '../context.ts';
import { RequestError } from '../errors.ts';
import { readSessionToken } from './cookie.ts';
import type { GuessLimit } from './limit-guesses.ts';
import { isCsrfToken, type Session, type Sessions } from './sessions.ts';
import type { SignInTrail } from './sign-in-trail.ts';
import type { CredentialVerifier, Verified } from './verify-credentials.ts';

export const realm = 'Offerwright';

/** Sent by our own pages; no form and no other site's page can send it. */
export const webHeader = 'x-offerwright-web';

export interface AuthenticateOptions {
  /** Called once the database is there. */
  readonly verifier: CredentialVerifier;
  readonly sessions: Sessions;
  readonly guesses: GuessLimit;
  readonly trail: SignInTrail;
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Signing in, a first password by an invitation, and an interview by the client's link need nobody to be signed in. */
const openPaths =
  /^(POST \/v1\/session|(GET|POST) \/v1\/invitations\/[^/]+|(GET|DELETE) \/v1\/insight\/interview-links\/[^/]+|POST \/v1\/insight\/interview-links\/[^/]+\/(consent|turn|stop))$/;

export function authenticate({ verifier, sessions, guesses, trail }: AuthenticateOptions): AdapterMiddleware {
  const challenge = basicAuth({ name: '\u0000nobody', realm });

  return async (context, next) => {
    if (!context.path.startsWith('/v1/')) return next();
    if (openPaths.test(`${context.method} ${context.path}`)) return next();
    const credentials = parseCredentials(context.req);
    const token = readSessionToken(context);
    if (credentials === undefined && token !== null) {
      const session = await sessions.find(token);
      if (session !== null) {
        assertOurs(context, session);
        context.state.session = session;
        context.state.user = session.user;
        trail.noteActivity(session.user);
        return next();
      }
    }
    if (context.get(webHeader) !== '') throw new RequestError('unauthorized', 'sign in: there is no session');
    if (credentials === undefined || !isStorableText(credentials.name)) return challenge(context, next);
    const source = `${context.ip} ${credentials.name}`;
    await guesses.assertFew(source);
    const verified = await verifier.verify(credentials.name, credentials.pass);
    if (verified.kind === 'wrong') {
      await guesses.count(source);
      await trail.noteFailure(credentials.name, context.ip);
      return challenge(context, next);
    }
    context.state.user = userOf(verified);
    trail.noteActivity(context.state.user);
    return basicAuth({ name: credentials.name, pass: credentials.pass, realm })(context, next);
  };
}

export function userOf(verified: Exclude<Verified, { kind: 'wrong' }>) {
  if (verified.kind === 'user') return verified.user;
  throw new RequestError('user_blocked', 'this user is blocked: an administrator can unblock it');
}

/** @throws RequestError csrf_token_wrong when a call that changes something may come from another site's page. */
function assertOurs(context: AdapterContext, session: Session): void {
  if (safeMethods.has(context.method) || isCsrfToken(session, context.get('x-csrf-token'))) return;
  const limit = 'the csrf_token of GET /v1/session';
  throw new RequestError('csrf_token_wrong', `x-csrf-token must be ${limit}`, { field: 'x-csrf-token', limit });
}
