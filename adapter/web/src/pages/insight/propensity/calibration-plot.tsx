/** Promised probability beside the share of outcomes, a dot a bin; the same figures as a table. */
import { Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ModelCardBody } from '../../../api/propensity.ts';
import { formatCount } from '../../../parts/format-number.ts';
import { FiguresTable } from '../figures-table.tsx';
import { formatPercent } from './format-figures.ts';

type Bins = NonNullable<ModelCardBody['measured']>['calibration_bins'];

const size = 360;
const margin = 60;
const inner = size - margin - 20;
const atX = (share: number) => margin + share * inner;
const atY = (share: number) => 12 + (1 - share) * inner;
const ticks = [0, 0.25, 0.5, 0.75, 1];
const dotMin = 3;
const dotMax = 12;

export function CalibrationPlot({ bins }: { bins: Bins }) {
  const { t } = useTranslation();
  const filled = bins.filter(({ rows }) => rows > 0);
  const most = Math.max(...filled.map(({ rows }) => rows));
  const text = { fontSize: 12, fill: 'var(--mantine-color-text)' };
  return (
    <Stack gap="xs">
      <Title order={2} size="h4">
        {t('propensity.calibration')}
      </Title>
      <Text size="sm" c="dimmed">
        {t('propensity.calibrationHint')}
      </Text>
      <svg
        viewBox={`0 0 ${size} ${atY(0) + 44}`}
        role="img"
        aria-label={t('propensity.calibrationPlot')}
        style={{ width: '100%', maxWidth: 440 }}
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
          strokeDasharray="4 4"
        />
        {filled.map(({ from, predicted, observed, rows }) => (
          <circle
            key={from}
            cx={atX(predicted)}
            cy={atY(observed)}
            r={dotMin + (dotMax - dotMin) * Math.sqrt(rows / most)}
            fill="var(--mantine-primary-color-filled)"
            fillOpacity={0.75}
          />
        ))}
        <text x={atX(0.5)} y={atY(0) + 38} textAnchor="middle" {...text}>
          {t('propensity.promised')}
        </text>
        <text x={14} y={atY(0.5)} textAnchor="middle" transform={`rotate(-90 14 ${atY(0.5)})`} {...text}>
          {t('propensity.happened')}
        </text>
      </svg>
      <FiguresTable
        title=""
        minWidth={380}
        header={[
          { name: t('propensity.bin'), isText: true },
          { name: t('propensity.promised') },
          { name: t('propensity.happened') },
          { name: t('propensity.rows') },
        ]}
        rows={filled.map(({ from, to, predicted, observed, rows }) => ({
          key: String(from),
          cells: [
            `${formatPercent(from)} – ${formatPercent(to)}`,
            formatPercent(predicted),
            formatPercent(observed),
            formatCount(rows),
          ],
        }))}
      />
    </Stack>
  );
}
