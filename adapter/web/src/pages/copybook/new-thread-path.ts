/** Where a new thread is written: no id of a thread has a tilde. */
import type { ThreadFilters } from './use-thread-filters.ts';

export const newThreadId = '~new';

/** @param filters what the list was narrowed to: the new thread begins with it */
export function newThreadPath(filters: Pick<ThreadFilters, 'product' | 'channel' | 'need' | 'signal'>): string {
  const query = new URLSearchParams();
  for (const name of ['product', 'channel', 'need', 'signal'] as const) {
    const value = filters[name];
    if (value !== null) query.set(name, value);
  }
  return `/copybook/${newThreadId}?${query}`;
}

export function copyThreadPath(id: string): string {
  return `/copybook/${newThreadId}?${new URLSearchParams({ from: id })}`;
}
