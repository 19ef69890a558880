/** The filters of the list live in the address: a link shows the same threads to a colleague, and "back" works. */
import { useSearchParams } from 'react-router';

export const filterNames = ['product', 'channel', 'need', 'signal', 'status', 'origin', 'claim', 'text'] as const;
export type FilterName = (typeof filterNames)[number];
export type ThreadFilters = Readonly<Record<FilterName, string | null>>;

export interface FilterState {
  readonly filters: ThreadFilters;
  readonly isFiltered: boolean;
  readonly change: (changed: Partial<ThreadFilters>) => void;
  readonly clear: () => void;
}

export function useThreadFilters(): FilterState {
  const [parameters, setParameters] = useSearchParams();
  const filters = Object.fromEntries(filterNames.map((name) => [name, parameters.get(name)])) as Record<
    FilterName,
    string | null
  >;
  const change = (changed: Partial<ThreadFilters>) =>
    setParameters(
      (before) => {
        const next = new URLSearchParams(before);
        for (const [name, value] of Object.entries(changed)) {
          if (value) next.set(name, value);
          else next.delete(name);
        }
        return next;
      },
      { replace: true },
    );
  return {
    filters,
    isFiltered: filterNames.some((name) => filters[name] !== null),
    change,
    clear: () => setParameters({}, { replace: true }),
  };
}

/** For GET /v1/copybook/threads. */
export function toQuery(filters: ThreadFilters): URLSearchParams {
  const query = new URLSearchParams();
  for (const name of filterNames) {
    const value = filters[name]?.trim();
    if (value) query.set(name, value);
  }
  return query;
}
