/** The numbers of the service by tabs; one period, product and channel for all. */
import { Stack, Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PageTitle } from '../../parts/page-title.tsx';
import { LatencyTab } from './latency-tab.tsx';
import { OverviewTab } from './overview-tab.tsx';
import { QualityTab } from './quality-tab.tsx';
import { ResultsTab } from './results-tab.tsx';
import { RulesTab } from './rules-tab.tsx';
import { StatsFilterBar } from './stats-filter-bar.tsx';
import { useStatsFilters } from './use-stats-filters.ts';
import { WorkTab } from './work-tab.tsx';

const tabs = [
  ['overview', OverviewTab],
  ['latency', LatencyTab],
  ['quality', QualityTab],
  ['rules', RulesTab],
  ['results', ResultsTab],
  ['work', WorkTab],
] as const;

export default function DashboardsPage() {
  const { t } = useTranslation();
  const state = useStatsFilters();
  const { filters, change, query } = state;
  const current = tabs.some(([name]) => name === filters.tab) ? filters.tab : 'overview';
  return (
    <>
      <PageTitle title={t('pages.dashboards')} hint={t('dashboards.hint')} />
      <Stack>
        <StatsFilterBar {...state} />
        <Tabs value={current} onChange={(tab) => tab !== null && change({ tab })} keepMounted={false}>
          <Tabs.List>
            {tabs.map(([name]) => (
              <Tabs.Tab key={name} value={name}>
                {t(`dashboards.tabs.${name}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {tabs.map(([name, Tab]) => (
            <Tabs.Panel key={name} value={name} pt="md">
              {current === name && <Tab query={query} />}
            </Tabs.Panel>
          ))}
        </Tabs>
      </Stack>
    </>
  );
}
