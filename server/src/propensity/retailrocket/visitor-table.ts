/**
 * A row a visitor. The reference table has what the published protocol has: items viewed, views (and the count of
 * purchases, which is the label by another name and is left out). The leak-free table takes only events from before the
 * visitor's first purchase; buyers of whom nothing was seen before are left out, because there was nothing to foretell from.
 *
 * Events are put in order of visitor by counting, then each visitor's few are looked at together.
 */
import type { Column, LabelledTable } from '../table.ts';
import { type EventLog, eventKinds } from './event-log.ts';

const [view, cart, purchase] = eventKinds.map((_, index) => index) as [number, number, number];
/** A pause after which a visit is another one. */
const sessionMs = 30 * 60_000;
const hourMs = 3_600_000;

export interface VisitorTable {
  readonly table: LabelledTable;
  readonly buyersCount: number;
  /** Buyers whose first event is the purchase; in the reference table none are left out. */
  readonly leftOutCount: number;
}

const referenceColumns = ['items_viewed', 'views'] as const;
const leakFreeColumns = [
  ...referenceColumns,
  'carts',
  'sessions',
  'hours_seen',
  'views_of_one_item',
  'minutes_a_view',
  'hour_of_last',
] as const;

export function buildVisitorTable(log: EventLog, version: 'reference' | 'leak-free'): VisitorTable {
  const names: readonly string[] = version === 'reference' ? referenceColumns : leakFreeColumns;
  const { order, starts } = orderByVisitor(log);
  const columns = names.map(() => new Float64Array(log.visitorsCount));
  const labels = new Uint8Array(log.visitorsCount);
  let rowsCount = 0;
  let buyersCount = 0;
  let leftOutCount = 0;
  for (let visitor = 0; visitor < log.visitorsCount; visitor++) {
    const events = order.subarray(starts[visitor], starts[visitor + 1]);
    if (events.length > 1) events.sort(byTime(log));
    const first = events.findIndex((event) => log.kinds[event] === purchase);
    if (first >= 0) buyersCount++;
    // Events of the same moment as the purchase are not before it.
    const seen = version === 'reference' || first < 0 ? events : before(log, events, first);
    if (seen.length === 0) {
      leftOutCount++;
      continue;
    }
    const values = describeVisitor(log, seen, version === 'leak-free');
    for (const [index, column] of columns.entries()) column[rowsCount] = values[index]!;
    labels[rowsCount] = first >= 0 ? 1 : 0;
    rowsCount++;
  }
  return {
    table: {
      rowsCount,
      columns: names.map(
        (name, index): Column => ({ kind: 'numeric', name, values: columns[index]!.subarray(0, rowsCount) }),
      ),
      labels: labels.subarray(0, rowsCount),
    },
    buyersCount,
    leftOutCount,
  };
}

const byTime =
  ({ timestamps }: EventLog) =>
  (left: number, right: number): number =>
    timestamps[left]! - timestamps[right]!;

function before(log: EventLog, events: Int32Array, first: number): Int32Array {
  const momentMs = log.timestamps[events[first]!]!;
  return events.filter((event) => log.timestamps[event]! < momentMs);
}

function orderByVisitor({ visitors, visitorsCount, length }: EventLog) {
  const starts = new Int32Array(visitorsCount + 1);
  for (let event = 0; event < length; event++) starts[visitors[event]! + 1]!++;
  for (let visitor = 0; visitor < visitorsCount; visitor++) starts[visitor + 1]! += starts[visitor]!;
  const next = starts.slice();
  const order = new Int32Array(length);
  for (let event = 0; event < length; event++) order[next[visitors[event]!]!++] = event;
  return { order, starts };
}

function describeVisitor(log: EventLog, events: Int32Array, isWhole: boolean): number[] {
  const viewed = new Map<number, number>();
  let views = 0;
  for (const event of events) {
    if (log.kinds[event] !== view) continue;
    views++;
    viewed.set(log.items[event]!, (viewed.get(log.items[event]!) ?? 0) + 1);
  }
  if (!isWhole) return [viewed.size, views];
  let carts = 0;
  let sessions = 1;
  for (let index = 0; index < events.length; index++) {
    if (log.kinds[events[index]!] === cart) carts++;
    const pauseMs = index === 0 ? 0 : log.timestamps[events[index]!]! - log.timestamps[events[index - 1]!]!;
    if (pauseMs > sessionMs) sessions++;
  }
  const firstMs = log.timestamps[events[0]!]!;
  const lastMs = log.timestamps[events.at(-1)!]!;
  const hours = (lastMs - firstMs) / hourMs;
  const hourOfLast = new Date(lastMs).getUTCHours();
  const most = Math.max(0, ...viewed.values());
  return [viewed.size, views, carts, sessions, hours, most, (hours * 60) / Math.max(1, events.length), hourOfLast];
}
