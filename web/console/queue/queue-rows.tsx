import { Button } from '@mantine/core';
import { useEffect, useEffectEvent, useRef } from 'react';
import { RowCheck } from '../bulk/row-check.js';
import { useTheDesk } from '../desk/use-desk.js';
import { useSay } from '../say.js';
import { QueueRow } from './queue-row.js';
import classes from './queue.module.css';

function More() {
  const say = useSay();
  const { query, loadMore } = useTheDesk();
  const end = useRef<HTMLDivElement>(null);
  const reached = useEffectEvent(loadMore);
  useEffect(() => {
    if (end.current === null) return;
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) reached();
    });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={end} className={classes.more}>
      {query.isFetchingNextPage ? (
        say('list.loading')
      ) : (
        <Button variant="subtle" size="xs" onClick={loadMore}>
          {say('list.more')}
        </Button>
      )}
    </div>
  );
}

/** The items of the list, then the way to more of them. */
export function QueueRows() {
  const say = useSay();
  const { items, place, query, hrefOf, openOne, prefetch, canDecide, bulk } = useTheDesk();
  return (
    <>
      <ul
        className={classes.rows}
        data-choosable={canDecide ? '' : undefined}
        data-choosing={bulk.size > 0 ? '' : undefined}
      >
        {items.map((item) => (
          <li key={item.id}>
            {canDecide && (
              <RowCheck
                id={item.id}
                name={item.author.name === '' ? say('item.anonymous') : item.author.name}
              />
            )}
            <QueueRow
              item={item}
              queue={place.queue}
              open={item.id === place.item}
              href={hrefOf({ item: item.id })}
              onOpen={() => openOne(item.id)}
              onRange={canDecide ? () => bulk.rangeTo(item.id) : undefined}
              onNear={() => prefetch(item.id)}
            />
          </li>
        ))}
      </ul>
      {query.hasNextPage && <More key={query.data?.pages.length} />}
    </>
  );
}
