import type { ContextComment } from '../../../src/contract/item-api.js';
import { Excerpt } from '../care/folded-text.js';
import { Ago } from '../parts/time.js';
import { useSay } from '../say.js';
import { useAround } from '../state/use-around.js';
import own from './conversation.module.css';
import { ItemLink } from './item-link.js';
import classes from './item.module.css';
import { useStateName } from './state-name.js';

function Comment({ comment }: { comment: ContextComment }) {
  const say = useSay();
  const stateName = useStateName();
  const { id, author, number, state, language } = comment;
  return (
    <ItemLink id={id} className={own.comment}>
      <span className={own.top}>
        <bdi className={own.name}>{author === '' ? say('item.anonymous') : author}</bdi>
        <span>
          #{number} · <Ago at={comment.receivedAt} />
        </span>
        {state !== 'approved' && <span>{stateName(comment)}</span>}
      </span>
      <Excerpt of={comment} lang={language ?? undefined} className={own.text} />
    </ItemLink>
  );
}

function Comments({ comments, flat }: { comments: readonly ContextComment[]; flat: boolean }) {
  return (
    <ul className={flat ? `${own.branch} ${own.flat}` : own.branch}>
      {comments.map((comment) => (
        <li key={comment.id}>
          <Comment comment={comment} />
        </li>
      ))}
    </ul>
  );
}

/** The branch from its top to what the open comment answers. */
export function Above({ id }: { id: string }) {
  const say = useSay();
  const parents = useAround('context', id).data?.parents ?? [];
  if (parents.length === 0) return null;
  return (
    <section aria-label={say('context.above')}>
      <Comments comments={parents} flat={false} />
    </section>
  );
}

/** Replies to the open comment, and what stands beside it. */
export function Below({ id }: { id: string }) {
  const say = useSay();
  const { data } = useAround('context', id);
  if (data === undefined) return null;
  const beside = [...data.before, ...data.after];
  return (
    <>
      {data.replies.length > 0 && (
        <section>
          <h3 className={classes.sectionTitle}>{say('context.replies')}</h3>
          <Comments comments={data.replies} flat />
          {data.moreReplies && <p className={classes.meta}>{say('context.more')}</p>}
        </section>
      )}
      {beside.length > 0 && (
        <details className={own.fold}>
          <summary>{say('context.beside', { count: beside.length })}</summary>
          <Comments comments={beside} flat />
        </details>
      )}
    </>
  );
}
