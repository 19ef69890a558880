/** Volumes by day, who wrote, why rules wrote, and where it was asked for. */
import { SimpleGrid, Stack } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useStats } from '../../api/stats.ts';
import { formatCount, formatPercent } from '../../parts/format-number.ts';
import { BreakdownPanel } from './breakdown-panel.tsx';
import { type Column, countColumn } from './columns.tsx';
import { CountsPanel } from './counts-panel.tsx';
import { FigureCards } from './figure-cards.tsx';
import { fillDays, formatDayShort, formatLongDay } from './format-days.ts';
import { Panel } from './panel.tsx';
import { StackedBars } from './stacked-bars.tsx';
import { StatsState } from './stats-state.tsx';

const kinds = ['model', 'rules', 'refused', 'errors', 'unanswered'] as const;
const colors = { model: 'brand.6', rules: 'teal.6', refused: 'orange.6', errors: 'red.6', unanswered: 'gray.5' };

const emptyDay = { asked: 0, model: 0, rules: 0, not_sendable: 0, refused: 0, errors: 0, unanswered: 0 };

type Volume = Record<(typeof kinds)[number] | 'asked' | 'not_sendable', number>;

export function OverviewTab({ query }: { query: string }) {
  const { t } = useTranslation();
  const volumes = useStats('volumes', query);
  return (
    <StatsState query={volumes}>
      {({ total, days, products, channels, reasons, error_kinds: errorKinds }) => (
        <>
          <FigureCards figures={figuresOf(total, t)} />
          <Panel
            title={t('dashboards.volumes.title')}
            hint={t('dashboards.volumes.hint')}
            name="volumes"
            rows={days}
            keyOf={({ day }) => day}
            columns={(of) => [
              of.text(
                t('dashboards.day'),
                ({ day }) => day,
                ({ day }) => formatLongDay(day),
              ),
              ...columnsOf(t),
            ]}
            minWidth={680}
            chart={
              <VolumeChart rows={fillDays(days, emptyDay).map((day) => ({ ...day, name: formatDayShort(day.day) }))} />
            }
          />
          <SimpleGrid cols={{ base: 1, lg: 2 }}>
            <CountsPanel
              title={t('dashboards.volumes.reasons')}
              hint={t('dashboards.volumes.reasonsHint')}
              name="reasons"
              rows={reasons}
              keyOf={({ reason }) => reason}
              empty={t('dashboards.volumes.noReasons')}
              nameTitle={t('dashboards.volumes.reason')}
              nameOf={(reason) => t(`dashboards.reasons.${reason}`, { defaultValue: reason })}
              countTitle={t('dashboards.texts')}
            />
            <CountsPanel
              title={t('dashboards.volumes.errors')}
              name="errors"
              rows={errorKinds}
              keyOf={({ kind }) => kind}
              empty={t('dashboards.volumes.noErrors')}
              nameTitle={t('dashboards.volumes.kind')}
              nameOf={(kind) => t(`dashboards.errorKinds.${kind}`, { defaultValue: kind })}
              countTitle={t('dashboards.clients')}
            />
          </SimpleGrid>
          <BreakdownPanel
            by="product"
            title={t('dashboards.volumes.products')}
            name="products"
            rows={products}
            columns={columnsOf(t)}
            minWidth={760}
          />
          <BreakdownPanel
            by="channel"
            title={t('dashboards.volumes.channels')}
            name="channels"
            rows={channels}
            columns={columnsOf(t)}
            minWidth={760}
          />
        </>
      )}
    </StatsState>
  );
}

function VolumeChart({ rows }: { rows: (Volume & { readonly name: string })[] }) {
  const { t } = useTranslation();
  return (
    <Stack gap={0}>
      <StackedBars
        h={300}
        data={rows}
        series={kinds.map((name) => ({ name, color: colors[name], label: t(`dashboards.volumes.${name}`) }))}
      />
    </Stack>
  );
}

function figuresOf(total: Volume, t: TFunction) {
  const written = total.model + total.rules;
  return [
    { title: t('dashboards.volumes.asked'), value: formatCount(total.asked) },
    {
      title: t('dashboards.volumes.model'),
      value: formatCount(total.model),
      ...(written > 0 && { note: t('dashboards.volumes.ofTexts', { share: formatPercent(total.model / written) }) }),
    },
    { title: t('dashboards.volumes.refused'), value: formatCount(total.refused) },
    {
      title: t('dashboards.volumes.lost'),
      value: formatCount(total.errors + total.unanswered),
      note: t('dashboards.volumes.lostNote'),
      isBad: total.errors + total.unanswered > 0,
    },
  ];
}

function columnsOf(t: TFunction): Column<Volume>[] {
  return (['asked', 'model', 'rules', 'not_sendable', 'refused', 'errors', 'unanswered'] as const).map((name) =>
    countColumn(t(`dashboards.volumes.${name}`), (row) => row[name]),
  );
}
