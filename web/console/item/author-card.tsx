import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import type { AuthorCard as Card } from '../../../src/contract/item-api.js';
import type { ReviewItemDetail } from '../../../src/contract/review-api.js';
import { Excerpt } from '../care/folded-text.js';
import { useTheDesk } from '../desk/use-desk.js';
import { Ago } from '../parts/time.js';
import { useSay, useSpeech } from '../say.js';
import { useAround } from '../state/use-around.js';
import own from './aside.module.css';
import { ItemLink } from './item-link.js';
import classes from './item.module.css';
import { MeasureList } from './measure-list.js';
import { useReasonName } from './state-name.js';

const MeasureDialog = lazy(async () => ({
  default: (await import('./measure-dialog.js')).MeasureDialog,
}));

function Recent({ recent }: { recent: ReviewItemDetail['authorHistory']['recent'] }) {
  const { say } = useSpeech();
  return (
    <details className={own.fold} open>
      <summary>{say('author.recent')}</summary>
      <ul className={own.recent}>
        {recent.map((item) => (
          <li key={item.id}>
            <ItemLink id={item.id}>
              <Excerpt of={item} className={own.recentText} />
              <span className={classes.meta}>
                {say(`state.${item.state}`)} · <Ago at={item.receivedAt} />
              </span>
            </ItemLink>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Decisions({ decisions }: { decisions: Card['decisions'] }) {
  const say = useSay();
  const reasonName = useReasonName();
  return (
    <details className={own.fold}>
      <summary>{say('author.decisions')}</summary>
      <ul className={own.recent}>
        {decisions.map(({ submission, act, reason, by, at }) => {
          const line = say('history.line', { who: by, act: say(`act.${act}`) });
          const told =
            reason === null
              ? line
              : say('state.because', { state: line, reason: reasonName(reason, 'person') });
          return (
            <li key={`${submission.id} ${at}`}>
              <ItemLink id={submission.id}>
                <Excerpt of={submission} className={own.recentText} />
                <span className={classes.meta}>
                  {told} · <Ago at={at} />
                </span>
              </ItemLink>
            </li>
          );
        })}
      </ul>
    </details>
  );
}

function Facts({ card }: { card: Card }) {
  const { say, locale } = useSpeech();
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(new Date(card.firstSeenAt));
  return (
    <div className={own.facts}>
      {card.more && <p>{say('author.more')}</p>}
      {card.knownBy === 'name' && <p>{say('author.byName')}</p>}
      {card.knownBy === 'none' ? <p>{say('author.byNothing')}</p> : <p>{say('author.firstSeen', { day })}</p>}
      {card.sameAddress !== null && <p>{say('author.sameAddress', { ...card.sameAddress })}</p>}
    </div>
  );
}

function Tally({ counts }: { counts: Card['counts'] }) {
  const { say, locale } = useSpeech();
  const number = new Intl.NumberFormat(locale);
  const tally = [
    { name: say('item.authorApproved'), count: counts.approved },
    { name: say('item.authorRejected'), count: counts.rejected },
    { name: say('author.spam'), count: counts.spam },
    { name: say('item.authorHeld'), count: counts.held },
  ];
  return (
    <dl className={own.tally}>
      {tally.map(({ name, count }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{number.format(count)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Who wrote it: what became of everything before, what people decided, and what is laid upon the author. */
export function AuthorCard({ item }: { item: ReviewItemDetail }) {
  const say = useSay();
  const { canDecide } = useTheDesk();
  const { data: card, isError } = useAround('author', item.id);
  const [asking, setAsking] = useState(false);
  const { recent } = item.authorHistory;
  return (
    <section>
      <div className={own.head}>
        <h3 className={classes.sectionTitle}>{say('item.author')}</h3>
        {canDecide && card !== undefined && card.knownBy !== 'none' && (
          <Button size="compact-xs" variant="default" onClick={() => setAsking(true)}>
            {say('author.measures')}
          </Button>
        )}
      </div>
      {isError && <p className={classes.quiet}>{say('around.failed')}</p>}
      {card !== undefined && (
        <>
          <MeasureList id={item.id} measures={card.measures} />
          <Tally counts={card.counts} />
          <Facts card={card} />
        </>
      )}
      {recent.length > 0 ? (
        <Recent recent={recent} />
      ) : (
        <span className={classes.quiet}>{say('item.authorNone')}</span>
      )}
      {card !== undefined && card.decisions.length > 0 && <Decisions decisions={card.decisions} />}
      {asking && (
        <Suspense>
          <MeasureDialog item={item} onClose={() => setAsking(false)} />
        </Suspense>
      )}
    </section>
  );
}
