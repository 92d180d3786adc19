import '@mantine/charts/styles.css';
import { BarChart } from '@mantine/charts';
import type { ReplayDay, ReplayGroup } from '../../../src/contract/policy-replay-api.js';
import { useSay } from '../say.js';
import { Card, TableBox } from './parts.js';
import classes from './policy.module.css';

interface ReplayChartsProps {
  days: readonly ReplayDay[];
  languages: readonly (ReplayGroup & { name: string })[];
}

interface Bar {
  name: string;
  caught: number;
  freed: number;
}

/** Bars of what is newly caught and newly freed. The table beside it says the same to those who do not see them. */
function Bars({ caption, bars }: { caption: string; bars: readonly Bar[] }) {
  const say = useSay();
  const series = [
    { name: 'caught', label: say('policy.replay.caught'), color: 'var(--desk-accent)' },
    { name: 'freed', label: say('policy.replay.freed'), color: 'var(--desk-mark-line)' },
  ];
  return (
    <figure className={classes.chart}>
      <figcaption>{caption}</figcaption>
      <div aria-hidden="true">
        <BarChart
          h={220}
          data={bars.map((bar) => ({ ...bar }))}
          dataKey="name"
          series={series}
          withLegend
          tickLine="none"
          gridAxis="y"
          barProps={{ isAnimationActive: false, maxBarSize: 36 }}
          barChartProps={{ accessibilityLayer: false }}
          yAxisProps={{ allowDecimals: false, width: 36 }}
        />
      </div>
      <details>
        <summary className={classes.quiet}>{say('policy.replay.asTable')}</summary>
        <TableBox
          label={caption}
          head={
            <>
              <th scope="col">{caption}</th>
              <th scope="col" className={classes.number}>
                {say('policy.replay.caught')}
              </th>
              <th scope="col" className={classes.number}>
                {say('policy.replay.freed')}
              </th>
            </>
          }
        >
          {bars.map(({ name, caught, freed }) => (
            <tr key={name}>
              <td>{name}</td>
              <td className={classes.number}>{caught}</td>
              <td className={classes.number}>{freed}</td>
            </tr>
          ))}
        </TableBox>
      </details>
    </figure>
  );
}

/** What is newly caught and newly freed, by day and by language. */
export function ReplayCharts({ days, languages }: ReplayChartsProps) {
  const say = useSay();
  return (
    <Card title={say('policy.replay.charts')}>
      <div className={classes.columns}>
        {days.length > 0 && (
          <Bars
            caption={say('policy.replay.byDay')}
            bars={days.map(({ day, caught, freed }) => ({ name: day, caught, freed }))}
          />
        )}
        <Bars caption={say('policy.replay.byLanguage')} bars={languages} />
      </div>
    </Card>
  );
}
