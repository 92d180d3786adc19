import type { ReviewItem, SignalView } from '../../../src/contract/review-api.js';
import { Ago } from '../parts/time.js';
import { useSay } from '../say.js';
import classes from './item.module.css';
import { MarkedText } from './marked-text.js';
import { OutLink } from './out-link.js';

interface ItemHeadProps {
  item: ReviewItem;
  signals: readonly SignalView[];
  lit: number | null;
}

/** Who wrote it, when, and below which article. */
export function ItemHead({ item, signals, lit }: ItemHeadProps) {
  const say = useSay();
  const { author, thread, site } = item;
  const marked = { signals, lit };
  return (
    <header>
      <h2 className={classes.heading} id="item-heading" tabIndex={-1} data-item-heading>
        <bdi>
          {author.name === '' ? (
            say('item.anonymous')
          ) : (
            <MarkedText {...marked} text={author.name} field="name" />
          )}
        </bdi>
      </h2>
      <p className={classes.byline}>
        <span>
          #{item.number} · <Ago at={item.receivedAt} />
          {item.state === 'held' && item.place !== null && (
            <> · {say('place.fine', { share: item.place.likelyFine })}</>
          )}
        </span>
        {author.email !== '' && (
          <bdi>
            <MarkedText {...marked} text={author.email} field="email" />
          </bdi>
        )}
        {author.url !== '' && (
          <OutLink to={author.url}>
            <bdi>
              <MarkedText {...marked} text={author.url} field="url" />
            </bdi>
          </OutLink>
        )}
      </p>
      <p className={classes.thread}>
        <OutLink to={thread.url}>
          <bdi>{thread.title}</bdi>
        </OutLink>{' '}
        <span className={classes.meta}>
          <bdi>{site.name}</bdi>
        </span>
      </p>
    </header>
  );
}
