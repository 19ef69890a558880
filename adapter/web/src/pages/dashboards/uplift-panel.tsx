/** Campaigns against their control groups: what the texts themselves brought. */
import { Alert, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type UpliftStats, useStats } from '../../api/stats.ts';
import { formatPercent } from '../../parts/format-number.ts';
import { formatDay } from '../../parts/format-time.ts';
import { type Column, rateColumn, textColumn } from './columns.tsx';
import { formatPoints } from './format-points.ts';
import { Panel } from './panel.tsx';
import { StatsState } from './stats-state.tsx';

type Campaign = UpliftStats['campaigns'][number];

export function UpliftPanel({ query }: { query: string }) {
  const { t } = useTranslation();
  const uplift = useStats('uplift', query);
  const points = (difference: number) => formatPoints(difference, t('dashboards.uplift.points'));
  const columns: Column<Campaign>[] = [
    textColumn(
      t('dashboards.uplift.campaign'),
      ({ name }) => name,
      ({ name, campaign_id: id, created_at: createdAt }) => (
        <>
          <Link to={`/campaigns/${id}`}>{name}</Link>
          <Text size="xs" c="dimmed">
            {formatDay(createdAt)}
          </Text>
        </>
      ),
    ),
    rateColumn(t('dashboards.uplift.treated'), ({ treated }) => treated),
    rateColumn(t('dashboards.uplift.control'), ({ control }) => control),
    {
      title: t('dashboards.uplift.difference'),
      isText: false,
      show: ({ uplift: difference }) =>
        difference === null
          ? '—'
          : `${points(difference.value)} (${points(difference.low)} … ${points(difference.high)})`,
      values: [
        { title: t('dashboards.uplift.difference'), of: (row) => row.uplift?.value ?? null },
        { title: `${t('dashboards.uplift.difference')}, 2.5 %`, of: (row) => row.uplift?.low ?? null },
        { title: `${t('dashboards.uplift.difference')}, 97.5 %`, of: (row) => row.uplift?.high ?? null },
      ],
    },
    {
      title: t('dashboards.uplift.arms'),
      isText: true,
      show: ({ arms }) =>
        arms.map(({ arm, accepted }) => (
          <Text size="xs" key={arm}>
            {arm}: {accepted.rate === null ? '—' : formatPercent(accepted.rate)} ({formatPercent(accepted.low)} –{' '}
            {formatPercent(accepted.high)})
          </Text>
        )),
      values: [
        {
          title: t('dashboards.uplift.arms'),
          of: ({ arms }) => arms.map(({ arm, accepted }) => `${arm}: ${accepted.count}/${accepted.of}`).join('; '),
        },
      ],
    },
  ];
  return (
    <StatsState query={uplift}>
      {({ campaigns, overall }) => (
        <>
          {overall !== null && campaigns.length > 1 && (
            <Alert color={overall.low > 0 ? 'teal' : 'gray'}>
              {t(overall.low > 0 ? 'dashboards.uplift.overallSure' : 'dashboards.uplift.overall', {
                value: points(overall.value),
                low: points(overall.low),
                high: points(overall.high),
              })}
            </Alert>
          )}
          <Panel
            title={t('dashboards.uplift.title')}
            hint={t('dashboards.uplift.hint')}
            name="uplift"
            rows={campaigns}
            keyOf={({ campaign_id: id }) => id}
            empty={t('dashboards.uplift.none')}
            columns={() => columns}
            minWidth={1240}
          />
        </>
      )}
    </StatsState>
  );
}
