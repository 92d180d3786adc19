import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CheckView, DoctorView, ExaminationView } from '../../../src/contract/desk-api.js';
import { fetchDoctor, postDoctor } from '../api/desk.js';
import { agoOf } from '../parts/ago.js';
import { Asked } from '../parts/asked.js';
import { CrossIcon, TickIcon } from '../parts/icons.js';
import { Notice } from '../parts/notice.js';
import { durationOf, numberOf } from '../parts/numbers.js';
import { Panel } from '../parts/panel.js';
import { problemText } from '../parts/problem-text.js';
import { useSpeech } from '../say.js';
import { roleIncludes } from '../shell/pages.js';
import { useShell } from '../shell/use-shell.js';
import classes from './operations.module.css';

/** Where submissions stand, in the order of their life. */
const STATES = ['received', 'held', 'approved', 'rejected', 'withdrawn'] as const;

/** While an examination is awaited it is looked for more often. */
const [LOOK_MS, AWAIT_MS] = [60_000, 2_000];

function Check({ check }: { check: CheckView }) {
  const { say } = useSpeech();
  const broken = check.violations > 0;
  return (
    <li className={classes.check} data-broken={broken ? '' : undefined}>
      <span className={classes.mark}>{broken ? <CrossIcon /> : <TickIcon />}</span>
      <span>{check.says}</span>
      <span className={classes.holds}>
        {broken ? say('doctor.violations', { count: check.violations }) : say('doctor.holds')}
      </span>
      {check.examples.map(({ subject, facts }) => (
        <code key={subject} className={classes.example}>
          {subject} {JSON.stringify(facts)}
        </code>
      ))}
    </li>
  );
}

function Verdict({ last }: { last: ExaminationView }) {
  const { say } = useSpeech();
  const broken = last.checks.filter(({ violations }) => violations > 0).length;
  if (last.balanced === null) return <p className={classes.verdict}>{say('doctor.unknown')}</p>;
  return (
    <p className={classes.verdict} data-state={last.balanced ? 'good' : 'bad'}>
      {last.balanced ? say('doctor.balanced') : say('doctor.broken', { count: broken })}
    </p>
  );
}

function Sums({ last }: { last: ExaminationView }) {
  const { say, locale } = useSpeech();
  if (last.accepted === null) return null;
  const sums = [
    [say('doctor.sum'), last.accepted],
    ...STATES.map((state) => [say(`state.${state}`), last.states?.[state] ?? 0] as const),
    [say('doctor.comments'), last.comments ?? 0],
  ] as const;
  return (
    <dl className={classes.sums}>
      {sums.map(([name, count]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{numberOf(count, locale)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Last({ last }: { last: ExaminationView }) {
  const { say, locale } = useSpeech();
  const when = say('doctor.when', {
    ago: agoOf(last.at, Date.now(), locale),
    time: durationOf(last.durationMs / 1000, locale),
  });
  return (
    <>
      <Verdict last={last} />
      <p className={classes.about}>
        {[when, say(last.complete ? 'doctor.complete' : 'doctor.recent')].join(' · ')}
      </p>
      {last.failure !== null && (
        <p className={classes.about}>{say('doctor.failure', { failure: last.failure })}</p>
      )}
      <Sums last={last} />
    </>
  );
}

function Run({ asked }: Pick<DoctorView, 'asked'>) {
  const { say } = useSpeech();
  const client = useQueryClient();
  const run = useMutation({
    mutationFn: postDoctor,
    onSuccess: () => client.invalidateQueries({ queryKey: ['doctor'] }),
    onError: (error) => notifications.show({ color: 'red', message: problemText(error, say) }),
  });
  return (
    <Button
      size="xs"
      variant="default"
      loading={run.isPending || asked !== null}
      onClick={() => run.mutate()}
    >
      {say('doctor.run')}
    </Button>
  );
}

function Result({ view: { last, asked }, mayRun }: { view: DoctorView; mayRun: boolean }) {
  const { say, locale } = useSpeech();
  return (
    <>
      <Panel title={say('operations.doctor')} tools={mayRun ? <Run asked={asked} /> : undefined}>
        {last === null ? (
          <Notice title={say('doctor.never')} hint={say('doctor.neverHint')} />
        ) : (
          <Last last={last} />
        )}
        <div role="status">
          {asked !== null && (
            <p className={classes.about}>
              {say('doctor.asked', { by: asked.by, ago: agoOf(asked.at, Date.now(), locale) })}
            </p>
          )}
        </div>
      </Panel>
      {last !== null && last.checks.length > 0 && (
        <Panel title={say('doctor.checks')}>
          <ul className={classes.checks}>
            {last.checks.map((check) => (
              <Check key={check.key} check={check} />
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}

/** What the desk found when it last examined itself; admins let it examine every record again. */
export function Doctor() {
  const { say, locale } = useSpeech();
  const { session } = useShell();
  const query = useQuery({
    queryKey: ['doctor', locale],
    queryFn: ({ signal }) => fetchDoctor(signal),
    refetchInterval: ({ state }) => (state.data?.asked == null ? LOOK_MS : AWAIT_MS),
  });
  return (
    <Asked query={query} failed={say('doctor.failed')}>
      {(view) => <Result view={view} mayRun={roleIncludes(session.moderator.role, 'admin')} />}
    </Asked>
  );
}
