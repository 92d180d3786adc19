import type { ReactNode } from 'react';
import type { GroupFigures } from '../../../src/contract/desk-api.js';
import { durationOf, numberOf } from '../parts/numbers.js';
import { Ago } from '../parts/time.js';
import { useSpeech, type Say } from '../say.js';
import classes from './figures.module.css';

interface StatProps {
  name: string;
  value: string;
  /** The value is a sentence. */
  words?: boolean;
  children: ReactNode;
}

function Stat({ name, value, words = false, children }: StatProps) {
  return (
    <div className={classes.stat}>
      <dt>{name}</dt>
      <dd className={classes.value} data-words={words ? '' : undefined}>
        {value}
      </dd>
      <dd className={classes.more}>{children}</dd>
    </div>
  );
}

/** When the queue will be empty, in words. */
export function emptyIn({ waiting, forecast }: GroupFigures, locale: string, say: Say): string {
  if (waiting === 0) return say('today.emptyNow');
  return forecast.minutes === null ? say('today.emptyNever') : durationOf(forecast.minutes * 60, locale);
}

/** The few numbers that tell how the desk stands. */
export function Stats({ figures }: { figures: GroupFigures }) {
  const { say, locale } = useSpeech();
  const { people, forecast } = figures;
  return (
    <dl className={classes.stats}>
      <Stat name={say('today.waiting')} value={numberOf(figures.waiting, locale)}>
        {figures.oldestAt === null ? say('today.nothingWaits') : <OldestLine at={figures.oldestAt} />}
      </Stat>
      <Stat
        name={say('today.empty')}
        value={emptyIn(figures, locale, say)}
        words={figures.waiting === 0 || forecast.minutes === null}
      >
        {say('today.rates', {
          arrived: numberOf(forecast.arrivedPerHour, locale, 1),
          decided: numberOf(forecast.decidedPerHour, locale, 1),
          hours: forecast.hours,
        })}
      </Stat>
      <Stat
        name={say('today.p50')}
        value={people.p50 === null ? say('figures.none') : durationOf(people.p50, locale)}
      >
        {people.p95 === null
          ? say('today.noTimes')
          : say('today.p95', { p95: durationOf(people.p95, locale) })}
      </Stat>
      <Stat name={say('today.decided')} value={numberOf(figures.decidedToday + figures.machineToday, locale)}>
        {say('today.decidedBy', { people: figures.decidedToday, machine: figures.machineToday })}
      </Stat>
      <Stat name={say('today.received')} value={numberOf(figures.receivedToday, locale)}>
        {null}
      </Stat>
    </dl>
  );
}

/** The words around the time differ between languages. */
function OldestLine({ at }: { at: string }) {
  const { say } = useSpeech();
  const [before, after] = say('today.oldest', { ago: '\0' }).split('\0');
  return (
    <>
      {before}
      <Ago at={at} />
      {after}
    </>
  );
}
