import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Device, SessionListItem } from '../../../src/contract/account-api.js';
import { endSession, fetchSessions } from '../api/account.js';
import { Asked } from '../parts/asked.js';
import { cell, Panel, WideTable } from '../parts/panel.js';
import { problemText } from '../parts/problem-text.js';
import { Ago } from '../parts/time.js';
import { type Say, useSay } from '../say.js';
import classes from './account.module.css';

function deviceName({ browser, system }: Device, say: Say): string {
  if (browser !== null && system !== null) return say('sessions.on', { browser, system });
  return browser ?? system ?? say('sessions.unknown');
}

interface RowProps {
  session: SessionListItem;
  busy: boolean;
  onEnd: () => void;
}

function Row({ session, busy, onEnd }: RowProps) {
  const say = useSay();
  const device = deviceName(session.device, say);
  return (
    <tr>
      <th scope="row">
        {device}{' '}
        {session.current && (
          <span className={classes.badge} data-good>
            {say('sessions.current')}
          </span>
        )}
      </th>
      <td>{session.network}</td>
      <td>
        <Ago at={session.createdAt} />
      </td>
      <td>
        <Ago at={session.lastSeenAt} />
      </td>
      <td className={cell.number}>
        {!session.current && (
          <Button
            size="compact-sm"
            variant="default"
            loading={busy}
            onClick={onEnd}
            aria-label={say('sessions.endOf', { device })}
          >
            {say('sessions.end')}
          </Button>
        )}
      </td>
    </tr>
  );
}

/** Where one is signed in, and the way to end it. */
export function SessionsPanel() {
  const say = useSay();
  const client = useQueryClient();
  const query = useQuery({ queryKey: ['sessions'], queryFn: ({ signal }) => fetchSessions(signal) });
  const end = useMutation({
    mutationFn: endSession,
    onError: (error) =>
      notifications.show({ color: 'red', title: say('account.notDone'), message: problemText(error, say) }),
    onSettled: () => client.invalidateQueries({ queryKey: ['sessions'] }),
  });
  const tools = (query.data?.length ?? 0) > 1 && (
    <Button size="xs" variant="default" loading={end.isPending} onClick={() => end.mutate(undefined)}>
      {say('sessions.endOthers')}
    </Button>
  );
  return (
    <Panel title={say('sessions.title')} tools={tools}>
      <Asked query={query} failed={say('account.failed')}>
        {(sessions) => (
          <WideTable label={say('sessions.title')}>
            <thead>
              <tr>
                <th scope="col">{say('sessions.device')}</th>
                <th scope="col">{say('sessions.network')}</th>
                <th scope="col">{say('sessions.created')}</th>
                <th scope="col">{say('sessions.seen')}</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {sessions.map((session) => (
                <Row
                  key={session.id}
                  session={session}
                  busy={end.isPending && end.variables === session.id}
                  onEnd={() => end.mutate(session.id)}
                />
              ))}
            </tbody>
          </WideTable>
        )}
      </Asked>
    </Panel>
  );
}
