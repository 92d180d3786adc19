import type { EntityManager } from 'typeorm';
import type { ContextComment, ItemContext } from '../../contract/item-api.js';
import type { Language } from '../../contract/review-api.js';
import { MAX_DEPTH } from '../../domain/comment.entity.js';
import { severeById } from '../severe-by-id.query.js';

/** Replies that are shown. */
const REPLIES = 20;

/** Comments beside it that are shown, on each side. */
const BESIDE = 3;

/** Rows that are looked at for those that are shown: in a raid, most of what is near was rejected. */
const LOOKED_AT = 300;

/** Characters of a text that are shown. */
const EXCERPT = 500;

type Row = Omit<ContextComment, 'receivedAt' | 'severe'> & { at: Date };

const COLUMNS = `id, number::float8 as number, author_name as author, left(body, ${EXCERPT}) as text, language, state,
  reason, received_at as at`;

/** What readers see, or will when somebody decides. */
const SHOWN = `state in ('approved', 'held', 'received')`;

interface Self {
  thread: string;
  number: number;
  parent: number | null;
  at: string;
}

/** The conversation around a submission, by indexes and bounded; null when there is no such submission. */
export async function contextOf(
  manager: EntityManager,
  id: string,
  language: Language,
): Promise<ItemContext | null> {
  const [self]: Self[] = await manager.query(
    `select thread_id as thread, number, parent_number as parent, received_at::text as at from submission where id = $1`,
    [id],
  );
  if (self === undefined) return null;
  const [parents, before, after, replies] = await Promise.all([
    parentsOf(manager, self),
    besideOf(manager, self, 'before'),
    besideOf(manager, self, 'after'),
    repliesTo(manager, self),
  ]);
  const ids = [parents, before, after, replies].flat().map((row) => row.id);
  const severeOf = await severeById(manager, ids, language);
  const commentOf = ({ at, ...row }: Row): ContextComment => ({
    ...row,
    receivedAt: at.toISOString(),
    severe: severeOf(row.id),
  });
  return {
    parents: parents.map(commentOf),
    before: before.map(commentOf).toReversed(),
    after: after.map(commentOf),
    replies: replies.slice(0, REPLIES).map(commentOf),
    moreReplies: replies.length > REPLIES,
  };
}

function parentsOf(manager: EntityManager, { thread, parent }: Self): Promise<Row[]> {
  return manager.query(
    `with recursive up as (
       select s.*, 1 as step from submission s where s.number = $1 and s.thread_id = $2
        union all
       select s.*, up.step + 1 from up join submission s on s.number = up.parent_number and s.thread_id = $2
        where up.step < ${MAX_DEPTH}
     ) select ${COLUMNS} from up order by step desc`,
    [parent, thread],
  );
}

/** Those that answer the same and came just before or after it, nearest first. */
function besideOf(manager: EntityManager, self: Self, side: 'before' | 'after'): Promise<Row[]> {
  const [sign, order] = side === 'before' ? ['<', 'desc'] : ['>', 'asc'];
  const same = self.parent === null ? `parent_number is null and $4::bigint is null` : 'parent_number = $4';
  return manager.query(
    `select ${COLUMNS} from (
       select * from submission where thread_id = $1 and (received_at, number) ${sign} ($2::timestamptz, $3) and ${same}
        order by received_at ${order}, number ${order} limit ${LOOKED_AT}) as near
      where ${SHOWN} order by received_at ${order}, number ${order} limit ${BESIDE}`,
    [self.thread, self.at, self.number, self.parent],
  );
}

function repliesTo(manager: EntityManager, { thread, number }: Self): Promise<Row[]> {
  return manager.query(
    `select ${COLUMNS} from (
       select * from submission where thread_id = $1 and parent_number = $2 order by received_at limit ${LOOKED_AT}) as replies
      where ${SHOWN} order by received_at, number limit ${REPLIES + 1}`,
    [thread, number],
  );
}
