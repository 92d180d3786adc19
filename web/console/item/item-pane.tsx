import { ActionIcon, Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { ApiError } from '../api/client.js';
import { useTheDesk } from '../desk/use-desk.js';
import { BackIcon } from '../parts/icons.js';
import { Notice } from '../parts/notice.js';
import { problemText } from '../parts/problem-text.js';
import { useSay } from '../say.js';
import { DecisionBar } from './decision-bar.js';
import { ItemContent } from './item-content.js';
import classes from './item.module.css';

function PhoneTop() {
  const say = useSay();
  const { go, items, place, counts } = useTheDesk();
  const at = items.findIndex(({ id }) => id === place.item);
  return (
    <div className={classes.phoneTop}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={44}
        aria-label={say('item.back')}
        onClick={() => go({ item: '' })}
      >
        <BackIcon />
      </ActionIcon>
      <h1 className={classes.phoneTitle}>
        {say(`queue.${place.queue}`)}
        {at !== -1 && counts !== undefined && ` ${at + 1} / ${counts[place.queue]}`}
      </h1>
    </div>
  );
}

function Missing() {
  const say = useSay();
  const { detail } = useTheDesk();
  if (!detail.isError) return null;
  if (detail.error instanceof ApiError && detail.error.status === 404) {
    return <Notice title={say('item.gone')} hint={say('item.goneHint')} />;
  }
  return (
    <Notice title={say('item.failed')} hint={problemText(detail.error, say)}>
      <Button variant="default" size="xs" onClick={() => void detail.refetch()}>
        {say('error.retry')}
      </Button>
    </Notice>
  );
}

/** The open item below its decision bar, which never moves. */
export function ItemPane() {
  const say = useSay();
  const { place, shown, items } = useTheDesk();
  const scroll = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (scroll.current !== null) scroll.current.scrollTop = 0;
  }, [place.item]);
  const idle = place.item === '' && items.length > 0;
  return (
    <div className={classes.pane}>
      <PhoneTop />
      <DecisionBar />
      <div className={classes.scroll} ref={scroll} data-item-content>
        {shown !== undefined && <ItemContent key={shown.id} />}
        {shown === undefined && place.item !== '' && <Missing />}
        {idle && <Notice title={say('item.none')} />}
      </div>
    </div>
  );
}
