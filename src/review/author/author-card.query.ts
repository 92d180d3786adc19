import type { EntityManager } from 'typeorm';
import type { AuthorCard, AuthorCounts } from '../../contract/item-api.js';
import type { Language } from '../../contract/review-api.js';
import { severeById } from '../severe-by-id.query.js';
import type { Author } from './author.query.js';
import { measuresUpon } from './measures.query.js';

/** Submissions of an author that are counted, and those whose decisions are looked at: the newest. */
const COUNTED = 2_000;
const LOOKED_AT = 200;

/** Decisions that are shown. */
const SHOWN = 5;

/** Characters of a text that are shown. */
const EXCERPT = 120;

const COUNTS = `(count(*) filter (where state = 'approved'))::int as approved,
  (count(*) filter (where state = 'rejected' and reason is distinct from 'spam'))::int as rejected,
  (count(*) filter (where state = 'rejected' and reason = 'spam'))::int as spam,
  (count(*) filter (where state in ('held', 'received')))::int as held`;

/** The newest submissions of an author $1 = site, $2 = e-mail, $3 = name; all of one who gave neither are strangers to each other. */
const ofAuthor = (columns: string, limit: number, order = 'desc') => `
  select ${columns} from submission
   where site_id = $1 and email_key = $2 and name_key = $3 and (email_key <> '' or name_key <> '' or id = $4)
   order by received_at ${order} limit ${limit}`;

/** Everything that a site knows of an author. */
export async function authorCardOf(
  manager: EntityManager,
  author: Author,
  language: Language,
): Promise<AuthorCard> {
  const { emailKey, nameKey } = author;
  const [counted, decisions, sameAddress, measures] = await Promise.all([
    countsOf(manager, author),
    decisionsOf(manager, author, language),
    emailKey === '' ? sameAddressAs(manager, author) : null,
    measuresUpon(manager, author),
  ]);
  const knownBy = emailKey !== '' ? 'email' : nameKey !== '' ? 'name' : 'none';
  return { knownBy, ...counted, sameAddress, decisions, measures };
}

const idsOf = ({ siteId, emailKey, nameKey, submissionId }: Author) => [
  siteId,
  emailKey,
  nameKey,
  submissionId,
];

async function countsOf(
  manager: EntityManager,
  author: Author,
): Promise<Pick<AuthorCard, 'counts' | 'more' | 'firstSeenAt'>> {
  const [row]: (AuthorCounts & { first: Date; more: boolean })[] = await manager.query(
    `select ${COUNTS}, count(*) = ${COUNTED} as more, (${ofAuthor('received_at', 1, 'asc')}) as first
       from (${ofAuthor('state, reason', COUNTED)}) as theirs`,
    idsOf(author),
  );
  if (row === undefined) throw new Error('an aggregate gave no row');
  const { first, more, ...counts } = row;
  return { counts, more, firstSeenAt: first.toISOString() };
}

async function decisionsOf(
  manager: EntityManager,
  author: Author,
  language: Language,
): Promise<AuthorCard['decisions']> {
  const rows: (Pick<AuthorCard['decisions'][number], 'act' | 'reason' | 'by'> & {
    id: string;
    text: string;
    at: Date;
  })[] = await manager.query(
    `select theirs.id, left(theirs.body, ${EXCERPT}) as text, d.act, d.reason, m.name as by, d.created_at as at
       from (${ofAuthor('id, body', LOOKED_AT)}) as theirs
       join decision d on d.submission_id = theirs.id and theirs.id <> $4
       join moderator m on m.id = d.moderator_id
      order by d.created_at desc limit ${SHOWN}`,
    idsOf(author),
  );
  const severeOf = await severeById(
    manager,
    rows.map((row) => row.id),
    language,
  );
  return rows.map(({ id, text, at, ...row }) => ({
    submission: { id, text, severe: severeOf(id) },
    ...row,
    at: at.toISOString(),
  }));
}

/** By the hash of the exact address, found through that of its network; both are forgotten after a time. */
async function sameAddressAs(
  manager: EntityManager,
  { submissionId }: Author,
): Promise<AuthorCard['sameAddress']> {
  const [row]: NonNullable<AuthorCard['sameAddress']>[] = await manager.query(
    `select ${COUNTS}, count(distinct name_key)::int as names
       from (select o.state, o.reason, o.name_key
               from submission s join submission o
                 on o.site_id = s.site_id and o.network_hash = s.network_hash and o.address_hash = s.address_hash
              where s.id = $1 order by o.received_at desc limit ${COUNTED}) as theirs
     having count(*) > 0`,
    [submissionId],
  );
  return row ?? null;
}
