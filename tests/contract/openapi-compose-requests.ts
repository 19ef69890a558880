/** Requests of the page that writes one text: names for people, for openapi-requests.ts. */
import type { RestRequest } from './openapi-requests.ts';

const lists = ['products', 'channels', 'signals', 'features'].map(
  (list) => ({ method: 'GET', path: `/v1/${list}` }) as const,
);

/** One good request of every operation. */
export const composeOfEach: readonly Omit<RestRequest, 'name' | 'status'>[] = [...lists];

export const composeRequests: readonly RestRequest[] = [
  ...lists.map((list): RestRequest => ({ ...list, name: 'all of them', status: 200 })),
];
