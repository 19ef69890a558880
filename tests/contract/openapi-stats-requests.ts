/** Requests about outcomes and the dashboards' numbers. */
import type { RestRequest } from './openapi-requests.ts';

const post = { method: 'POST', path: '/v1/outcomes' } as const;
const inspect = { method: 'POST', path: '/v1/outcomes/inspect' } as const;
const load = { method: 'POST', path: '/v1/outcomes/import' } as const;
const csv = { 'content-type': 'text/csv' };
const at = '2026-03-01T10:00:00+03:00';
const unknownAnswer = { answer_id: '00000000-0000-7000-8000-000000000000', event: 'delivered', at };
const file = `client_id;event;at\n1;доставлено;01.03.2026 10:00\n`;
const mapping = {
  columns: { client_id: 'client_id', event: 'event', at: 'at' },
  constants: { product: 'CC', channel: 'SMS' },
};
const query = `dry_run=true&mapping=${encodeURIComponent(JSON.stringify(mapping))}`;
const sections = ['volumes', 'latency', 'rules', 'labels', 'calibration', 'outcomes', 'versions', 'threads', 'uplift'];
const variants = { method: 'GET', path: '/v1/stats/threads/{thread}', url: '/v1/stats/threads/CC-SMS-1' } as const;
const queue = { method: 'GET', path: '/v1/stats/queue' } as const;

export const statsOfEach: readonly Omit<RestRequest, 'name' | 'status'>[] = [
  { ...post, body: { outcomes: [unknownAnswer] } },
  { ...inspect, headers: csv, body: file },
  { ...load, headers: csv, query, body: file },
  ...sections.map((section) => ({ method: 'GET', path: `/v1/stats/${section}` })),
  variants,
  queue,
];

const forbidden = { as: 'viewer', status: 403, kind: 'forbidden' } as const;

export const statsRequests: readonly RestRequest[] = [
  { ...post, name: 'one without a text, and one that is none', body: { outcomes: [unknownAnswer, 5] }, status: 200 },
  { ...post, name: 'no outcome', body: { outcomes: [] }, status: 422, kind: 'invalid_request' },
  { ...post, name: 'a role that may not', body: { outcomes: [unknownAnswer] }, ...forbidden },
  { ...inspect, name: 'a file', headers: csv, body: file, status: 200 },
  { ...inspect, name: 'a file without rows', headers: csv, body: 'event\n', status: 422, kind: 'invalid_import' },
  { ...inspect, name: 'no table', body: '{}', status: 415, kind: 'unsupported_media_type' },
  {
    ...inspect,
    name: 'a file too large',
    headers: csv,
    body: 'x'.repeat(256 * 1024 + 1),
    status: 413,
    kind: 'body_too_large',
  },
  { ...inspect, name: 'a role that may not', headers: csv, body: file, ...forbidden },
  { ...load, name: 'a file', headers: csv, query, body: file, status: 200 },
  { ...load, name: 'no mapping', headers: csv, body: file, status: 422, kind: 'invalid_request' },
  {
    ...load,
    name: 'a mapping that is none',
    headers: csv,
    query: 'mapping=xx',
    body: file,
    status: 422,
    kind: 'invalid_import',
  },
  { ...load, name: 'no table', query, body: '{}', status: 415, kind: 'unsupported_media_type' },
  {
    ...load,
    name: 'a file too large',
    headers: csv,
    query,
    body: 'x'.repeat(256 * 1024 + 1),
    status: 413,
    kind: 'body_too_large',
  },
  { ...load, name: 'a role that may not', headers: csv, query, body: file, ...forbidden },
  ...sections.flatMap((section): RestRequest[] => [
    { method: 'GET', path: `/v1/stats/${section}`, name: 'the last days', status: 200 },
    {
      method: 'GET',
      path: `/v1/stats/${section}`,
      name: 'a time zone that there is not',
      query: 'zone=Nowhere/Town',
      status: 422,
      kind: 'invalid_request',
    },
  ]),
  { ...variants, name: 'an unknown thread', query: 'product=CC&channel=SMS', status: 200 },
  { ...variants, name: 'a wrong filter', query: 'limit=1', status: 422, kind: 'invalid_request' },
  { ...queue, name: 'now', status: 200 },
];
