/**
 * Confidence beside what people say: a point for each tenth of the confidence, with its interval; on the diagonal the
 * confidence would be a probability. Drawn here, because charts of the library have no intervals in both a line and dots.
 */
import { Alert, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type CalibrationStats, useStats } from '../../api/stats.ts';
import { CalibrationAxes } from '../../parts/calibration-axes.tsx';
import { formatCount, formatPercent } from '../../parts/format-number.ts';
import { Panel } from './panel.tsx';
import { StatsState } from './stats-state.tsx';

type Source = CalibrationStats['sources'][number];

export function CalibrationPanel({ query }: { query: string }) {
  const { t } = useTranslation();
  const calibration = useStats('calibration', query);
  return (
    <StatsState query={calibration}>
      {({ sources, needed }) => (
        <>
          <SimpleGrid cols={{ base: 1, lg: 2 }}>
            {sources.map((source) => (
              <SourcePanel key={source.source} source={source} needed={needed} />
            ))}
          </SimpleGrid>
          {sources.length === 0 && (
            <Panel
              title={t('dashboards.calibration.title')}
              name="calibration"
              rows={[]}
              columns={() => []}
              keyOf={String}
              empty={t('dashboards.calibration.none', { count: needed })}
            />
          )}
        </>
      )}
    </StatsState>
  );
}

function SourcePanel({ source, needed }: { source: Source; needed: number }) {
  const { t } = useTranslation();
  const { bins, labelled, calibrated, error, order } = source;
  const isEnough = labelled >= needed;
  return (
    <Panel
      title={t('dashboards.calibration.titleOf', { source: t(`dashboards.sources.${source.source}`) })}
      hint={t(calibrated > 0 ? 'dashboards.calibration.hintCalibrated' : 'dashboards.calibration.hint')}
      name={`calibration-${source.source}`}
      rows={bins}
      keyOf={({ from }) => String(from)}
      columns={(of) => [
        of.text(
          t('dashboards.calibration.bin'),
          ({ from, to }) => `${from}–${to}`,
          ({ from, to }) => `${formatPercent(from)} – ${formatPercent(to)}`,
        ),
        of.value(t('dashboards.calibration.mean'), ({ confidence }) => confidence, formatPercent),
        of.count(t('dashboards.texts'), ({ good }) => good.of),
        of.rate(t('dashboards.labels.good'), ({ good }) => good),
      ]}
      minWidth={640}
      chart={
        <Stack gap="sm">
          {!isEnough && (
            <Alert color="yellow">
              {t('dashboards.calibration.few', { have: formatCount(labelled), needed: formatCount(needed) })}
            </Alert>
          )}
          <CalibrationPlot bins={bins} />
          <Group gap="xl">
            {error !== null && (
              <Text size="sm">{t('dashboards.calibration.error', { value: formatPercent(error) })}</Text>
            )}
            {order !== null && (
              <Text size="sm">{t('dashboards.calibration.order', { value: formatPercent(order) })}</Text>
            )}
          </Group>
        </Stack>
      }
    />
  );
}

function CalibrationPlot({ bins }: { bins: Source['bins'] }) {
  const { t } = useTranslation();
  return (
    <CalibrationAxes
      label={t('dashboards.calibration.plot')}
      titleX={t('dashboards.calibration.axisX')}
      titleY={t('dashboards.calibration.axisY')}
    >
      {(at) =>
        bins.map(({ from, confidence, good }) =>
          good.rate === null ? null : (
            <g key={from} stroke="var(--mantine-primary-color-filled)" fill="var(--mantine-primary-color-filled)">
              <line
                x1={at.x(confidence)}
                x2={at.x(confidence)}
                y1={at.y(good.low)}
                y2={at.y(good.high)}
                strokeWidth={2}
              />
              <circle
                cx={at.x(confidence)}
                cy={at.y(good.rate)}
                r={Math.min(11, 4 + Math.log10(good.of + 1) * 2.5)}
                opacity={0.9}
              />
            </g>
          ),
        )
      }
    </CalibrationAxes>
  );
}
