/** How long answers take, against the two seconds that they may take. */
import { BarChart, LineChart } from '@mantine/charts';
import { useTranslation } from 'react-i18next';
import { type Rate, useStats } from '../../api/stats.ts';
import { formatCount, formatPercent } from '../../parts/format-number.ts';
import { BreakdownPanel } from './breakdown-panel.tsx';
import { type Column, countColumn, rateColumn, valueColumn } from './columns.tsx';
import { FigureCards } from './figure-cards.tsx';
import { formatDayShort, formatLongDay } from './format-days.ts';
import { Panel } from './panel.tsx';
import { StatsState } from './stats-state.tsx';

interface Percentiles {
  readonly texts: number;
  readonly p50_ms: number | null;
  readonly p95_ms: number | null;
  readonly p99_ms: number | null;
  readonly late: Rate;
}

const lines = [
  { name: 'p50_ms', color: 'teal.6' },
  { name: 'p95_ms', color: 'brand.6' },
  { name: 'p99_ms', color: 'orange.6' },
] as const;

export function LatencyTab({ query }: { query: string }) {
  const { t } = useTranslation();
  const latency = useStats('latency', query);
  const ms = useMilliseconds();
  const columns: Column<Percentiles>[] = [
    countColumn(t('dashboards.texts'), ({ texts }) => texts),
    ...lines.map(({ name }) => valueColumn<Percentiles>(t(`dashboards.latency.${name}`), (row) => row[name], ms)),
    rateColumn(t('dashboards.latency.late'), ({ late }) => late),
  ];
  return (
    <StatsState query={latency}>
      {({ total, days, sources, channels, histogram, limit_ms: limitMs, error_share: errorShare }) => (
        <>
          <LatencyFigures total={total} limitMs={limitMs} />
          <Panel
            title={t('dashboards.latency.title')}
            hint={t('dashboards.latency.hint', { error: formatPercent(errorShare) })}
            name="latency-days"
            rows={days}
            keyOf={({ day }) => day}
            columns={(of) => [
              of.text(
                t('dashboards.day'),
                ({ day }) => day,
                ({ day }) => formatLongDay(day),
              ),
              ...columns,
            ]}
            minWidth={920}
            chart={
              <LineChart
                h={300}
                data={days.map((day) => ({ ...day, name: formatDayShort(day.day) }))}
                dataKey="name"
                withLegend
                legendProps={{ verticalAlign: 'bottom' }}
                curveType="linear"
                lineProps={{ isAnimationActive: false }}
                valueFormatter={ms}
                yAxisProps={{ width: 80, domain: [0, (max: number) => Math.max(limitMs * 1.1, max)] }}
                referenceLines={[{ y: limitMs, color: 'red.7', label: ms(limitMs), labelPosition: 'insideTopRight' }]}
                series={lines.map(({ name, color }) => ({ name, color, label: t(`dashboards.latency.${name}`) }))}
              />
            }
          />
          <HistogramPanel bars={total.texts === 0 ? [] : histogram} limitMs={limitMs} />
          <Panel
            title={t('dashboards.latency.sources')}
            name="latency-sources"
            rows={sources}
            keyOf={({ source }) => source}
            columns={(of) => [
              of.text(
                t('dashboards.source'),
                ({ source }) => source,
                ({ source }) => t(`dashboards.sources.${source || 'none'}`),
              ),
              ...columns,
            ]}
            minWidth={920}
          />
          <BreakdownPanel
            by="channel"
            title={t('dashboards.latency.channels')}
            name="latency-channels"
            rows={channels}
            columns={columns}
            minWidth={920}
          />
        </>
      )}
    </StatsState>
  );
}

function useMilliseconds(): (value: number) => string {
  const { t } = useTranslation();
  return (value) => t('dashboards.latency.ms', { value: formatCount(Math.round(value)) });
}

function LatencyFigures({ total, limitMs }: { total: Percentiles; limitMs: number }) {
  const { t } = useTranslation();
  const ms = useMilliseconds();
  return (
    <FigureCards
      figures={[
        { title: t('dashboards.latency.p50_ms'), value: total.p50_ms === null ? '—' : ms(total.p50_ms) },
        { title: t('dashboards.latency.p95_ms'), value: total.p95_ms === null ? '—' : ms(total.p95_ms) },
        {
          title: t('dashboards.latency.p99_ms'),
          value: total.p99_ms === null ? '—' : ms(total.p99_ms),
          isBad: (total.p99_ms ?? 0) > limitMs,
        },
        {
          title: t('dashboards.latency.late'),
          value: formatCount(total.late.count),
          ...(total.late.rate !== null && { note: formatPercent(total.late.rate) }),
          isBad: total.late.count > 0,
        },
      ]}
    />
  );
}

interface HistogramPanelProps {
  readonly bars: readonly { readonly from_ms: number; readonly to_ms: number; readonly count: number }[];
  readonly limitMs: number;
}

function HistogramPanel({ bars, limitMs }: HistogramPanelProps) {
  const { t } = useTranslation();
  const ms = useMilliseconds();
  return (
    <Panel
      title={t('dashboards.latency.histogram')}
      name="latency-histogram"
      rows={bars}
      keyOf={({ from_ms: from }) => String(from)}
      columns={(of) => [
        of.text(
          t('dashboards.latency.time'),
          ({ from_ms: from, to_ms: to }) => `${from}–${to}`,
          ({ from_ms: from, to_ms: to }) => `${formatCount(from)} – ${ms(to)}`,
        ),
        of.count(t('dashboards.texts'), ({ count }) => count),
      ]}
      minWidth={260}
      chart={
        <BarChart
          h={240}
          data={bars.map(({ to_ms: to, count }) => ({ name: `≤ ${formatCount(to)}`, count, to }))}
          dataKey="name"
          valueFormatter={formatCount}
          barProps={{ isAnimationActive: false }}
          getBarColor={(_value, _series) => 'brand.6'}
          referenceLines={[{ x: `≤ ${formatCount(limitMs)}`, color: 'red.7' }]}
          xAxisLabel={t('dashboards.latency.axis')}
          series={[{ name: 'count', color: 'brand.6', label: t('dashboards.texts') }]}
        />
      }
    />
  );
}
