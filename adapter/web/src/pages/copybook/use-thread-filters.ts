/** The filters of the list live in the address: a link shows the same threads to a colleague, and "back" works. */
import { useSearchParams } from 'react-router';
import { needs, threadStatuses } from '../../api/copybook.ts';

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
  const filters = Object.fromEntries(filterNames.map((name) => [name, readFilter(name, parameters)])) as Record<
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

/** An address that somebody typed may say anything: what is no choice is passed over. */
const choices: Partial<Record<FilterName, readonly string[]>> = {
  need: needs,
  status: threadStatuses,
  origin: ['people', 'free'],
};

function readFilter(name: FilterName, parameters: URLSearchParams): string | null {
  const value = parameters.get(name);
  const known = choices[name];
  return value !== null && known !== undefined && !known.includes(value) ? null : value;
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
