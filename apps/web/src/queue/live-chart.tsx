// The last hour as areas over each other. Loaded after the page: drawing needs more code than the rest of it.
'use client';

import type { LiveFigures } from '@doorstep/contracts';
import { AreaChart } from '@mantine/charts';

interface LiveChartProps {
  rows: (LiveFigures['minutes'][number] & { time: string })[];
  series: { name: string; label: string; color: string }[];
}

export function LiveChart({ rows, series }: LiveChartProps) {
  return (
    <AreaChart
      h={160}
      data={rows}
      dataKey="time"
      series={series}
      type="stacked"
      curveType="step"
      strokeWidth={1}
      withDots={false}
      gridAxis="x"
      tickLine="none"
      withLegend
      legendProps={{ verticalAlign: 'bottom', height: 28 }}
      areaChartProps={{ accessibilityLayer: false }}
      areaProps={{ isAnimationActive: false }}
      xAxisProps={{ minTickGap: 48 }}
      yAxisProps={{ allowDecimals: false, width: 40 }}
    />
  );
}
