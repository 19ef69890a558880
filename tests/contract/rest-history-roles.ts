/** Routes of the history and of labels × roles, for rest-roles.test.ts. */
import { type Role, roles } from '@offerwright/adapter/src/api/history.ts';

const nobody = '00000000-0000-7000-8000-000000000000';
const markers: readonly Role[] = ['administrator', 'manager', 'reviewer', 'compliance'];
const labellers: readonly Role[] = ['administrator', 'reviewer', 'compliance'];
const answer = `/v1/answers/${nobody}`;
const period = 'from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z';

export const historyRoles = [
  { method: 'GET', route: '/v1/history', allowed: roles, status: 200 },
  { method: 'GET', route: '/v1/history/facets', allowed: roles, status: 200 },
  {
    method: 'GET',
    route: '/v1/history/export',
    allowed: ['administrator', 'compliance', 'manager'] satisfies Role[],
    status: 200,
  },
  { method: 'GET', route: '/v1/history/:id', path: `/v1/history/${nobody}`, allowed: roles, status: 404 },
  {
    method: 'POST',
    route: '/v1/answers/:id/labels',
    path: `${answer}/labels`,
    call: { body: { mark: 'good' } },
    allowed: markers,
    status: 404,
  },
  { method: 'GET', route: '/v1/answers/:id/labels', path: `${answer}/labels`, allowed: roles, status: 404 },
  {
    method: 'POST',
    route: '/v1/answers/:id/skip',
    path: `${answer}/skip`,
    call: { body: {} },
    allowed: labellers,
    status: 404,
  },
  { method: 'GET', route: '/v1/labels/next', allowed: labellers, status: 200 },
  {
    method: 'GET',
    route: '/v1/labels/progress',
    path: '/v1/labels/progress?since=2026-01-01T00:00:00Z',
    allowed: labellers,
    status: 200,
  },
  {
    method: 'GET',
    route: '/v1/labels/disagreements',
    path: `/v1/labels/disagreements?${period}`,
    allowed: labellers,
    status: 200,
  },
];
