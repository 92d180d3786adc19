import { ActionIcon, Menu } from '@mantine/core';
import type { ThreadView } from '../../../src/contract/desk-api.js';
import { agoOf, fullTimeOf } from '../parts/ago.js';
import { MoreIcon } from '../parts/icons.js';
import { numberOf } from '../parts/numbers.js';
import { cell } from '../parts/panel.js';
import { safeHref } from '../parts/safe-href.js';
import { useSpeech } from '../say.js';
import { BASE } from '../shell/pages.js';
import classes from './sites.module.css';

/** What the menu of a thread asks for. */
export type ThreadWish = 'open' | 'close' | 'schedule' | 'hold';

function useStateWords(thread: ThreadView): string {
  const { say, locale } = useSpeech();
  const time = (at: string | null) => (at === null ? '' : fullTimeOf(at, locale));
  switch (thread.why) {
    case 'closed':
      return say('sites.closed');
    case 'not-yet':
      return say('sites.notYet', { time: time(thread.opensAt) });
    case 'over':
    case 'days':
      return say('sites.over', { time: time(thread.endsAt) });
    case null:
      return thread.endsAt === null
        ? say('sites.open')
        : say('sites.openUntil', { time: time(thread.endsAt) });
  }
}

function ThreadMenu({ thread, onWish }: { thread: ThreadView; onWish: (wish: ThreadWish) => void }) {
  const { say } = useSpeech();
  return (
    <Menu position="bottom-end" shadow="md" width={260} transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={say('sites.actions', { title: thread.title })}>
          <MoreIcon />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onWish(thread.open ? 'close' : 'open')}>
          {say(thread.open ? 'sites.act.close' : 'sites.act.open')}
        </Menu.Item>
        <Menu.Item onClick={() => onWish('schedule')}>{say('sites.act.schedule')}</Menu.Item>
        <Menu.Item onClick={() => onWish('hold')}>
          {say(thread.holdAll === null ? 'sites.act.hold' : 'sites.act.release')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

interface ThreadRowProps {
  site: string;
  thread: ThreadView;
  /** Null: whoever looks may not change it. */
  onWish: ((wish: ThreadWish) => void) | null;
}

/** One thread: whether it takes comments, who said so, and what waits. */
export function ThreadRow({ site, thread, onWish }: ThreadRowProps) {
  const { say, locale } = useSpeech();
  const state = useStateWords(thread);
  const href = safeHref(thread.url);
  const ago = (at: string) => agoOf(at, Date.now(), locale);
  const held = `${BASE}?${new URLSearchParams({ queue: 'held', site, thread: thread.key }).toString()}`;
  return (
    <tr data-thread={thread.key}>
      <th scope="row" className={classes.title}>
        {href === undefined ? thread.title : <a href={href}>{thread.title}</a>}
        <span className={classes.sub}>{thread.key}</span>
        {thread.hidden && <span className={classes.sub}>{say('sites.hidden')}</span>}
      </th>
      <td>
        <span className={classes.state} data-open={thread.open ? '' : undefined}>
          {state}
        </span>
        {thread.changed !== null && (
          <span className={classes.sub}>
            {say('sites.changedBy', { by: thread.changed.by, ago: ago(thread.changed.at) })}
          </span>
        )}
        {thread.holdAll !== null && (
          <span className={classes.sub}>
            {say('sites.readFirstBy', {
              reason: thread.holdAll.reason,
              by: thread.holdAll.by,
              ago: ago(thread.holdAll.at),
            })}
          </span>
        )}
      </td>
      <td className={cell.number}>
        {thread.held === 0 ? '0' : <a href={held}>{numberOf(thread.held, locale)}</a>}
      </td>
      <td className={cell.number}>{numberOf(thread.approved, locale)}</td>
      {onWish !== null && (
        <td className={cell.number}>
          <ThreadMenu thread={thread} onWish={onWish} />
        </td>
      )}
    </tr>
  );
}
