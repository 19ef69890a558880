/** What people say of texts, and whether the confidence says the same. */
import { Alert, Stack } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type Rate, useStats } from '../../api/stats.ts';
import { formatCount, formatPercent } from '../../parts/format-number.ts';
import { BreakdownPanel } from './breakdown-panel.tsx';
import { CalibrationPanel } from './calibration-panel.tsx';
import { type Column, countColumn, rateColumn } from './columns.tsx';
import { CountsPanel } from './counts-panel.tsx';
import { FigureCards } from './figure-cards.tsx';
import { StatsState } from './stats-state.tsx';

interface Labelled {
  readonly labelled: number;
  readonly good: Rate;
  readonly disputed: number;
}

export function QualityTab({ query }: { query: string }) {
  const { t } = useTranslation();
  const labels = useStats('labels', query);
  return (
    <Stack>
      <StatsState query={labels}>
        {(data) => (
          <>
            <FigureCards
              figures={[
                { title: t('dashboards.labels.labelled'), value: formatCount(data.total.labelled) },
                {
                  title: t('dashboards.labels.good'),
                  value: data.total.good.rate === null ? '—' : formatPercent(data.total.good.rate),
                  ...(data.total.good.rate !== null && {
                    note: `${formatPercent(data.total.good.low)} – ${formatPercent(data.total.good.high)}`,
                  }),
                },
                { title: t('dashboards.labels.wrong'), value: formatCount(data.total.good.of - data.total.good.count) },
                { title: t('dashboards.labels.disputed'), value: formatCount(data.total.disputed) },
              ]}
            />
            {data.total.labelled === 0 ? (
              <Alert>
                {t('dashboards.labels.none')} <Link to="/history">{t('pages.history')}</Link>
              </Alert>
            ) : (
              <LabelPanels {...data} />
            )}
          </>
        )}
      </StatsState>
      <CalibrationPanel query={query} />
    </Stack>
  );
}

interface LabelPanelsProps {
  readonly reasons: readonly { readonly reason: string; readonly count: number }[];
  readonly products: readonly (Labelled & { readonly product: string })[];
  readonly channels: readonly (Labelled & { readonly channel: string })[];
  readonly signals: readonly (Labelled & { readonly signal: string })[];
  readonly concerns: readonly (Labelled & { readonly concern: string })[];
  readonly sources: readonly (Labelled & { readonly source: string })[];
}

function LabelPanels({ reasons, products, channels, signals, concerns, sources }: LabelPanelsProps) {
  const { t } = useTranslation();
  const labelled = { columns: columnsOf(t), minWidth: 700 };
  return (
    <>
      <CountsPanel
        title={t('dashboards.labels.reasons')}
        name="label-reasons"
        rows={reasons}
        keyOf={({ reason }) => reason}
        empty={t('dashboards.labels.noReasons')}
        nameTitle={t('dashboards.labels.reason')}
        nameOf={(reason) => t(`dashboards.labelReasons.${reason}`)}
        countTitle={t('dashboards.texts')}
      />
      <BreakdownPanel
        by="source"
        title={t('dashboards.labels.sources')}
        name="label-sources"
        rows={sources}
        {...labelled}
      />
      <BreakdownPanel
        by="product"
        title={t('dashboards.labels.products')}
        hint={t('dashboards.labels.hint')}
        name="label-products"
        rows={products}
        {...labelled}
      />
      <BreakdownPanel
        by="channel"
        title={t('dashboards.labels.channels')}
        name="label-channels"
        rows={channels}
        {...labelled}
      />
      <BreakdownPanel
        by="signal"
        title={t('dashboards.labels.signals')}
        hint={t('dashboards.labels.signalsHint')}
        name="label-signals"
        rows={signals}
        empty={t('dashboards.labels.noSignals')}
        {...labelled}
      />
      <BreakdownPanel
        by="concern"
        title={t('dashboards.labels.concerns')}
        name="label-concerns"
        rows={concerns}
        {...labelled}
      />
    </>
  );
}

function columnsOf(t: TFunction): Column<Labelled>[] {
  return [
    countColumn(t('dashboards.labels.labelled'), ({ labelled }) => labelled),
    countColumn(t('dashboards.labels.disputed'), ({ disputed }) => disputed),
    rateColumn(t('dashboards.labels.good'), ({ good }) => good),
  ];
}
