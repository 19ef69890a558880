/** The history: pages of it, counts by facet, one entry whole, all of it as a file. */
import type { HistoryItem } from '../../../src/api/history.ts';
import type { FacetName, HistoryFacetsResponse } from '../../../src/api/history-facets.ts';
import type { ExportFormat, HistoryRecord } from '../../../src/api/history-record.ts';
import { callApi, openApi } from './call-api.ts';

export type { ExportFormat, FacetName, HistoryItem, HistoryRecord };
export type HistoryFacets = HistoryFacetsResponse;

export interface HistoryPage {
  readonly items: readonly HistoryItem[];
  readonly next_cursor: string | null;
  readonly previous_cursor: string | null;
}

/** As the API takes them; absent: not narrowed by it. */
export type HistoryFilters = Readonly<Partial<Record<FacetName | 'q' | 'client_id' | 'from' | 'to', string>>>;

/** Which page: the newest, the one below an entry, or the one above it. */
export type PagePlace = Readonly<{ cursor?: string; after?: string }>;

export const historyKey = ['history'] as const;

export function listHistory(filters: HistoryFilters, place: PagePlace, signal?: AbortSignal): Promise<HistoryPage> {
  return callApi(`/v1/history?${new URLSearchParams({ ...filters, ...place })}`, { signal });
}

export function countHistory(filters: HistoryFilters, signal?: AbortSignal): Promise<HistoryFacets> {
  return callApi(`/v1/history/facets?${new URLSearchParams({ ...filters })}`, { signal });
}

export function fetchRecord(id: string, signal?: AbortSignal): Promise<HistoryRecord> {
  return callApi(`/v1/history/${encodeURIComponent(id)}`, { signal });
}

/** Over fetch, not a link: a refusal is shown on the page, and an expired session asks to sign in again. */
export async function downloadHistory(filters: HistoryFilters, format: ExportFormat): Promise<void> {
  const response = await openApi(`/v1/history/export?${new URLSearchParams({ ...filters, format })}`);
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = `offerwright-history.${format}`;
  link.click();
  URL.revokeObjectURL(url);
}
