import type { ReviewItemDetail } from '../../../src/contract/review-api.js';
import { useTheDesk } from '../desk/use-desk.js';
import { isPlainClick } from '../parts/plain-click.js';
import { Ago } from '../parts/time.js';
import { useSpeech } from '../say.js';
import classes from './item.module.css';
import own from './aside.module.css';

type History = ReviewItemDetail['authorHistory'];

function Recent({ recent }: { recent: History['recent'] }) {
  const { say } = useSpeech();
  const { go, hrefOf } = useTheDesk();
  return (
    <ul className={own.recent}>
      {recent.map((item) => (
        <li key={item.id}>
          <a
            href={hrefOf({ item: item.id })}
            onClick={(event) => {
              if (!isPlainClick(event)) return;
              event.preventDefault();
              go({ item: item.id }, { push: true });
            }}
          >
            <span className={own.recentText} dir="auto">
              {item.text}
            </span>
            <span className={classes.meta}>
              {say(`state.${item.state}`)} · <Ago at={item.receivedAt} />
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}

/** What this author sent before and what became of it. */
export function AuthorCard({ history }: { history: History }) {
  const { say, locale } = useSpeech();
  const number = new Intl.NumberFormat(locale);
  const { approved, rejected, held, recent } = history;
  const tally = [
    { name: say('item.authorApproved'), count: approved },
    { name: say('item.authorRejected'), count: rejected },
    { name: say('item.authorHeld'), count: held },
  ];
  return (
    <section>
      <h3 className={classes.sectionTitle}>{say('item.author')}</h3>
      {recent.length === 0 && approved + rejected === 0 ? (
        <span className={classes.quiet}>{say('item.authorNone')}</span>
      ) : (
        <>
          <dl className={own.tally}>
            {tally.map(({ name, count }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{number.format(count)}</dd>
              </div>
            ))}
          </dl>
          <Recent recent={recent} />
        </>
      )}
    </section>
  );
}
