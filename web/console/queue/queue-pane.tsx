import { Button, Skeleton } from '@mantine/core';
import { BulkBar } from '../bulk/bulk-bar.js';
import { useTheDesk } from '../desk/use-desk.js';
import { Notice } from '../parts/notice.js';
import { problemText } from '../parts/problem-text.js';
import { useSay } from '../say.js';
import { FILTERS, UNFILTERED } from '../state/place.js';
import { Filters } from './filters.js';
import { NewcomersButton } from './newcomers-button.js';
import { QueueRows } from './queue-rows.js';
import classes from './queue.module.css';

function Waiting() {
  return (
    <div className={classes.skeletons} aria-hidden="true">
      {[1, 2, 3, 4, 5].map((row) => (
        <Skeleton key={row} height={82} radius="sm" />
      ))}
    </div>
  );
}

function Empty() {
  const say = useSay();
  const { place, go } = useTheDesk();
  const filtered = FILTERS.some((name) => place[name] !== '');
  const clear = (
    <Button variant="default" size="xs" onClick={() => go(UNFILTERED)}>
      {say('list.clearFilters')}
    </Button>
  );
  if (filtered) {
    return (
      <Notice title={say('list.emptySearch')} hint={say('list.emptySearchHint')}>
        {clear}
      </Notice>
    );
  }
  return (
    <Notice
      title={say(place.queue === 'held' ? 'list.emptyHeld' : 'list.empty')}
      hint={place.queue === 'held' ? say('list.emptyHeldHint') : undefined}
    ></Notice>
  );
}

function Body() {
  const say = useSay();
  const { query, items } = useTheDesk();
  if (query.isPending) return <Waiting />;
  if (query.isError && items.length === 0) {
    return (
      <Notice title={say('list.failed')} hint={problemText(query.error, say)}>
        <Button variant="default" size="xs" onClick={() => void query.refetch()}>
          {say('error.retry')}
        </Button>
      </Notice>
    );
  }
  if (items.length === 0) return query.hasNextPage ? <QueueRows /> : <Empty />;
  return <QueueRows />;
}

/** Filters above the list of the chosen queue. */
export function QueuePane() {
  const { query } = useTheDesk();
  return (
    <>
      <div>
        <Filters />
        <BulkBar />
      </div>
      <div className={classes.area}>
        <NewcomersButton />
        <div
          className={classes.scroll}
          data-waiting={query.isPlaceholderData ? '' : undefined}
          aria-busy={query.isPending}
        >
          <Body />
        </div>
      </div>
    </>
  );
}
