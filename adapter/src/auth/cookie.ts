/** The cookie of a session: HttpOnly, for this site alone, over TLS where the connection has it. */
import type { AdapterContext } from '../context.ts';
import { limits } from '../limits.ts';

const cookieName = 'offerwright_session';

export function readSessionToken(context: AdapterContext): string | null {
  const token = context.cookies.get(cookieName);
  return token !== undefined && /^[\w-]{43}$/.test(token) ? token : null;
}

/** @param token null takes the cookie away. */
export function writeSessionToken(context: AdapterContext, token: string | null): void {
  context.cookies.set(cookieName, token, {
    httpOnly: true,
    sameSite: 'strict',
    secure: context.secure,
    path: '/',
    overwrite: true,
    ...(token !== null && { maxAge: limits.sessionMsMax }),
  });
}
