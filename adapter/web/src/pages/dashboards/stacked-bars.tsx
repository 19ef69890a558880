/** Bars of counts on top of each other, with the legend below. */
import { BarChart, type BarChartProps } from '@mantine/charts';
import { formatCount } from '../../parts/format-number.ts';

/** The data name each bar by `name`, unless dataKey says otherwise. */
export function StackedBars({ dataKey = 'name', ...chart }: Omit<BarChartProps, 'dataKey'> & { dataKey?: string }) {
  return (
    <BarChart
      dataKey={dataKey}
      type="stacked"
      withLegend
      legendProps={{ verticalAlign: 'bottom' }}
      valueFormatter={formatCount}
      maxBarWidth={48}
      barProps={{ isAnimationActive: false }}
      {...chart}
    />
  );
}
