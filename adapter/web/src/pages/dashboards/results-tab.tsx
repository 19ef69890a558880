/** What became of texts: the way from delivered to accepted, threads and their sentences, campaigns against control. */
import { BarChart } from '@mantine/charts';
import { Alert, Button, Stack } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useSession } from '../../api/session.ts';
import { type OutcomeStats, useStats } from '../../api/stats.ts';
import { formatCount, formatPercent } from '../../parts/format-number.ts';
import { BreakdownPanel } from './breakdown-panel.tsx';
import { type Column, countColumn, rateColumn } from './columns.tsx';
import { CountsPanel } from './counts-panel.tsx';
import { FigureCards } from './figure-cards.tsx';
import { Panel } from './panel.tsx';
import { StatsState } from './stats-state.tsx';
import { ThreadDrawer } from './thread-drawer.tsx';
import { UpliftPanel } from './uplift-panel.tsx';

const events = ['delivered', 'opened', 'clicked', 'accepted', 'rejected', 'complained', 'unsubscribed'] as const;

type Funnel = OutcomeStats['total'];

export function ResultsTab({ query }: { query: string }) {
  const { t } = useTranslation();
  const outcomes = useStats('outcomes', query);
  const role = useSession().data?.role;
  const mayLoad = role === 'administrator' || role === 'manager';
  const columns = columnsOf(t);
  return (
    <Stack>
      <StatsState query={outcomes}>
        {({ total, days, products, channels }) => (
          <>
            <FigureCards figures={figuresOf(total, t)} />
            {total.delivered === 0 && (
              <Alert>
                {t(mayLoad ? 'dashboards.outcomes.none' : 'dashboards.outcomes.noneYet')}{' '}
                {mayLoad && <Link to="/outcomes">{t('pages.outcomes')}</Link>}
              </Alert>
            )}
            <CountsPanel
              title={t('dashboards.outcomes.funnel')}
              hint={t('dashboards.outcomes.funnelHint')}
              name="outcomes"
              rows={total.delivered === 0 ? [] : [...events.map((event) => ({ event, count: total[event] }))]}
              keyOf={({ event }) => event}
              nameTitle={t('dashboards.outcomes.event')}
              nameOf={(event) => t(`outcomes.events.${event}`)}
              countTitle={t('dashboards.texts')}
              chart={
                <BarChart
                  h={260}
                  data={events.map((event) => ({ name: t(`outcomes.events.${event}`), count: total[event] }))}
                  dataKey="name"
                  orientation="vertical"
                  gridAxis="y"
                  valueFormatter={formatCount}
                  yAxisProps={{ width: 120 }}
                  barProps={{ isAnimationActive: false }}
                  maxBarWidth={22}
                  series={[{ name: 'count', color: 'brand.6', label: t('dashboards.texts') }]}
                />
              }
            />
            <BreakdownPanel
              by="product"
              title={t('dashboards.outcomes.products')}
              name="outcome-products"
              rows={products}
              columns={columns}
              minWidth={1040}
            />
            <BreakdownPanel
              by="channel"
              title={t('dashboards.outcomes.channels')}
              name="outcome-channels"
              rows={channels}
              columns={columns}
              minWidth={1040}
            />
            <BreakdownPanel
              by="day"
              title={t('dashboards.outcomes.days')}
              name="outcome-days"
              rows={days}
              columns={columns}
              minWidth={1040}
            />
          </>
        )}
      </StatsState>
      <UpliftPanel query={query} />
      <ThreadsPanel query={query} />
    </Stack>
  );
}

function figuresOf(total: Funnel, t: TFunction) {
  const { rate, low, high } = total.acceptance;
  return [
    { title: t('dashboards.outcomes.texts'), value: formatCount(total.texts) },
    { title: t('outcomes.events.delivered'), value: formatCount(total.delivered) },
    {
      title: t('dashboards.outcomes.acceptance'),
      value: rate === null ? '—' : formatPercent(rate),
      ...(rate !== null && { note: `${formatPercent(low)} – ${formatPercent(high)}` }),
    },
    {
      title: t('dashboards.outcomes.stopped'),
      value: formatCount(total.complained + total.unsubscribed),
      isBad: total.complained + total.unsubscribed > 0,
    },
  ];
}

function columnsOf(t: TFunction): Column<Funnel>[] {
  return [
    countColumn(t('dashboards.texts'), ({ texts }) => texts),
    ...events.map((event) => countColumn<Funnel>(t(`outcomes.events.${event}`), (row) => row[event])),
    rateColumn(t('dashboards.outcomes.acceptance'), ({ acceptance }) => acceptance),
  ];
}

function ThreadsPanel({ query }: { query: string }) {
  const { t } = useTranslation();
  const threads = useStats('threads', query);
  const [opened, setOpened] = useState<string | null>(null);
  return (
    <StatsState query={threads}>
      {({ threads: rows, threads_count: count }) => (
        <>
          <Panel
            title={t('dashboards.threads.title')}
            hint={`${t('dashboards.threads.hint')} ${t('dashboards.threads.shown', { shown: formatCount(rows.length), all: formatCount(count) })}`}
            name="threads"
            rows={rows}
            keyOf={({ thread_id: id }) => id}
            columns={(of) => [
              of.text(t('dashboards.threads.thread'), ({ thread_id: id }) => id),
              of.count(t('dashboards.texts'), ({ texts }) => texts),
              of.rate(
                t('dashboards.labels.good'),
                ({ good }) => good,
                (row) => row.good_estimate,
              ),
              of.rate(
                t('dashboards.outcomes.acceptance'),
                ({ accepted }) => accepted,
                (row) => row.accepted_estimate,
              ),
              of.count(t('dashboards.outcomes.stopped'), ({ stopped }) => stopped),
            ]}
            action={({ thread_id: id }) => (
              <Button
                size="compact-xs"
                variant="default"
                aria-label={t('dashboards.threads.openSentences', { thread: id })}
                onClick={() => setOpened(id)}
              >
                {t('dashboards.threads.sentences')}
              </Button>
            )}
            minWidth={960}
          />
          <ThreadDrawer threadId={opened} query={query} onClose={() => setOpened(null)} />
        </>
      )}
    </StatsState>
  );
}
