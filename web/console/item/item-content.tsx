import { useState } from 'react';
import { useTheDesk } from '../desk/use-desk.js';
import { AuthorCard } from './author-card.js';
import { HistoryList } from './history-list.js';
import { ItemHead } from './item-head.js';
import { MarkedText } from './marked-text.js';
import { ParentQuote } from './parent-quote.js';
import { SignalList } from './signal-list.js';
import { StateBanner } from './state-banner.js';
import { useSay } from '../say.js';
import classes from './item.module.css';

/** Everything about the open item; what the list knows is there at once, the rest follows below it. */
export function ItemContent() {
  const say = useSay();
  const { shown, detail } = useTheDesk();
  const [lit, setLit] = useState<number | null>(null);
  if (shown === undefined) return null;
  const more = detail.data?.id === shown.id ? detail.data : undefined;
  const item = more ?? shown;
  const signals = more?.signals ?? [];
  return (
    <article className={classes.content} aria-labelledby="item-heading">
      <div className={classes.main}>
        <ItemHead item={item} signals={signals} lit={lit} />
        <StateBanner item={item} history={more?.history ?? []} />
        {more?.parent != null && <ParentQuote parent={more.parent} />}
        <section aria-label={say('item.text')}>
          <p className={classes.text} dir="auto" lang={item.language ?? undefined}>
            <MarkedText text={item.text} field="text" signals={signals} lit={lit} />
          </p>
        </section>
        <SignalList because={item.because} signals={signals} onLight={setLit} />
      </div>
      {more !== undefined && (
        <div className={classes.aside}>
          <AuthorCard history={more.authorHistory} />
          <HistoryList item={more} />
        </div>
      )}
    </article>
  );
}
