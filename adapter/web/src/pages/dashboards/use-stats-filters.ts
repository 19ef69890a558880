/** Period, product and channel of the dashboards. They stand in the address, so that a view can be sent to a colleague. */
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';

export const periods = ['7', '30', '90'] as const;

export interface StatsFilters {
  /** Days back from today, or null for a period of its own. */
  readonly days: string | null;
  /** Days, as pickers give them: "2026-11-25"; null while `days` counts. */
  readonly from: string | null;
  readonly to: string | null;
  readonly product: string | null;
  readonly channel: string | null;
  readonly tab: string;
}

export interface StatsFilterState {
  readonly filters: StatsFilters;
  readonly change: (changes: Partial<StatsFilters>) => void;
  /** For the API. */
  readonly query: string;
}

const names = ['days', 'from', 'to', 'product', 'channel', 'tab'] as const;

export function useStatsFilters(): StatsFilterState {
  const [search, setSearch] = useSearchParams();
  const from = search.get('from');
  const to = search.get('to');
  const hasOwnPeriod = from !== null && to !== null;
  const filters: StatsFilters = {
    days: hasOwnPeriod ? null : (search.get('days') ?? '30'),
    from: hasOwnPeriod ? from : null,
    to: hasOwnPeriod ? to : null,
    product: search.get('product'),
    channel: search.get('channel'),
    tab: search.get('tab') ?? 'overview',
  };
  const { days, product, channel } = filters;
  const query = useMemo(
    () => toQuery({ days, from: hasOwnPeriod ? from : null, to: hasOwnPeriod ? to : null, product, channel }),
    [days, from, to, hasOwnPeriod, product, channel],
  );
  const change = (changes: Partial<StatsFilters>) =>
    setSearch(
      (current) => {
        const next = new URLSearchParams(current);
        for (const name of names) {
          const value = changes[name];
          if (value === undefined) continue;
          if (value === null) next.delete(name);
          else next.set(name, value);
        }
        return next;
      },
      { replace: true },
    );
  return { filters, change, query };
}

function toQuery({ days, from, to, product, channel }: Omit<StatsFilters, 'tab'>): string {
  const query = new URLSearchParams({ zone: Intl.DateTimeFormat().resolvedOptions().timeZone });
  if (days !== null) query.set('from', startOfDay(new Date(), 1 - Number(days)));
  if (from !== null) query.set('from', startOfDay(parseDay(from), 0));
  // The last day counts whole.
  if (to !== null) query.set('to', startOfDay(parseDay(to), 1));
  if (product !== null) query.set('product', product);
  if (channel !== null) query.set('channel', channel);
  return query.toString();
}

function parseDay(day: string): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date);
}

function startOfDay(day: Date, daysLater: number): string {
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + daysLater).toISOString();
}
