import type { GroupFigures, TodayFigures } from '../../../src/contract/desk-api.js';
import { durationOf, numberOf } from '../parts/numbers.js';
import { cell, Panel, WideTable } from '../parts/panel.js';
import { Ago } from '../parts/time.js';
import { useSpeech } from '../say.js';
import { BASE } from '../shell/pages.js';
import classes from './figures.module.css';
import { emptyIn } from './stats.js';

const COLUMNS = [
  'today.column.waiting',
  'today.column.oldest',
  'today.column.received',
  'today.column.decided',
  'today.column.machine',
  'today.column.p50',
  'today.column.p95',
  'today.column.machineTime',
  'today.column.empty',
] as const;

function Cells({ figures }: { figures: GroupFigures }) {
  const { say, locale } = useSpeech();
  const time = (seconds: number | null) =>
    seconds === null ? say('figures.none') : durationOf(seconds, locale);
  return (
    <>
      <td className={cell.number}>{numberOf(figures.waiting, locale)}</td>
      <td className={cell.number}>
        {figures.oldestAt === null ? say('figures.none') : <Ago at={figures.oldestAt} />}
      </td>
      <td className={cell.number}>{numberOf(figures.receivedToday, locale)}</td>
      <td className={cell.number}>{numberOf(figures.decidedToday, locale)}</td>
      <td className={cell.number}>{numberOf(figures.machineToday, locale)}</td>
      <td className={cell.number}>{time(figures.people.p50)}</td>
      <td className={cell.number}>{time(figures.people.p95)}</td>
      <td className={cell.number}>{time(figures.machine.p50)}</td>
      <td className={cell.number}>{emptyIn(figures, locale, say)}</td>
    </>
  );
}

/** The figures of each site, and of each language of it. */
export function Groups({ sites }: Pick<TodayFigures, 'sites'>) {
  const { say } = useSpeech();
  return (
    <Panel title={say('today.groups')}>
      <WideTable label={say('today.groups')}>
        <thead>
          <tr>
            <th scope="col">{say('today.column.group')}</th>
            {COLUMNS.map((name) => (
              <th key={name} scope="col" className={cell.number}>
                {say(name)}
              </th>
            ))}
          </tr>
        </thead>
        {sites.map(({ key, name, figures, languages }) => (
          <tbody key={key}>
            <tr>
              <th scope="row">
                <a href={`${BASE}?${new URLSearchParams({ site: key }).toString()}`}>{name}</a>
              </th>
              <Cells figures={figures} />
            </tr>
            {languages.map((line) => (
              <tr key={line.language ?? ''} className={classes.language}>
                <th scope="row">{say(`today.language.${line.language ?? 'none'}`)}</th>
                <Cells figures={line.figures} />
              </tr>
            ))}
          </tbody>
        ))}
      </WideTable>
    </Panel>
  );
}
