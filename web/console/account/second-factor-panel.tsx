import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SecondFactorView } from '../../../src/contract/account-api.js';
import {
  fetchSecondFactor,
  removeSecondFactor,
  renewRecoveryCodes,
  startSecondFactor,
} from '../api/account.js';
import { Asked } from '../parts/asked.js';
import { Panel } from '../parts/panel.js';
import { problemText } from '../parts/problem-text.js';
import { useSay } from '../say.js';
import classes from './account.module.css';
import { Enrol } from './enrol.js';
import { RecoveryCodeList } from './recovery-codes.js';

const FACTOR = ['second-factor'];

/** What tells of a change that did not happen. */
function useFailed() {
  const say = useSay();
  return (error: Error) =>
    notifications.show({ color: 'red', title: say('account.notDone'), message: problemText(error, say) });
}

function FactorOn({ view }: { view: SecondFactorView }) {
  const say = useSay();
  const client = useQueryClient();
  const [asking, setAsking] = useState<'remove' | 'renew' | null>(null);
  const onError = useFailed();
  const refresh = () => client.invalidateQueries({ queryKey: FACTOR });
  const end = () => {
    setAsking(null);
    void refresh();
  };
  const remove = useMutation({ mutationFn: removeSecondFactor, onSuccess: end, onError });
  const renew = useMutation({ mutationFn: renewRecoveryCodes, onSuccess: end, onError });
  if (renew.data !== undefined) return <RecoveryCodeList codes={renew.data.codes} onKept={renew.reset} />;
  return (
    <>
      <div className={classes.state}>
        <span className={classes.badge} data-good>
          {say('factor.on')}
        </span>
        {say('factor.left', { count: view.recoveryCodesLeft })}
      </div>
      {asking === null ? (
        <div className={classes.buttons}>
          <Button variant="default" onClick={() => setAsking('renew')}>
            {say('factor.renew')}
          </Button>
          {!view.required && (
            <Button variant="default" onClick={() => setAsking('remove')}>
              {say('factor.remove')}
            </Button>
          )}
        </div>
      ) : (
        <div className={classes.sure} role="group" aria-label={say(`factor.${asking}`)}>
          {say(asking === 'remove' ? 'factor.removeSure' : 'factor.renewSure')}
          <div className={classes.state}>
            <Button
              autoFocus
              color={asking === 'remove' ? 'red' : undefined}
              loading={remove.isPending || renew.isPending}
              onClick={() => (asking === 'remove' ? remove.mutate() : renew.mutate())}
            >
              {say(`factor.${asking}`)}
            </Button>
            <Button variant="default" onClick={() => setAsking(null)}>
              {say('account.cancel')}
            </Button>
          </div>
        </div>
      )}
    </>
  );
}

function FactorOff() {
  const say = useSay();
  const client = useQueryClient();
  const onError = useFailed();
  const begin = useMutation({ mutationFn: startSecondFactor, onError });
  if (begin.data !== undefined)
    return (
      <Enrol
        start={begin.data}
        onCancel={begin.reset}
        onEnd={() => void client.invalidateQueries({ queryKey: FACTOR })}
      />
    );
  return (
    <>
      <div className={classes.state}>
        <span className={classes.badge}>{say('factor.off')}</span>
      </div>
      <div className={classes.buttons}>
        <Button loading={begin.isPending} onClick={() => begin.mutate()}>
          {say('factor.setUp')}
        </Button>
      </div>
    </>
  );
}

/** The second factor: whether it is on, and everything one does with it. */
export function SecondFactorPanel() {
  const say = useSay();
  const query = useQuery({ queryKey: FACTOR, queryFn: ({ signal }) => fetchSecondFactor(signal) });
  const required = query.data?.required === true ? ` ${say('factor.required')}` : '';
  return (
    <Panel title={say('factor.title')} hint={say('factor.hint') + required}>
      <Asked query={query} failed={say('account.failed')}>
        {(view) => (view.on ? <FactorOn view={view} /> : <FactorOff />)}
      </Asked>
    </Panel>
  );
}
