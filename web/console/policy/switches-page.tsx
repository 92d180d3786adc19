import { Alert, Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { BrakeView, SwitchView } from '../../../src/contract/policy-api.js';
import { fetchBrakes, fetchSwitches } from '../api/policy.js';
import { problemText } from '../parts/problem-text.js';
import { Ago, FullTime } from '../parts/time.js';
import { useSay } from '../say.js';
import { Card } from './parts.js';
import classes from './policy.module.css';
import { SwitchDialog, type Deed } from './switch-dialog.js';
import { nameOf } from './switch-name.js';
import { policyKey, usePolicy } from './use-policy-desk.js';

const LOOK_MS = 10_000;

/** Switches and brakes of the site, looked at again every 10 seconds. */
function useSwitches() {
  const { site } = usePolicy();
  const switches = useQuery({
    queryKey: policyKey(site, 'switches'),
    queryFn: ({ signal }) => fetchSwitches(site, signal),
    refetchInterval: LOOK_MS,
  });
  const brakes = useQuery({
    queryKey: policyKey(site, 'brakes'),
    queryFn: ({ signal }) => fetchBrakes(site, signal),
    refetchInterval: LOOK_MS,
  });
  return {
    switches: switches.data?.switches ?? [],
    brakes: brakes.data?.brakes ?? [],
    error: switches.error ?? brakes.error,
  };
}

function Entry({ entry, end }: { entry: SwitchView | BrakeView; end?: () => void }) {
  const say = useSay();
  const name = nameOf(entry, say);
  const { by, at, until, reason, on, now } = entry;
  return (
    <li className={classes.row}>
      <div className={classes.rowHead}>
        <span className={classes.rowTitle}>{name}</span>
        <span className={classes.badge} data-tone={on && now ? 'bad' : undefined}>
          {say(on ? (now ? 'policy.switch.on' : 'policy.switch.was') : 'policy.switch.off')}
        </span>
        <span className={classes.push} />
        {end !== undefined && (
          <Button
            size="xs"
            variant="default"
            aria-label={say('policy.switch.endOne', { name })}
            onClick={end}
          >
            {say('policy.switch.end')}
          </Button>
        )}
      </div>
      {reason !== '' && <p className={classes.quiet}>{reason}</p>}
      <p className={classes.facts}>
        <span>{by}</span>
        <Ago at={at} />
        {until !== null && (
          <span>
            {say('policy.switch.until')} <FullTime at={until} />
          </span>
        )}
        {'cause' in entry && <span>{say(`policy.switch.cause.${entry.cause}`)}</span>}
        {'hits' in entry && entry.hits !== null && entry.seen !== null && (
          <span>{say('policy.switch.hits', { hits: entry.hits, seen: entry.seen })}</span>
        )}
      </p>
    </li>
  );
}

const SITE_SWITCHES = ['hold-all', 'stop-automation'] as const;

function Throw({ onChoose }: { onChoose: (deed: Deed) => void }) {
  const say = useSay();
  return (
    <Card title={say('policy.switch.throw')} hint={say('policy.switch.throwHint')}>
      <ul className={classes.rows}>
        {SITE_SWITCHES.map((name) => (
          <li key={name} className={classes.row}>
            <div className={classes.rowHead}>
              <span className={classes.rowTitle}>{say(`policy.switch.${name}`)}</span>
              <span className={classes.push} />
              <Button
                size="xs"
                variant="default"
                aria-label={say('policy.switch.startOne', { name: say(`policy.switch.${name}`) })}
                onClick={() => onChoose({ kind: 'switch', name, on: true })}
              >
                {say('policy.switch.start')}
              </Button>
            </div>
            <p className={classes.quiet}>{say(`policy.switchHint.${name}`)}</p>
          </li>
        ))}
        {(['thread', 'rule'] as const).map((kind) => (
          <li key={kind} className={classes.row}>
            <div className={classes.rowHead}>
              <span className={classes.rowTitle}>{say(`policy.switch.one.${kind}`)}</span>
              <span className={classes.push} />
              <Button
                size="xs"
                variant="default"
                aria-label={say('policy.switch.chooseOne', { name: say(`policy.switch.one.${kind}`) })}
                onClick={() =>
                  onChoose(
                    kind === 'rule'
                      ? { kind: 'brake', rule: '', on: true }
                      : { kind: 'switch', name: 'thread-hold', thread: '', on: true },
                  )
                }
              >
                {say('policy.switch.choose')}
              </Button>
            </div>
            <p className={classes.quiet}>{say(`policy.switchHint.${kind}`)}</p>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** What is stopped now and why, what can be stopped in a hurry, and who did so before. */
export function SwitchesPage() {
  const say = useSay();
  const { canEdit } = usePolicy();
  const { switches, brakes, error } = useSwitches();
  const [deed, setDeed] = useState<Deed | null>(null);
  const entries = [...switches, ...brakes].toSorted((one, other) => (one.at < other.at ? 1 : -1));
  const isOn = (entry: SwitchView | BrakeView) => entry.on && entry.now;
  const ending = (entry: SwitchView | BrakeView): Deed =>
    'rule' in entry
      ? { kind: 'brake', rule: entry.rule, on: false }
      : {
          kind: 'switch',
          name: entry.name,
          ...(entry.thread !== null && { thread: entry.thread }),
          on: false,
        };
  return (
    <div className={classes.stack}>
      {error !== null && <Alert color="red">{problemText(error, say)}</Alert>}
      <Card title={say('policy.switch.now')}>
        {!entries.some(isOn) && <p className={classes.quiet}>{say('policy.switch.none')}</p>}
        <ul className={classes.rows}>
          {entries.filter(isOn).map((entry) => (
            <Entry
              key={nameOf(entry, say)}
              entry={entry}
              {...(canEdit && { end: () => setDeed(ending(entry)) })}
            />
          ))}
        </ul>
      </Card>
      {canEdit && <Throw onChoose={setDeed} />}
      <Card title={say('policy.switch.history')}>
        {entries.every(isOn) && <p className={classes.quiet}>{say('policy.switch.noHistory')}</p>}
        <ul className={classes.rows}>
          {entries
            .filter((entry) => !isOn(entry))
            .map((entry) => (
              <Entry key={`${nameOf(entry, say)} ${entry.at}`} entry={entry} />
            ))}
        </ul>
      </Card>
      {deed !== null && <SwitchDialog deed={deed} onClose={() => setDeed(null)} />}
    </div>
  );
}
