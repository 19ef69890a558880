/** Routes of outcomes and dashboards × roles. */
import { type Role, roles } from '@offerwright/adapter/src/api/history.ts';
import type { RestCall } from '../kit/rest-users.ts';

const writers: readonly Role[] = ['administrator', 'manager'];
const csv = { 'content-type': 'text/csv' };
const mapping = encodeURIComponent(JSON.stringify({ columns: { event: 'event', at: 'at' } }));
const sections = ['volumes', 'latency', 'rules', 'labels', 'calibration', 'outcomes', 'versions', 'threads'];

interface Row {
  readonly method: string;
  readonly route: string;
  readonly path?: string;
  readonly call?: RestCall;
  readonly allowed: readonly Role[];
  readonly status: number;
}

export const statsRoles: readonly Row[] = [
  { method: 'POST', route: '/v1/outcomes', call: { body: { outcomes: [1] } }, allowed: writers, status: 200 },
  {
    method: 'POST',
    route: '/v1/outcomes/inspect',
    call: { headers: csv, body: 'event;at\ndelivered;x' },
    allowed: writers,
    status: 200,
  },
  {
    method: 'POST',
    route: '/v1/outcomes/import',
    path: `/v1/outcomes/import?dry_run=true&mapping=${mapping}`,
    call: { headers: csv, body: 'event;at\ndelivered;x' },
    allowed: writers,
    status: 200,
  },
  ...[...sections, 'uplift', 'queue'].map((section) => ({
    method: 'GET',
    route: `/v1/stats/${section}`,
    allowed: roles,
    status: 200,
  })),
  {
    method: 'GET',
    route: '/v1/stats/threads/:thread',
    path: '/v1/stats/threads/CC-SMS-1',
    allowed: roles,
    status: 200,
  },
];
