import type { SampleView } from '../../../src/contract/samples-api.js';
import { Excerpt, FoldedText } from '../care/folded-text.js';
import { OutLink } from '../item/out-link.js';
import { Ago } from '../parts/time.js';
import { useSay } from '../say.js';
import conversation from '../item/conversation.module.css';
import item from '../item/item.module.css';

type Parents = SampleView['submission']['parents'];

function Above({ parents }: { parents: Parents }) {
  const say = useSay();
  if (parents.length === 0) return null;
  return (
    <section aria-label={say('looks.above')}>
      <ul className={conversation.branch}>
        {parents.map((parent) => (
          <li key={parent.id}>
            <div className={conversation.comment}>
              <span className={conversation.top}>
                <bdi className={conversation.name}>
                  {parent.author === '' ? say('item.anonymous') : parent.author}
                </bdi>
              </span>
              <Excerpt of={parent} lang={parent.language ?? undefined} className={conversation.text} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A comment with what it answers, and nothing of what became of it. */
export function LookView({ submission }: Pick<SampleView, 'submission'>) {
  const say = useSay();
  const { id, author, thread, site, text, severe, language } = submission;
  return (
    <article className={item.main} aria-labelledby="look-heading">
      <header>
        <h2 className={item.heading} id="look-heading" tabIndex={-1}>
          <bdi>{author === '' ? say('item.anonymous') : author}</bdi>
        </h2>
        <p className={item.byline}>
          <Ago at={submission.receivedAt} />
        </p>
        <p className={item.thread}>
          <OutLink to={thread.url}>
            <bdi>{thread.title}</bdi>
          </OutLink>{' '}
          <span className={item.meta}>
            <bdi>{site.name}</bdi>
          </span>
        </p>
      </header>
      <Above parents={submission.parents} />
      <section aria-label={say('looks.comment')}>
        <FoldedText id={id} severe={severe} withKey>
          <p className={item.text} dir="auto" lang={language ?? undefined}>
            {text}
          </p>
        </FoldedText>
      </section>
    </article>
  );
}
