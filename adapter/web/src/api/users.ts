/** Users and the links by which they set a password. */
import { callApi } from './call-api.ts';
import type { Role } from './session.ts';

export interface User {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly blocked: boolean;
  readonly has_password: boolean;
  readonly version: number;
  readonly created_at: string;
  readonly last_active_at: string | null;
  readonly invitation_expires_at: string | null;
}

export interface Invited {
  readonly user: User;
  readonly invitation: { readonly token: string; readonly path: string; readonly expires_at: string };
}

export const usersKey = ['users'] as const;

export async function listUsers(signal?: AbortSignal): Promise<readonly User[]> {
  return (await callApi<{ items: readonly User[] }>('/v1/users', { signal })).items;
}

export function inviteUser(body: { name: string; role: Role }): Promise<Invited> {
  return callApi('/v1/users', { method: 'POST', body });
}

export function putUser({ id, version }: User, body: { role: Role; blocked: boolean }): Promise<User> {
  return callApi(`/v1/users/${id}`, { method: 'PUT', body, headers: { 'if-match': `"${version}"` } });
}

export function resetPassword({ id }: User): Promise<Invited> {
  return callApi(`/v1/users/${id}/reset-password`, { method: 'POST', body: {} });
}

export interface Invitation {
  readonly name: string;
  readonly role: Role;
  readonly expires_at: string;
}

export function fetchInvitation(token: string): Promise<Invitation> {
  return callApi(`/v1/invitations/${encodeURIComponent(token)}`);
}

export function takeUpInvitation(token: string, password: string): Promise<{ name: string }> {
  return callApi(`/v1/invitations/${encodeURIComponent(token)}`, { method: 'POST', body: { password } });
}

export function changePassword(body: { current: string; new: string }): Promise<{ name: string }> {
  return callApi('/v1/me/password', { method: 'POST', body });
}
