/** Promised probability beside the share of outcomes, a dot a bin; the same figures as a table. */
import { Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ModelCardBody } from '../../../api/propensity.ts';
import { CalibrationAxes } from '../../../parts/calibration-axes.tsx';
import { formatCount, formatPercent } from '../../../parts/format-number.ts';
import { FiguresTable } from '../figures-table.tsx';

type Bins = NonNullable<ModelCardBody['measured']>['calibration_bins'];

const dotMin = 3;
const dotMax = 12;

export function CalibrationPlot({ bins }: { bins: Bins }) {
  const { t } = useTranslation();
  const filled = bins.filter(({ rows }) => rows > 0);
  const most = Math.max(...filled.map(({ rows }) => rows));
  return (
    <Stack gap="xs">
      <Title order={2} size="h4">
        {t('propensity.calibration')}
      </Title>
      <Text size="sm" c="dimmed">
        {t('propensity.calibrationHint')}
      </Text>
      <CalibrationAxes
        label={t('propensity.calibrationPlot')}
        titleX={t('propensity.promised')}
        titleY={t('propensity.happened')}
      >
        {(at) =>
          filled.map(({ from, predicted, observed, rows }) => (
            <circle
              key={from}
              cx={at.x(predicted)}
              cy={at.y(observed)}
              r={dotMin + (dotMax - dotMin) * Math.sqrt(rows / most)}
              fill="var(--mantine-primary-color-filled)"
              fillOpacity={0.75}
            />
          ))
        }
      </CalibrationAxes>
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
