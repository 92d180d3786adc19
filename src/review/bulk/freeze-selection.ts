import { randomUUID } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import type { BulkMatching } from '../../contract/bulk-api.js';
import { inTransaction } from '../../database/transaction-conflict.js';
import { rejectionOf } from '../decisions.schema.js';
import { listingSource } from '../listing-source.js';
import type { Filter } from '../review-items.schema.js';
import { BULK_CHANNEL } from './bulk-jobs.js';
import { type BulkWish, MOST_IN_BULK, SECOND_ABOVE } from './bulk.schema.js';

/** Bulk decisions of one person that are not at their end. */
const MOST_OPEN = 5;

/** What became of it: `more` than was on screen, none at all, or the person has enough of them under way. */
export type FreezeResult =
  | { kind: 'created'; id: string }
  | ({ kind: 'more' } & BulkMatching)
  | { kind: 'nothing' }
  | { kind: 'busy'; most: number };

/** A bulk decision that somebody asks for. */
export interface NewBulk {
  wish: BulkWish;
  moderatorId: string;
  /** The filter as it was sent, for the record. */
  written: unknown;
}

/** Fixes which submissions a bulk decision is about, each with its version, and has a worker carry it out. */
export async function freezeSelection(dataSource: DataSource, made: NewBulk): Promise<FreezeResult> {
  const { wish, moderatorId } = made;
  if ((await openOf(dataSource, moderatorId)) >= MOST_OPEN) return { kind: 'busy', most: MOST_OPEN };
  const id = randomUUID();
  try {
    return await inTransaction(dataSource, async (manager) => {
      await insertBulk(manager, id, made);
      const total =
        wish.filter === undefined
          ? await insertPicked(manager, id, wish.items ?? [])
          : await insertFound(manager, id, { filter: wish.filter, limit: wish.expected + 1 });
      if (total > wish.expected) throw new NotFrozen('more');
      if (total === 0) throw new NotFrozen('nothing');
      await manager.query(
        `update bulk set total = $2::integer,
                state = case when $2::integer > ${SECOND_ABOVE} then 'waiting_for_second' else 'queued' end
          where id = $1`,
        [id, total],
      );
      await manager.query(`select pg_notify($1, '')`, [BULK_CHANNEL]);
      return { kind: 'created', id };
    });
  } catch (error) {
    if (!(error instanceof NotFrozen)) throw error;
    if (error.why === 'nothing' || wish.filter === undefined) return { kind: 'nothing' };
    return { kind: 'more', ...(await countMatching(dataSource.manager, wish.filter)) };
  }
}

/** How many submissions a filter finds, counted up to what a bulk decision may be about. */
export async function countMatching(manager: EntityManager, filter: Filter): Promise<BulkMatching> {
  const { sql, parameters } = await listingSource(manager, filter);
  const [row]: { count: number }[] = await manager.query(
    `select count(*)::int as count from (select 1 ${sql} limit ${MOST_IN_BULK + 1}) as found`,
    parameters,
  );
  const count = row?.count ?? 0;
  return { count: Math.min(count, MOST_IN_BULK), more: count > MOST_IN_BULK };
}

/** Rolls the transaction back: nothing is kept of a selection that cannot be decided on. */
class NotFrozen extends Error {
  constructor(readonly why: 'more' | 'nothing') {
    super(why);
  }
}

async function openOf(dataSource: DataSource, moderatorId: string): Promise<number> {
  const [row]: { open: number }[] = await dataSource.query(
    `select count(*)::int as open from bulk
      where moderator_id = $1 and state in ('waiting_for_second', 'queued', 'running')`,
    [moderatorId],
  );
  return row?.open ?? 0;
}

async function insertBulk(manager: EntityManager, id: string, made: NewBulk): Promise<void> {
  const { wish, moderatorId, written } = made;
  const reject = rejectionOf(wish);
  await manager.query(
    `insert into bulk (id, moderator_id, act, reason, note, filter, total, state)
     values ($1, $2, $3, $4, $5, $6, 0, 'waiting_for_second')`,
    [
      id,
      moderatorId,
      reject === null ? 'approve' : 'reject',
      reject,
      wish.note,
      wish.filter === undefined ? null : JSON.stringify(written),
    ],
  );
}

async function insertPicked(
  manager: EntityManager,
  id: string,
  picked: readonly { id: string; version: number }[],
): Promise<number> {
  await manager.query(
    `insert into bulk_item (bulk_id, submission_id, version)
     select $1, item.id, item.version from unnest($2::uuid[], $3::int[]) as item(id, version)`,
    [id, picked.map((item) => item.id), picked.map((item) => item.version)],
  );
  return picked.length;
}

async function insertFound(
  manager: EntityManager,
  id: string,
  { filter, limit }: { filter: Filter; limit: number },
): Promise<number> {
  const { sql, parameters } = await listingSource(manager, filter);
  const bulk = `$${parameters.push(id)}::uuid`;
  const [row]: { count: number }[] = await manager.query(
    `with found as (
       insert into bulk_item (bulk_id, submission_id, version)
       select ${bulk}, s.id, s.version ${sql} limit ${limit}
       returning 1)
     select count(*)::int as count from found`,
    parameters,
  );
  return row?.count ?? 0;
}
