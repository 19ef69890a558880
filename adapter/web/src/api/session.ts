/** Who is signed in. The session is a cookie that no script can read; the CSRF token comes with this answer only. */
import { useQuery } from '@tanstack/react-query';
import { ApiError } from './api-error.ts';
import { callApi, rememberCsrfToken } from './call-api.ts';

export type Role = 'administrator' | 'manager' | 'reviewer' | 'compliance' | 'viewer';

export interface Session {
  readonly name: string;
  readonly role: Role;
  readonly csrf_token: string;
  readonly expires_at: string;
}

export const sessionKey = ['session'] as const;

/** Null when nobody is signed in. */
export async function fetchSession(): Promise<Session | null> {
  try {
    const session = await callApi<Session>('/v1/session');
    rememberCsrfToken(session.csrf_token);
    return session;
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null;
    throw error;
  }
}

export function useSession() {
  return useQuery({ queryKey: sessionKey, queryFn: fetchSession, staleTime: Number.POSITIVE_INFINITY });
}

export async function signIn(name: string, password: string): Promise<Session> {
  const session = await callApi<Session>('/v1/session', { method: 'POST', body: { name, password } });
  rememberCsrfToken(session.csrf_token);
  return session;
}

export async function signOut(): Promise<void> {
  await callApi('/v1/session', { method: 'DELETE' });
  rememberCsrfToken(null);
}
