import type { MouseEvent } from 'react';
import type { QueueName, ReviewItem } from '../../../src/contract/review-api.js';
import { useExcerpt } from '../care/folded-text.js';
import { isPlainClick } from '../parts/plain-click.js';
import { Ago } from '../parts/time.js';
import { useSay } from '../say.js';
import { isIn } from '../state/decisions.js';
import classes from './queue.module.css';
import { RowWhy } from './row-why.js';

interface QueueRowProps {
  item: ReviewItem;
  queue: QueueName;
  open: boolean;
  href: string;
  onOpen: () => void;
  /** It is pressed with Shift; undefined: that means what it means to the browser. */
  onRange: (() => void) | undefined;
  /** The pointer is on it: it may be opened next. */
  onNear: () => void;
}

/** One item of the list, always of the same height: who, when, how it begins, why it is here. */
export function QueueRow({ item, queue, open, href, onOpen, onRange, onNear }: QueueRowProps) {
  const say = useSay();
  const elsewhere = !isIn(queue, item);
  const excerpt = useExcerpt(item);
  const onClick = (event: MouseEvent) => {
    if (event.shiftKey && onRange !== undefined) {
      event.preventDefault();
      onRange();
    }
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
      <span
        className={classes.text}
        dir="auto"
        lang={excerpt.folded ? undefined : (item.language ?? undefined)}
      >
        {excerpt.text}
      </span>
      <span className={classes.why}>
        <RowWhy item={item} elsewhere={elsewhere} />
      </span>
    </a>
  );
}
