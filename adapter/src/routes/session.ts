/** /v1/session: signs a browser in and out, and tells a page whose session it has. */
import { isStorableText } from '../api/generate-request.ts';
import { parseInput } from '../api/parse-input.ts';
import { signInSchema } from '../api/session.ts';
import { type AuthenticateOptions, userOf, webHeader } from '../auth/authenticate.ts';
import { readSessionToken, writeSessionToken } from '../auth/cookie.ts';
import type { Session } from '../auth/sessions.ts';
import type { AdapterMiddleware } from '../context.ts';
import { RequestError } from '../errors.ts';

/** POST */
export function signInRoute(options: AuthenticateOptions): AdapterMiddleware {
  return async (context) => {
    const { verifier, sessions, guesses, trail } = options;
    if (context.get(webHeader) === '') {
      throw new RequestError('forbidden', `sessions are for our own pages: the header ${webHeader} is missing`, {
        field: webHeader,
      });
    }
    const { name, password } = parseInput(signInSchema, context.request.body);
    const source = `${context.ip} ${name}`;
    await guesses.assertFew(source);
    const verified = isStorableText(name) ? await verifier.verify(name, password) : ({ kind: 'wrong' } as const);
    if (verified.kind === 'wrong') {
      await guesses.count(source);
      if (isStorableText(name)) await trail.noteFailure(name, context.ip);
      throw new RequestError('unauthorized', 'name or password is wrong');
    }
    const old = readSessionToken(context);
    if (old !== null) await sessions.close(old);
    const user = userOf(verified);
    const { session, token } = await sessions.open(user);
    await trail.noteSignIn(user, context.ip);
    trail.noteActivity(user);
    writeSessionToken(context, token);
    context.body = show(session);
  };
}

/** GET */
export const sessionRoute: AdapterMiddleware = (context) => {
  const { session } = context.state;
  if (session === undefined) throw new RequestError('not_found', 'signed in by basic authentication: no session');
  context.body = show(session);
};

/** DELETE */
export function signOutRoute(options: AuthenticateOptions): AdapterMiddleware {
  return async (context) => {
    const { sessions, trail } = options;
    const token = readSessionToken(context);
    if (token !== null) {
      await sessions.close(token);
      await trail.noteSignOut(context.state.user!, context.ip);
    }
    writeSessionToken(context, null);
    context.body = { signed_out: true };
  };
}

function show({ user, csrfToken, expiresAtMs }: Session) {
  return {
    name: user.name,
    role: user.role,
    csrf_token: csrfToken,
    expires_at: new Date(expiresAtMs).toISOString(),
  };
}
