/** Users of every role in a running service, and requests in their name. */

import type { Role } from '@offerwright/adapter/src/api/history.ts';
import { hashPassword } from '@offerwright/adapter/src/auth/password.ts';
import { openDatabase } from '@offerwright/adapter/src/db/database.ts';
import { insertUser } from '@offerwright/adapter/src/db/users/insert-user.ts';
import { basicAuthorization, type RunningService } from './start-service.ts';

export const rolePassword = 'a password of a role';

/** Makes a user for each role, named like it. */
export async function makeUsers(service: RunningService, roles: readonly Role[]): Promise<void> {
  const database = await openDatabase(service.database.url, { warn: () => {} });
  const passwordHash = await hashPassword(rolePassword);
  for (const role of roles) await insertUser(database, { id: crypto.randomUUID(), name: role, passwordHash, role });
  await database.end();
}

export interface RestProblem {
  readonly field: string;
  readonly limit: string;
  readonly given: string;
}

export interface ErrorBody {
  readonly error: RestProblem & { readonly kind: string; readonly message: string };
  readonly problems?: readonly RestProblem[];
}

/** What a page of ours sends with every call. */
export interface BrowserSession {
  readonly headers: { readonly cookie: string; readonly 'x-csrf-token': string; readonly 'x-offerwright-web': string };
}

/** Signs in as the page does. @param given default: the password of the roles' users. */
export async function signInByCookie(
  service: RunningService,
  name: string,
  given = rolePassword,
): Promise<BrowserSession> {
  const response = await fetch(`${service.adapter.url}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-offerwright-web': '1' },
    body: JSON.stringify({ name, password: given }),
  });
  if (!response.ok) throw new Error(`signing in was answered with ${response.status}`);
  const cookie = response.headers.getSetCookie()[0]!.split(';')[0]!;
  const { csrf_token } = (await response.json()) as { csrf_token: string };
  return { headers: { cookie, 'x-csrf-token': csrf_token, 'x-offerwright-web': '1' } };
}

export interface RestAnswer<Body> {
  readonly status: number;
  readonly headers: Headers;
  /** As far as the test reads it. */
  readonly body: Body;
}

export interface RestCall {
  /** Default: the administrator. */
  readonly as?: Role;
  /** A browser's session in place of basic authentication (signInByCookie). */
  readonly session?: BrowserSession;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object goes as JSON; bytes and texts as they are. */
  readonly body?: unknown;
}

export async function callRest<Body = ErrorBody>(
  service: RunningService,
  method: string,
  path: string,
  { as, session, headers = {}, body }: RestCall = {},
): Promise<RestAnswer<Body>> {
  const authorization = as === undefined ? service.authorization : basicAuthorization(as, rolePassword);
  const identity = session === undefined ? { authorization } : session.headers;
  const isRaw = typeof body === 'string' || body instanceof Uint8Array;
  const response = await fetch(`${service.adapter.url}${path}`, {
    method,
    headers: {
      ...identity,
      ...(body === undefined || isRaw ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    body: body === undefined ? undefined : isRaw ? (body as string | Uint8Array<ArrayBuffer>) : JSON.stringify(body),
  });
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  const answer: unknown = isJson ? await response.json() : await response.text();
  return { status: response.status, headers: response.headers, body: answer as Body };
}
