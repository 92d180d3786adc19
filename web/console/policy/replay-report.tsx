import { SegmentedControl } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import type {
  ReplayGroup,
  ReplayJudgement,
  ReplayRate,
  ReplayReport,
  ReplaySample,
} from '../../../src/contract/policy-replay-api.js';
import { BASE } from '../shell/pages.js';
import { useSay, useSpeech } from '../say.js';
import { Card, PlaceLink, TableBox } from './parts.js';
import classes from './policy.module.css';

const Charts = lazy(async () => ({ default: (await import('./replay-charts.js')).ReplayCharts }));

/** A share with its interval; a dash where there is none. */
export function Rate({ rate }: { rate: ReplayRate | null }) {
  const say = useSay();
  const { locale } = useSpeech();
  if (rate === null) return <>{say('policy.noRate')}</>;
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  return (
    <>
      {percent.format(rate.value)}{' '}
      <small>
        {say('policy.interval', {
          low: percent.format(rate.low),
          high: percent.format(rate.high),
          of: rate.of,
        })}
      </small>
    </>
  );
}

function Figures({ report }: { report: ReplayReport }) {
  const say = useSay();
  return (
    <dl className={classes.figures}>
      {(['caught', 'freed', 'unchanged'] as const).map((name) => (
        <div key={name}>
          <dt>{say(`policy.replay.${name}`)}</dt>
          <dd>{report[name]}</dd>
        </div>
      ))}
      {(['precision', 'recall'] as const).map((name) => (
        <div key={name}>
          <dt>{say(`policy.replay.${name}`)}</dt>
          <dd>
            <Rate rate={report.people.after[name]} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function People({ before, after }: { before: ReplayJudgement; after: ReplayJudgement }) {
  const say = useSay();
  const columns = ['caughtRejected', 'caughtApproved', 'freeRejected', 'freeApproved'] as const;
  return (
    <TableBox
      label={say('policy.replay.people')}
      head={
        <>
          <th scope="col">{say('page.policy')}</th>
          <th scope="col">{say('policy.replay.precision')}</th>
          <th scope="col">{say('policy.replay.recall')}</th>
          {columns.map((name) => (
            <th key={name} scope="col">
              {say(`policy.replay.${name}`)}
            </th>
          ))}
        </>
      }
    >
      {(
        [
          ['before', before],
          ['after', after],
        ] as const
      ).map(([name, judged]) => (
        <tr key={name}>
          <th scope="row">{say(`policy.replay.${name}`)}</th>
          <td>
            <Rate rate={judged.precision} />
          </td>
          <td>
            <Rate rate={judged.recall} />
          </td>
          {columns.map((column) => (
            <td key={column} className={classes.number}>
              {judged[column]}
            </td>
          ))}
        </tr>
      ))}
    </TableBox>
  );
}

function Groups({ title, groups }: { title: string; groups: readonly (ReplayGroup & { name: string })[] }) {
  const say = useSay();
  return (
    <Card title={title}>
      <TableBox
        label={title}
        head={
          <>
            <th scope="col">{title}</th>
            {(['seen', 'caught', 'freed'] as const).map((name) => (
              <th key={name} scope="col" className={classes.number}>
                {say(`policy.replay.${name}`)}
              </th>
            ))}
            <th scope="col">{say('policy.replay.precision')}</th>
            <th scope="col">{say('policy.replay.recall')}</th>
          </>
        }
      >
        {groups.map(({ name, seen, caught, freed, people }) => (
          <tr key={name}>
            <td>{name}</td>
            <td className={classes.number}>{seen}</td>
            <td className={classes.number}>{caught}</td>
            <td className={classes.number}>{freed}</td>
            <td>
              <Rate rate={people.precision} />
            </td>
            <td>
              <Rate rate={people.recall} />
            </td>
          </tr>
        ))}
      </TableBox>
    </Card>
  );
}

function Samples({ samples }: { samples: ReplayReport['samples'] }) {
  const say = useSay();
  const [cell, setCell] = useState<keyof ReplayReport['samples']>('caught');
  const shown: readonly ReplaySample[] = samples[cell];
  return (
    <Card title={say('policy.replay.samples')}>
      <SegmentedControl
        size="xs"
        mb="sm"
        aria-label={say('policy.replay.samples')}
        value={cell}
        onChange={(value) => setCell(value === 'freed' || value === 'unchanged' ? value : 'caught')}
        data={(['caught', 'freed', 'unchanged'] as const).map((value) => ({
          value,
          label: `${say(`policy.replay.${value}`)} (${samples[value].length})`,
        }))}
      />
      {shown.length === 0 && <p className={classes.quiet}>{say('policy.replay.noSamples')}</p>}
      <ul className={classes.rows}>
        {shown.map(({ id, number, before, after, excerpt, why }) => (
          <li key={id} className={classes.row}>
            <div className={classes.rowHead}>
              <PlaceLink to={`${BASE}?item=${id}`}>#{number}</PlaceLink>
              <span>
                {say('policy.replay.move', {
                  before: say(`policy.outcome.${before}`),
                  after: say(`policy.outcome.${after}`),
                })}
              </span>
              {why !== null && <span className={classes.quiet}>{why}</span>}
            </div>
            <p className={classes.sample}>{excerpt === '' ? say('policy.withdrawn') : excerpt}</p>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** What a replay found: counts, charts, how it fits what people decided, and examples. */
export function ReplayReportView({ report }: { report: ReplayReport }) {
  const say = useSay();
  const { coverage, people, languages, threads } = report;
  const languageName = (language: string | null) =>
    language === 'en' || language === 'ja' ? say(`policy.language.${language}`) : say('policy.language.none');
  const byLanguage = languages.map((group) => ({ ...group, name: languageName(group.language) }));
  return (
    <>
      <Card
        title={say('policy.replay.found')}
        hint={say('policy.replay.coverage', { seen: coverage.seen, lacking: coverage.lacking })}
      >
        <Figures report={report} />
      </Card>
      <Suspense fallback={<p className={classes.quiet}>{say('shell.loading')}</p>}>
        <Charts days={report.days} languages={byLanguage} />
      </Suspense>
      <Card title={say('policy.replay.people')} hint={say('policy.replay.peopleHint')}>
        <People before={people.before} after={people.after} />
      </Card>
      <Groups title={say('policy.replay.byLanguage')} groups={byLanguage} />
      <Groups
        title={say('policy.replay.byThread')}
        groups={threads.map((group) => ({ ...group, name: `${group.title} (${group.key})` }))}
      />
      <Samples samples={report.samples} />
    </>
  );
}
