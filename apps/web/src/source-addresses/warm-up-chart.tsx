// Use and limit of each day, drawn. Loaded after the page: drawing needs more code than the rest of it.
'use client';

import { CompositeChart } from '@mantine/charts';
import { count } from '../parts/numbers';

export interface CurveDay {
  date: string;
  used: number | null;
  cap: number | null;
}

export function WarmUpChart({ days }: { days: CurveDay[] }) {
  return (
    <CompositeChart
      h={160}
      data={days}
      dataKey="date"
      series={[
        { name: 'used', label: 'Used', color: 'var(--tone-good)', type: 'bar' },
        { name: 'cap', label: 'Limit', color: 'var(--mantine-color-dimmed)', type: 'line' },
      ]}
      curveType="step"
      strokeWidth={1.5}
      withDots={false}
      gridAxis="x"
      tickLine="none"
      withLegend
      legendProps={{ verticalAlign: 'bottom', height: 28 }}
      composedChartProps={{ accessibilityLayer: false }}
      barProps={{ isAnimationActive: false, maxBarSize: 24 }}
      lineProps={{ isAnimationActive: false }}
      xAxisProps={{ minTickGap: 32 }}
      valueFormatter={count}
      yAxisProps={{ allowDecimals: false, width: 48 }}
    />
  );
}
