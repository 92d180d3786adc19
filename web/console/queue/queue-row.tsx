import type { MouseEvent } from 'react';
import type { QueueName, ReviewItem } from '../../../src/contract/review-api.js';
import { isPlainClick } from '../parts/plain-click.js';
import { Ago } from '../parts/time.js';
import { useSay } from '../say.js';
import { queueOf } from '../state/decisions.js';
import { useStateName } from '../item/state-name.js';
import classes from './queue.module.css';

interface QueueRowProps {
  item: ReviewItem;
  queue: QueueName;
  open: boolean;
  href: string;
  onOpen: () => void;
  /** The pointer is on it: it may be opened next. */
  onNear: () => void;
}

/** One item of the list, always of the same height: who, when, how it begins, why it is here. */
export function QueueRow({ item, queue, open, href, onOpen, onNear }: QueueRowProps) {
  const say = useSay();
  const stateName = useStateName();
  const elsewhere = queueOf(item) !== queue;
  const onClick = (event: MouseEvent) => {
    if (!isPlainClick(event)) return;
    event.preventDefault();
    onOpen();
  };
  return (
    <a
      className={classes.row}
      href={href}
      data-row={item.id}
      data-elsewhere={elsewhere ? '' : undefined}
      aria-current={open ? 'true' : undefined}
      onClick={onClick}
      onPointerEnter={onNear}
    >
      <span className={classes.top}>
        <bdi className={classes.name}>
          {item.author.name === '' ? say('item.anonymous') : item.author.name}
        </bdi>
        <span className={classes.when}>
          <Ago at={item.receivedAt} />
        </span>
      </span>
      <span className={classes.text} dir="auto" lang={item.language ?? undefined}>
        {item.text}
      </span>
      <span className={classes.why}>
        {elsewhere && <span className={classes.state}>{stateName(item)} </span>}
        {item.because[0] ?? item.thread.title}
      </span>
    </a>
  );
}
