/**
 * Confidence beside what people say: a point for each tenth of the confidence, with its interval; on the diagonal the
 * confidence would be a probability. Drawn here, because charts of the library have no intervals in both a line and dots.
 */
import { Alert, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type CalibrationStats, useStats } from '../../api/stats.ts';
import { formatCount } from '../../parts/format-number.ts';
import { formatPercent } from './format-percent.ts';
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

const size = 380;
const margin = 66;
const inner = size - margin - 26;
const atX = (share: number) => margin + share * inner;
const atY = (share: number) => 12 + (1 - share) * inner;
const ticks = [0, 0.25, 0.5, 0.75, 1];

function CalibrationPlot({ bins }: { bins: Source['bins'] }) {
  const { t } = useTranslation();
  const text = { fontSize: 12, fill: 'var(--mantine-color-text)' };
  return (
    <svg
      viewBox={`0 0 ${size} ${atY(0) + 50}`}
      role="img"
      aria-label={t('dashboards.calibration.plot')}
      style={{ width: '100%', maxWidth: 460 }}
    >
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={atX(0)} x2={atX(1)} y1={atY(tick)} y2={atY(tick)} stroke="var(--mantine-color-default-border)" />
          <text x={margin - 6} y={atY(tick) + 4} textAnchor="end" {...text}>
            {formatPercent(tick)}
          </text>
          <text x={atX(tick)} y={atY(0) + 18} textAnchor="middle" {...text}>
            {formatPercent(tick)}
          </text>
        </g>
      ))}
      <line
        x1={atX(0)}
        y1={atY(0)}
        x2={atX(1)}
        y2={atY(1)}
        stroke="var(--mantine-color-dimmed)"
        strokeDasharray="5 5"
      />
      {bins.map(({ from, confidence, good }) =>
        good.rate === null ? null : (
          <g key={from} stroke="var(--mantine-primary-color-filled)" fill="var(--mantine-primary-color-filled)">
            <line x1={atX(confidence)} x2={atX(confidence)} y1={atY(good.low)} y2={atY(good.high)} strokeWidth={2} />
            <circle
              cx={atX(confidence)}
              cy={atY(good.rate)}
              r={Math.min(11, 4 + Math.log10(good.of + 1) * 2.5)}
              opacity={0.9}
            />
          </g>
        ),
      )}
      <text x={atX(0.5)} y={atY(0) + 40} textAnchor="middle" {...text}>
        {t('dashboards.calibration.axisX')}
      </text>
      <text x={12} y={atY(0.5)} textAnchor="middle" transform={`rotate(-90 12 ${atY(0.5)})`} {...text}>
        {t('dashboards.calibration.axisY')}
      </text>
    </svg>
  );
}
