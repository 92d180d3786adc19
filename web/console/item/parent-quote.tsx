import type { ReviewItemDetail } from '../../../src/contract/review-api.js';
import { useSay } from '../say.js';
import classes from './item.module.css';

/** What the comment answers. */
export function ParentQuote({ parent }: { parent: NonNullable<ReviewItemDetail['parent']> }) {
  const say = useSay();
  const name = parent.author === '' ? say('item.anonymous') : parent.author;
  return (
    <blockquote className={classes.quote}>
      <span dir="auto">{say('item.replyTo', { name, number: parent.number })}</span>
      <p className={classes.quoteText} dir="auto">
        {parent.text}
      </p>
    </blockquote>
  );
}
