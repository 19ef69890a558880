/** Columns of the tables: what is shown, and what goes into the file. A rate goes with its interval. */
import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Rate } from '../../api/stats.ts';
import { formatCount, formatPercent } from '../../parts/format-number.ts';
import { IntervalBar } from './interval-bar.tsx';

export type Value = string | number | null;

export interface Column<Row> {
  readonly title: string;
  readonly isText: boolean;
  readonly show: (row: Row) => ReactNode;
  /** Columns of the file. */
  readonly values: readonly { readonly title: string; readonly of: (row: Row) => Value }[];
}

export function textColumn<Row>(
  title: string,
  of: (row: Row) => string,
  show: (row: Row) => ReactNode = of,
): Column<Row> {
  return { title, isText: true, show, values: [{ title, of }] };
}

export function countColumn<Row>(title: string, of: (row: Row) => number): Column<Row> {
  return { title, isText: false, show: (row) => formatCount(of(row)), values: [{ title, of }] };
}

export function valueColumn<Row>(
  title: string,
  of: (row: Row) => number | null,
  format: (value: number) => string,
): Column<Row> {
  const show = (row: Row) => {
    const value = of(row);
    return value === null ? '—' : format(value);
  };
  return { title, isText: false, show, values: [{ title, of }] };
}

export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** @param estimate stands in place of the plain rate, where there is one */
export function rateColumn<Row>(
  title: string,
  of: (row: Row) => Rate,
  estimate?: (row: Row) => Interval | null,
): Column<Row> {
  const interval = (row: Row): Interval | null => {
    const { rate, low, high } = of(row);
    return rate === null ? null : (estimate?.(row) ?? { mean: rate, low, high });
  };
  return {
    title,
    isText: false,
    show: (row) => <RateCell interval={interval(row)} of={of(row).of} />,
    values: [
      { title, of: (row) => interval(row)?.mean ?? null },
      { title: `${title}, 2.5 %`, of: (row) => interval(row)?.low ?? null },
      { title: `${title}, 97.5 %`, of: (row) => interval(row)?.high ?? null },
      { title: `${title}, n`, of: (row) => of(row).of },
    ],
  };
}

/** Makers of columns for rows of one type, so that the type need not be named. */
export interface ColumnKit<Row> {
  readonly text: typeof textColumn<Row>;
  readonly count: typeof countColumn<Row>;
  readonly value: typeof valueColumn<Row>;
  readonly rate: typeof rateColumn<Row>;
}

export function columnKit<Row>(): ColumnKit<Row> {
  return { text: textColumn, count: countColumn, value: valueColumn, rate: rateColumn };
}

function RateCell({ interval, of }: { interval: Interval | null; of: number }) {
  if (interval === null) return '—';
  const { mean, low, high } = interval;
  return (
    <Group gap={8} wrap="nowrap" justify="flex-end">
      <IntervalBar {...interval} />
      <Text span inherit fw={600} w={58} ta="right">
        {formatPercent(mean)}
      </Text>
      <Text span size="xs" c="dimmed" w={148} ta="left">
        {formatPercent(low)} – {formatPercent(high)}, n={formatCount(of)}
      </Text>
    </Group>
  );
}
