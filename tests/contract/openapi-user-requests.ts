/** Requests about sessions, users and the audit trail; what needs a cookie or a link is in openapi-users.test.ts. */
import type { RestRequest } from './openapi-requests.ts';

const nobody = '00000000-0000-7000-8000-000000000000';
const me = { method: 'POST', path: '/v1/me/password' } as const;
const invite = { method: 'POST', path: '/v1/users' } as const;
const put = { method: 'PUT', path: '/v1/users/{id}', url: `/v1/users/${nobody}` } as const;
const reset = {
  method: 'POST',
  path: '/v1/users/{id}/reset-password',
  url: `/v1/users/${nobody}/reset-password`,
} as const;
const audit = { method: 'GET', path: '/v1/audit' } as const;
const csv = { method: 'GET', path: '/v1/audit.csv' } as const;
const goodPut = { role: 'viewer', blocked: false };
const ifMatch = { 'if-match': '"1"' };
const ownPassword = { current: 'not the password', new: 'семь вёрст до небес' };

/** One good request of each operation that needs somebody signed in. */
export const usersAndAudit: readonly Omit<RestRequest, 'name' | 'status'>[] = [
  { method: 'GET', path: '/v1/session' },
  { method: 'DELETE', path: '/v1/session' },
  { ...me, body: ownPassword },
  { method: 'GET', path: '/v1/users' },
  { ...invite, body: { name: 'blocked', role: 'viewer' } },
  { ...put, headers: ifMatch, body: goodPut },
  { ...reset, body: {} },
  audit,
  csv,
];

/** Those that need nobody signed in; the first one signs in. */
export const openOperations: readonly Omit<RestRequest, 'name' | 'status'>[] = [
  {
    method: 'POST',
    path: '/v1/session',
    as: 'nobody',
    headers: { 'x-offerwright-web': '1' },
    body: { name: 'somebody else', password: 'a password' },
  },
  { method: 'GET', path: '/v1/invitations/{token}', url: '/v1/invitations/unknown', as: 'nobody' },
  {
    method: 'POST',
    path: '/v1/invitations/{token}',
    url: '/v1/invitations/unknown',
    as: 'nobody',
    body: { password: 'семь вёрст до небес' },
  },
];

export const userRequests: readonly RestRequest[] = [
  { method: 'GET', path: '/v1/session', name: 'no session', status: 404, kind: 'not_found' },
  { method: 'DELETE', path: '/v1/session', name: 'nothing to end', status: 200 },
  { ...me, name: 'another password', body: ownPassword, status: 422, kind: 'invalid_request' },
  { method: 'GET', path: '/v1/users', name: 'all', status: 200 },
  { method: 'GET', path: '/v1/users', name: 'a role that may not', as: 'viewer', status: 403, kind: 'forbidden' },
  { ...invite, name: 'a new one', body: { name: 'olga', role: 'manager' }, status: 201 },
  { ...invite, name: 'a taken name', body: { name: 'olga', role: 'manager' }, status: 409, kind: 'name_taken' },
  { ...invite, name: 'a colon', body: { name: 'a:b', role: 'manager' }, status: 422, kind: 'invalid_request' },
  { ...put, name: 'nobody', headers: ifMatch, body: goodPut, status: 404, kind: 'not_found' },
  { ...put, name: 'no version', body: goodPut, status: 428, kind: 'version_required' },
  { ...reset, name: 'nobody', body: {}, status: 404, kind: 'not_found' },
  { ...audit, name: 'a page', query: 'action=users&limit=5', status: 200 },
  { ...audit, name: 'a wrong filter', query: 'limit=x', status: 422, kind: 'invalid_request' },
  { ...csv, name: 'all', status: 200 },
  { ...csv, name: 'a wrong filter', query: 'limit=1', status: 422, kind: 'invalid_request' },
];
