/** What the rules of law said of texts, where they did not just pass. */
import { useTranslation } from 'react-i18next';
import { useStats } from '../../api/stats.ts';
import { formatCount } from '../../parts/format-number.ts';
import { countColumn } from './columns.tsx';
import { FigureCards } from './figure-cards.tsx';
import { Panel } from './panel.tsx';
import { StackedBars } from './stacked-bars.tsx';
import { StatsState } from './stats-state.tsx';

const outcomes = ['fixed', 'warned', 'blocked', 'refused'] as const;
const colors = { fixed: 'teal.6', warned: 'yellow.6', blocked: 'red.6', refused: 'orange.6' };
const barsMax = 12;
const barHeight = 34;

export function RulesTab({ query }: { query: string }) {
  const { t } = useTranslation();
  const stats = useStats('rules', query);
  return (
    <StatsState query={stats}>
      {({ rules, judged, asked }) => (
        <>
          <FigureCards
            figures={[
              { title: t('dashboards.rules.judged'), value: formatCount(judged) },
              ...(['fixed', 'blocked', 'refused'] as const).map((name) => ({
                title: t(`dashboards.rules.${name}`),
                value: formatCount(rules.reduce((sum, rule) => sum + rule[name], 0)),
              })),
            ]}
          />
          <Panel
            title={t('dashboards.rules.title')}
            hint={t('dashboards.rules.hint', { count: asked })}
            name="rules"
            rows={rules}
            keyOf={({ rule_id: rule }) => rule}
            empty={t('dashboards.rules.none')}
            columns={(of) => [
              of.text(t('dashboards.rules.rule'), ({ rule_id: rule }) => rule),
              ...outcomes.map((name) =>
                countColumn<(typeof rules)[number]>(t(`dashboards.rules.${name}`), (row) => row[name]),
              ),
              of.rate(t('dashboards.rules.share'), ({ share }) => share),
            ]}
            minWidth={900}
            chart={
              <StackedBars
                h={60 + barHeight * Math.min(rules.length, barsMax)}
                data={rules.slice(0, barsMax)}
                dataKey="rule_id"
                orientation="vertical"
                gridAxis="y"
                yAxisProps={{ width: 170 }}
                maxBarWidth={24}
                series={outcomes.map((name) => ({ name, color: colors[name], label: t(`dashboards.rules.${name}`) }))}
              />
            }
          />
        </>
      )}
    </StatsState>
  );
}
