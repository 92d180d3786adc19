import type { EntityManager } from 'typeorm';
import type { Language, ReviewItemDetail, SubmissionStateName } from '../../contract/review-api.js';
import { severeById } from '../severe-by-id.query.js';

/** Others by the author that are counted: the newest. */
const COUNTED = 1_000;

/** Those that are shown. */
const RECENT = 5;

/** What else the author of a submission wrote on its site, by folded name and e-mail; nothing for one who gave neither. */
export async function authorHistoryOf(
  manager: EntityManager,
  id: string,
  language: Language,
): Promise<ReviewItemDetail['authorHistory']> {
  const [author]: { site: string; email: string; name: string }[] = await manager.query(
    `select site_id as site, email_key as email, name_key as name from submission where id = $1`,
    [id],
  );
  const known = author !== undefined && (author.email !== '' || author.name !== '');
  const others: { id: string; state: SubmissionStateName }[] = known
    ? await manager.query(
        `select id, state from submission
          where site_id = $1 and email_key = $2 and name_key = $3 and id <> $4
          order by received_at desc, id desc limit ${COUNTED}`,
        [author.site, author.email, author.name, id],
      )
    : [];
  const count = (state: SubmissionStateName) => others.filter((other) => other.state === state).length;
  return {
    approved: count('approved'),
    rejected: count('rejected'),
    held: count('held'),
    recent: await recentOf(
      manager,
      others.slice(0, RECENT).map((other) => other.id),
      language,
    ),
  };
}

async function recentOf(
  manager: EntityManager,
  ids: readonly string[],
  language: Language,
): Promise<ReviewItemDetail['authorHistory']['recent']> {
  if (ids.length === 0) return [];
  const rows: { id: string; state: SubmissionStateName; body: string; received_at: Date }[] =
    await manager.query(
      `select id, state, body, received_at from submission where id = any($1::uuid[])
        order by received_at desc, id desc`,
      [ids],
    );
  const severeOf = await severeById(manager, ids, language);
  return rows.map(({ id, state, body, received_at: at }) => ({
    id,
    state,
    text: body,
    severe: severeOf(id),
    receivedAt: at.toISOString(),
  }));
}
