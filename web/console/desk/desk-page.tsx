import { useEffect } from 'react';
import { ItemPane } from '../item/item-pane.js';
import { QueuePane } from '../queue/queue-pane.js';
import { useSay } from '../say.js';
import { DeskHeader } from './desk-header.js';
import classes from './desk.module.css';
import { useDeskOffer } from './use-desk-offer.js';
import { DeskProvider, useDesk } from './use-desk.js';

/** The desk: queues above, the list beside the open item; on a phone one of the two. */
export function DeskPage() {
  const say = useSay();
  const desk = useDesk();
  useDeskOffer(desk);
  const { place, counts } = desk;
  const queue = say(`queue.${place.queue}`);
  const waiting = counts?.[place.queue];
  useEffect(() => {
    document.title = waiting === undefined ? `${queue} – Replydesk` : `(${waiting}) ${queue} – Replydesk`;
  }, [queue, waiting]);
  return (
    <DeskProvider value={desk}>
      <div className={classes.desk} data-open={place.item === '' ? undefined : ''}>
        <DeskHeader />
        <main className={classes.panes}>
          <section className={classes.list} aria-label={say('list.label', { queue })} data-list>
            <QueuePane />
          </section>
          <div className={classes.item}>
            <ItemPane />
          </div>
        </main>
      </div>
    </DeskProvider>
  );
}
