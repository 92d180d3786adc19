import type { EntityManager } from 'typeorm';
import type { Cluster, Language } from '../contract/review-api.js';
import { severeById } from './severe-by-id.query.js';
import { SHARED_BANDS } from '../domain/text-band-match.js';

/** Hours before and after a submission in which others like it belong to it. */
const HOURS = 24;

/** Submissions of a cluster, the newest. */
const MOST = 1_000;

/** Those that are listed. */
const LISTED = 200;

/** Times that what is like the found ones is looked for. */
const ROUNDS = 3;

/** Hashes of a cluster that are kept; those of most of its texts. */
const MOST_HASHES = 400;

/** Characters of a text that are listed. */
const EXCERPT = 200;

/** A submission and what is much like it. */
export interface Members {
  siteId: string;
  textHash: string;
  /** The submission itself among them. */
  ids: string[];
  hashes: number[];
}

/**
 * Who belongs to a submission: those much like it within a day, and those much like these. Null when there is no such
 * submission. Texts too short to be compared, and those older than the hashes are kept, have the ones with the same text.
 */
export async function membersOf(manager: EntityManager, id: string): Promise<Members | null> {
  const [self]: { site_id: string; text_hash: string; received_at: string }[] = await manager.query(
    `select site_id, text_hash, received_at::text as received_at from submission where id = $1`,
    [id],
  );
  if (self === undefined) return null;
  let ids = await sameText(manager, id, self);
  let hashes: number[] = [];
  for (let round = 0; round < ROUNDS && ids.length < MOST; round++) {
    hashes = await hashesOf(manager, ids, self);
    if (hashes.length === 0) break;
    const found = await sharing(manager, hashes, self);
    const all = [...new Set([...ids, ...found])].slice(0, MOST);
    if (all.length === ids.length) break;
    ids = all;
  }
  return { siteId: self.site_id, textHash: self.text_hash, ids, hashes };
}

interface Self {
  site_id: string;
  text_hash: string;
  received_at: string;
}

const NEAR = `between $2::timestamptz - interval '${HOURS} hours' and $2::timestamptz + interval '${HOURS} hours'`;

async function sameText(manager: EntityManager, id: string, self: Self): Promise<string[]> {
  const rows: { id: string }[] = await manager.query(
    `select id from submission
      where site_id = $1 and text_hash = $3 and received_at ${NEAR}
      order by id = $4 desc, received_at desc limit ${MOST}`,
    [self.site_id, self.received_at, self.text_hash, id],
  );
  return rows.map((row) => row.id);
}

async function hashesOf(manager: EntityManager, ids: string[], self: Self): Promise<number[]> {
  const rows: { hash: number }[] = await manager.query(
    `select b.hash
       from submission s join text_band b
         on b.site_id = s.site_id and b.received_at = s.received_at and b.submission_id = s.id
      where s.id = any($3::uuid[]) and s.site_id = $1 and b.site_id = $1 and b.received_at ${NEAR}
      group by b.hash order by count(*) desc, b.hash limit ${MOST_HASHES}`,
    [self.site_id, self.received_at, ids],
  );
  return rows.map(({ hash }) => hash);
}

async function sharing(manager: EntityManager, hashes: number[], self: Self): Promise<string[]> {
  const rows: { id: string }[] = await manager.query(
    `select b.submission_id as id from text_band b
      where b.site_id = $1 and b.hash = any($3::int[]) and b.received_at ${NEAR}
      group by b.submission_id having count(*) >= ${SHARED_BANDS}
      order by max(b.received_at) desc limit ${MOST}`,
    [self.site_id, self.received_at, hashes],
  );
  return rows.map(({ id }) => id);
}

interface CardRow extends Omit<Cluster, 'items' | 'firstAt' | 'lastAt'> {
  first_at: Date;
  last_at: Date;
}

type ItemRow = Omit<Cluster['items'][number], 'receivedAt' | 'severe'> & { received_at: Date };

/** The card of a submission and those much like it; null when there is no such submission. */
export async function clusterOf(
  manager: EntityManager,
  id: string,
  language: Language,
): Promise<Cluster | null> {
  const members = await membersOf(manager, id);
  if (members === null) return null;
  const [card]: CardRow[] = await manager.query(
    `select count(*)::int as count,
            count(distinct coalesce(nullif(email_key, ''), name_key))::int as authors,
            count(distinct network_hash)::int as networks,
            count(distinct thread_id)::int as threads,
            min(received_at) as first_at, max(received_at) as last_at,
            jsonb_build_object('received', count(*) filter (where state = 'received'),
                               'held', count(*) filter (where state = 'held'),
                               'approved', count(*) filter (where state = 'approved'),
                               'rejected', count(*) filter (where state = 'rejected'),
                               'withdrawn', count(*) filter (where state = 'withdrawn')) as states
       from submission where id = any($1::uuid[])`,
    [members.ids],
  );
  const rows: ItemRow[] = await manager.query(
    `select s.id, s.version, s.state, s.reason, s.author_name as author, left(s.body, ${EXCERPT}) as text, s.language,
            s.received_at, jsonb_build_object('key', t.key, 'title', t.title) as thread
       from submission s join thread t on t.id = s.thread_id
      where s.id = any($1::uuid[]) order by s.id = $2 desc, s.received_at desc limit ${LISTED}`,
    [members.ids, id],
  );
  if (card === undefined) return null;
  const severeOf = await severeById(
    manager,
    rows.map((row) => row.id),
    language,
  );
  const { first_at: firstAt, last_at: lastAt, ...counts } = card;
  return {
    ...counts,
    firstAt: firstAt.toISOString(),
    lastAt: lastAt.toISOString(),
    items: rows.map(({ received_at: at, ...row }) => ({
      ...row,
      severe: severeOf(row.id),
      receivedAt: at.toISOString(),
    })),
  };
}
