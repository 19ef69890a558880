/** What is being worked on now, and what worked when: model, copybook, rule set. */
import { Progress, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQueueStats, useStats, type VersionStats } from '../../api/stats.ts';
import { formatCount } from '../../parts/format-number.ts';
import { formatTime } from '../../parts/format-time.ts';
import { CountsPanel } from './counts-panel.tsx';
import { FigureCards } from './figure-cards.tsx';
import { formatDayShort } from './format-days.ts';
import { Panel } from './panel.tsx';
import { StackedBars } from './stacked-bars.tsx';
import { StatsState } from './stats-state.tsx';

const partOrder = ['model', 'copybook', 'rule_set', 'prompt', 'server'];
const colors = ['brand.6', 'teal.6', 'orange.6', 'grape.6', 'cyan.6', 'lime.7', 'pink.6', 'gray.6'];

export function WorkTab({ query }: { query: string }) {
  return (
    <Stack>
      <QueuePanel />
      <VersionPanels query={query} />
    </Stack>
  );
}

function QueuePanel() {
  const { t } = useTranslation();
  const queue = useQueueStats();
  return (
    <StatsState query={queue}>
      {({ engine, slots, model, rule_set: ruleSet, copybook, campaigns, at_work: atWork }) => (
        <>
          <FigureCards
            figures={[
              {
                title: t('dashboards.queue.engine'),
                value: t(`dashboards.queue.engines.${engine}`),
                note: model,
                isBad: engine === 'away' || engine === 'down',
              },
              { title: t('dashboards.queue.slots'), value: slots === null ? '—' : formatCount(slots) },
              { title: t('dashboards.parts.rule_set'), value: ruleSet || '—' },
              { title: t('dashboards.parts.copybook'), value: copybook.slice(0, 12) || '—' },
            ]}
          />
          <Panel
            title={t('dashboards.queue.title')}
            hint={t('dashboards.queue.hint')}
            name="queue"
            rows={atWork}
            keyOf={({ campaign_id: id }) => id}
            empty={t('dashboards.queue.idle')}
            columns={(of) => [
              of.text(
                t('dashboards.uplift.campaign'),
                ({ name }) => name,
                ({ name, campaign_id: id }) => <Link to={`/campaigns/${id}`}>{name}</Link>,
              ),
              of.text(
                t('dashboards.queue.state'),
                ({ state }) => state,
                ({ state }) => t(`dashboards.queue.states.${state}`),
              ),
              of.count(t('dashboards.queue.clients'), ({ clients }) => clients),
              of.count(t('dashboards.queue.answered'), ({ answered }) => answered),
              of.count(t('dashboards.queue.lastHour'), ({ last_hour: lastHour }) => lastHour),
              {
                title: t('dashboards.queue.progress'),
                isText: true,
                show: ({ clients, answered, name }) => (
                  <Progress
                    w={140}
                    value={clients === 0 ? 0 : (answered / clients) * 100}
                    aria-label={t('dashboards.queue.progressOf', { name })}
                  />
                ),
                values: [],
              },
            ]}
            minWidth={760}
          />
          <CountsPanel
            title={t('dashboards.queue.byState')}
            name="campaign-states"
            rows={campaigns}
            keyOf={({ state }) => state}
            empty={t('dashboards.queue.noCampaigns')}
            nameTitle={t('dashboards.queue.state')}
            nameOf={(state) => t(`dashboards.queue.states.${state}`)}
            countTitle={t('pages.campaigns')}
          />
        </>
      )}
    </StatsState>
  );
}

function VersionPanels({ query }: { query: string }) {
  const { t } = useTranslation();
  const versions = useStats('versions', query);
  return (
    <StatsState query={versions}>
      {({ parts }) => (
        <>
          {parts
            .toSorted((one, other) => partOrder.indexOf(one.part) - partOrder.indexOf(other.part))
            .map(({ part, versions: list }) => (
              <Panel
                key={part}
                title={t(`dashboards.parts.${part}`)}
                name={`versions-${part}`}
                rows={list}
                keyOf={({ version }) => version}
                columns={(of) => [
                  of.text(t('dashboards.versions.version'), ({ version }) => version),
                  of.count(t('dashboards.texts'), ({ texts }) => texts),
                  of.text(
                    t('dashboards.versions.first'),
                    (row) => row.first_at,
                    (row) => formatTime(row.first_at),
                  ),
                  of.text(
                    t('dashboards.versions.last'),
                    (row) => row.last_at,
                    (row) => formatTime(row.last_at),
                  ),
                ]}
                minWidth={620}
                chart={list.length > 1 ? <VersionChart versions={list} /> : null}
              />
            ))}
        </>
      )}
    </StatsState>
  );
}

function VersionChart({ versions }: { versions: VersionStats['parts'][number]['versions'] }) {
  const shown = versions.slice(0, colors.length);
  const days = [...new Set(shown.flatMap((version) => version.days.map(({ day }) => day)))].sort();
  const data = days.map((day) => ({
    name: formatDayShort(day),
    // Names of versions have dots, which charts take for paths.
    ...Object.fromEntries(
      shown.map((version, index) => [`v${index}`, version.days.find((one) => one.day === day)?.count ?? 0]),
    ),
  }));
  return (
    <StackedBars
      h={220}
      data={data}
      series={shown.map(({ version }, index) => ({ name: `v${index}`, label: version, color: colors[index]! }))}
    />
  );
}
