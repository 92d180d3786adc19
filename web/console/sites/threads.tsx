import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ThreadList, ThreadView } from '../../../src/contract/desk-api.js';
import { fetchThreads } from '../api/desk.js';
import { Asked } from '../parts/asked.js';
import { SearchIcon } from '../parts/icons.js';
import { cell, Panel, WideTable } from '../parts/panel.js';
import { useSay } from '../say.js';
import { roleIncludes } from '../shell/pages.js';
import { useShell } from '../shell/use-shell.js';
import classes from './sites.module.css';
import { HoldDialog, ScheduleDialog } from './thread-dialogs.js';
import { ThreadRow, type ThreadWish } from './thread-row.js';
import { useThreadChanges } from './use-thread-changes.js';

const PAUSE_MS = 300;

interface Asking {
  wish: 'schedule' | 'hold';
  thread: ThreadView;
}

/** The dialog that is open, and what was asked for in it. */
function useWishes(site: string) {
  const [asking, setAsking] = useState<Asking | null>(null);
  const close = () => setAsking(null);
  const changes = useThreadChanges(site, close);
  const onWish = (thread: ThreadView, wish: ThreadWish) => {
    changes.reset();
    if (wish === 'schedule' || wish === 'hold') setAsking({ wish, thread });
    else changes.mutate({ kind: wish, thread, request: { open: wish === 'open' } });
  };
  return { asking, close, changes, onWish };
}

function Dialog({ asking, close, changes }: Omit<ReturnType<typeof useWishes>, 'onWish'>) {
  if (asking === null) return null;
  const { thread } = asking;
  const common = { thread, busy: changes.isPending, error: changes.error, onClose: close };
  if (asking.wish === 'schedule')
    return (
      <ScheduleDialog
        {...common}
        onSave={(request) => changes.mutate({ kind: 'schedule', thread, request })}
      />
    );
  const kind = thread.holdAll === null ? 'hold' : 'release';
  return <HoldDialog {...common} onSave={(reason) => changes.mutate({ kind, thread, reason })} />;
}

interface TableProps {
  site: string;
  threads: readonly ThreadView[];
  /** Null: whoever looks may not change them. */
  onWish: ((thread: ThreadView, wish: ThreadWish) => void) | null;
}

function Table({ site, threads, onWish }: TableProps) {
  const say = useSay();
  if (threads.length === 0) return <p className={cell.soft}>{say('sites.noThreads')}</p>;
  return (
    <WideTable label={say('sites.threads')}>
      <thead>
        <tr>
          <th scope="col">{say('sites.column.thread')}</th>
          <th scope="col">{say('sites.column.state')}</th>
          <th scope="col" className={cell.number}>
            {say('sites.column.held')}
          </th>
          <th scope="col" className={cell.number}>
            {say('sites.column.approved')}
          </th>
          {onWish !== null && <td />}
        </tr>
      </thead>
      <tbody>
        {threads.map((thread) => (
          <ThreadRow
            key={thread.key}
            site={site}
            thread={thread}
            onWish={onWish === null ? null : (wish) => onWish(thread, wish)}
          />
        ))}
      </tbody>
    </WideTable>
  );
}

function useThreads(site: string, q: string) {
  return useInfiniteQuery({
    queryKey: ['threads', site, q],
    queryFn: ({ pageParam, signal }): Promise<ThreadList> => fetchThreads(site, q, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: ThreadList) => last.next,
    placeholderData: (before) => before,
  });
}

/** The threads of a site, newest first. */
export function Threads({ site }: { site: string }) {
  const say = useSay();
  const { session } = useShell();
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), PAUSE_MS);
  const { onWish, ...dialog } = useWishes(site);
  const mayChange = roleIncludes(session.moderator.role, 'lead');
  const query = useThreads(site, q);
  const search = (
    <TextInput
      size="xs"
      type="search"
      aria-label={say('sites.search')}
      placeholder={say('sites.search')}
      leftSection={<SearchIcon />}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  );
  return (
    <Panel title={say('sites.threads')} tools={search}>
      <Asked query={query} failed={say('sites.failed')}>
        {({ pages }) => (
          <Table
            site={site}
            threads={pages.flatMap(({ items }) => items)}
            onWish={mayChange ? onWish : null}
          />
        )}
      </Asked>
      {query.hasNextPage && (
        <Button
          className={classes.more}
          variant="default"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {say('sites.more')}
        </Button>
      )}
      <Dialog {...dialog} />
    </Panel>
  );
}
