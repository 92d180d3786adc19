import type { MouseEvent } from 'react';
import { useSpeech } from '../say.js';
import { QUEUES } from '../state/place.js';
import { isPlainClick } from '../parts/plain-click.js';
import classes from './desk.module.css';
import { useTheDesk } from './use-desk.js';

/** The queues with their true counts; links, so that one can be opened beside another. */
export function QueueTabs() {
  const { say, locale } = useSpeech();
  const { place, go, hrefOf, counts } = useTheDesk();
  const number = new Intl.NumberFormat(locale);
  return (
    <nav aria-label={say('queue.queues')}>
      <ul className={classes.tabs}>
        {QUEUES.map((queue) => {
          const name = say(`queue.${queue}`);
          const count = counts?.[queue];
          const onClick = (event: MouseEvent) => {
            if (!isPlainClick(event)) return;
            event.preventDefault();
            go({ queue, item: '' }, { push: true });
          };
          return (
            <li key={queue}>
              <a
                className={classes.tab}
                href={hrefOf({ queue, item: '' })}
                aria-current={queue === place.queue ? 'page' : undefined}
                onClick={onClick}
              >
                {name}
                <span className={classes.count}>{count === undefined ? '–' : number.format(count)}</span>
              </a>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
