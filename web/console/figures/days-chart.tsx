import '@mantine/charts/styles.css';
import { BarChart } from '@mantine/charts';
import type { DayFigures } from '../../../src/contract/desk-api.js';
import { dayName, numberOf } from '../parts/numbers.js';
import { useSpeech } from '../say.js';

/** Bars for each day; the same numbers are in a table beside it, so that this is one picture for screen readers. */
export function DaysChart({ days }: { days: readonly DayFigures[] }) {
  const { say, locale } = useSpeech();
  return (
    <div role="img" aria-label={say('today.chart')}>
      <BarChart
        h={220}
        data={days.map((day) => ({ ...day, name: dayName(day.day, locale) }))}
        dataKey="name"
        series={[
          { name: 'received', label: say('today.receivedShort'), color: 'var(--desk-chart-1)' },
          { name: 'decided', label: say('today.peopleShort'), color: 'var(--desk-chart-2)' },
          { name: 'machine', label: say('today.machineShort'), color: 'var(--desk-chart-3)' },
        ]}
        withLegend
        legendProps={{ verticalAlign: 'top', height: 36 }}
        gridAxis="x"
        tickLine="none"
        valueFormatter={(value) => numberOf(value, locale)}
        barChartProps={{ accessibilityLayer: false, barCategoryGap: '22%', barGap: 1 }}
        barProps={{ isAnimationActive: false }}
        yAxisProps={{ allowDecimals: false, width: 44 }}
      />
    </div>
  );
}
