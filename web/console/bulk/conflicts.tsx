import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { BulkItemView, BulkView } from '../../../src/contract/bulk-api.js';
import { fetchConflicts } from '../api/bulk.js';
import { useStateName } from '../item/state-name.js';
import { problemText } from '../parts/problem-text.js';
import { Ago } from '../parts/time.js';
import { useSay } from '../say.js';
import classes from './bulk.module.css';
import { Frame } from './frame.js';

function Conflict({ item }: { item: BulkItemView }) {
  const say = useSay();
  const stateName = useStateName();
  const { id, state, reason, author, text, last } = item;
  if (state === null) return null;
  return (
    <li>
      <a href={`/console/?item=${id}`} target="_blank" rel="noopener">
        <bdi>{author === null || author === '' ? say('item.anonymous') : author}</bdi>
      </a>
      <p className={classes.text} dir="auto">
        {text}
      </p>
      <p className={classes.soft}>
        {stateName({ state, reason })}
        {last !== null && (
          <>
            {' · '}
            {say(`bulk.last.${last.act}`, { name: last.by })} · <Ago at={last.at} />
          </>
        )}
      </p>
    </li>
  );
}

/** What a bulk decision left alone, with who decided it. */
export function Conflicts({ job, onClose }: { job: BulkView; onClose: () => void }) {
  const say = useSay();
  const query = useInfiniteQuery({
    queryKey: ['bulk-conflicts', job.id],
    queryFn: ({ pageParam, signal }) => fetchConflicts(job.id, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    staleTime: 0,
  });
  return (
    <Frame title={say('bulk.conflicts', { count: job.conflicts })} onClose={onClose}>
      <p className={classes.intro}>{say('bulk.conflictsHint')}</p>
      {query.isError && <p role="alert">{problemText(query.error, say)}</p>}
      <ul className={classes.conflicts}>
        {query.data?.pages.flatMap((page) =>
          page.items.map((item) => <Conflict key={item.id} item={item} />),
        )}
      </ul>
      {query.hasNextPage && (
        <Button size="xs" variant="default" onClick={() => void query.fetchNextPage()}>
          {say('list.more')}
        </Button>
      )}
    </Frame>
  );
}
