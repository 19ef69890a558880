/**
 * What narrows the history. The address holds what says nothing about a client, so that a selection can be linked to;
 * words that are searched for and ids of clients stay on the page.
 */
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { FacetName, HistoryFilters } from '../../api/history.ts';

export const facetNames = [
  'label',
  'reason',
  'product',
  'channel',
  'status',
  'source',
  'concern',
  'rule',
  'campaign',
  'user',
] as const satisfies readonly FacetName[];

export interface FilterControl {
  /** As typed and chosen. Days as the pickers give them: "2026-11-25". */
  readonly typed: HistoryFilters;
  /** As the API takes them, once typing has paused. */
  readonly settled: HistoryFilters;
  set(name: keyof HistoryFilters, value: string | null): void;
  clear(): void;
}

/** The API takes a whole number of at most 16 digits. */
const clientIdPattern = /^-?\d{1,15}$/;

/** @param onChange called when the selection changes: pages of the old one are no places in the new one */
export function useHistoryFilters(onChange: () => void): FilterControl {
  const [parameters, setParameters] = useSearchParams();
  const [hidden, setHidden] = useState<Pick<HistoryFilters, 'q' | 'client_id'>>({});
  const [settledHidden] = useDebouncedValue(hidden, 350);
  const linked = Object.fromEntries(
    [...facetNames, 'from', 'to'].flatMap((name) => {
      const value = parameters.get(name);
      return value === null || value === '' ? [] : [[name, value]];
    }),
  ) as HistoryFilters;
  return {
    typed: { ...linked, ...hidden },
    settled: toFilters({ ...linked, ...settledHidden }),
    set(name, value) {
      onChange();
      if (name === 'q' || name === 'client_id') {
        setHidden((before) => ({ ...before, [name]: value ?? '' }));
        return;
      }
      setParameters(
        (before) => {
          if (value === null || value === '') before.delete(name);
          else before.set(name, value);
          return before;
        },
        { replace: true },
      );
    },
    clear() {
      onChange();
      setHidden({});
      setParameters({}, { replace: true });
    },
  };
}

function toFilters({ q = '', client_id = '', from, to, ...rest }: HistoryFilters): HistoryFilters {
  return {
    ...rest,
    ...(q.trim() !== '' && { q: q.trim() }),
    ...(clientIdPattern.test(client_id) && { client_id }),
    ...(from !== undefined && isDay(from) && { from: startOf(from, 0) }),
    ...(to !== undefined && isDay(to) && { to: startOf(to, 1) }),
  };
}

const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text);

/** Days begin at midnight where the browser is; the last day counts whole. */
function startOf(day: string, daysLater: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + daysLater).toISOString();
}
