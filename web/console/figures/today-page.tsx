import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import type { DayFigures } from '../../../src/contract/desk-api.js';
import { fetchToday } from '../api/desk.js';
import { Asked } from '../parts/asked.js';
import { dayName, numberOf } from '../parts/numbers.js';
import { cell, Panel, WideTable } from '../parts/panel.js';
import { SiteChoice } from '../parts/site-choice.js';
import { useSpeech } from '../say.js';
import { PageFrame } from '../shell/page-frame.js';
import { useParameter } from '../state/use-parameter.js';
import { Automation } from './automation.js';
import classes from './figures.module.css';
import { Groups } from './groups.js';
import { Stats } from './stats.js';

const DaysChart = lazy(async () => ({ default: (await import('./days-chart.js')).DaysChart }));

/** How often the figures are asked for again. */
const AGAIN_MS = 60_000;

function Days({ days }: { days: DayFigures[] }) {
  const { say, locale } = useSpeech();
  return (
    <Panel title={say('today.days')}>
      <Suspense fallback={<div className={classes.chartPlace} />}>
        <DaysChart days={days} />
      </Suspense>
      <details className={classes.asTable}>
        <summary>{say('today.asTable')}</summary>
        <WideTable label={say('today.days')}>
          <thead>
            <tr>
              <th scope="col">{say('today.day')}</th>
              <th scope="col" className={cell.number}>
                {say('today.receivedShort')}
              </th>
              <th scope="col" className={cell.number}>
                {say('today.peopleShort')}
              </th>
              <th scope="col" className={cell.number}>
                {say('today.machineShort')}
              </th>
            </tr>
          </thead>
          <tbody>
            {days.toReversed().map(({ day, received, decided, machine }) => (
              <tr key={day}>
                <th scope="row">{dayName(day, locale)}</th>
                <td className={cell.number}>{numberOf(received, locale)}</td>
                <td className={cell.number}>{numberOf(decided, locale)}</td>
                <td className={cell.number}>{numberOf(machine, locale)}</td>
              </tr>
            ))}
          </tbody>
        </WideTable>
      </details>
    </Panel>
  );
}

/** How the desk stands today, and how the last 14 days went. */
export function TodayPage() {
  const { say } = useSpeech();
  const [site, setSite] = useParameter('site');
  const query = useQuery({
    queryKey: ['figures', 'today', site],
    queryFn: ({ signal }) => fetchToday(site, signal),
    refetchInterval: AGAIN_MS,
    placeholderData: (before) => before,
  });
  return (
    <PageFrame title={say('page.today')} tools={<SiteChoice value={site} onChange={setSite} />}>
      <Asked query={query} failed={say('figures.failed')}>
        {(today) => (
          <>
            <Stats figures={today.all} />
            <Days days={today.days} />
            <Automation figures={today.all.automation} />
            <Groups sites={today.sites} />
            <p className={classes.note}>{say('today.note', { zone: today.zone })}</p>
          </>
        )}
      </Asked>
    </PageFrame>
  );
}
