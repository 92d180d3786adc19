import type { EntityManager } from 'typeorm';
import type { BulkItems, BulkItemView, BulkList, BulkView } from '../../contract/bulk-api.js';
import { BULK_UNDO_HOURS } from '../../domain/bulk.entity.js';
import { roleIncludes } from '../../domain/moderator.entity.js';
import { type BulkPerson, hasEnded, mayChange } from './change-bulk.js';
import type { BulkItemListing } from './bulk.schema.js';

/** Bulk decisions of a list. */
const MOST = 50;

/** Characters of a text that are listed. */
const EXCERPT = 200;

type Row = Omit<BulkView, 'createdAt' | 'startedAt' | 'finishedAt' | 'undoUntil' | 'may'> & {
  moderator_id: string;
  created_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
  undo_until: Date | null;
  in_time: boolean;
};

const SELECT = `
  select b.id, b.moderator_id, b.act, b.reason, b.note, b.filter, b.state, b.total, b.recorded, b.conflicts, b.unknown,
         m.name as by, second.name as "approvedBy", b.undo_of as "undoOf",
         (select u.id from bulk u where u.undo_of = b.id and u.state not in ('cancelled', 'failed')) as "undoneBy",
         b.created_at, b.started_at, b.finished_at,
         b.finished_at + make_interval(hours => ${BULK_UNDO_HOURS}) as undo_until,
         coalesce(b.finished_at > now() - make_interval(hours => ${BULK_UNDO_HOURS}), false) as in_time
    from bulk b join moderator m on m.id = b.moderator_id left join moderator second on second.id = b.approved_by`;

/** One's own bulk decisions and those that wait for a second person, of leads everybody's; the newest. */
export async function listBulks(manager: EntityManager, person: BulkPerson): Promise<BulkList> {
  const rows: Row[] = await manager.query(
    `${SELECT} where b.moderator_id = $1 or b.state = 'waiting_for_second' or $2
      order by b.state = 'waiting_for_second' desc, b.created_at desc, b.id limit ${MOST}`,
    [person.id, roleIncludes(person.role, 'lead')],
  );
  const bulks = rows.map((row) => viewOf(row, person));
  return { bulks, waitingForMe: bulks.filter(({ may }) => may.approve).length };
}

/** One bulk decision; null when there is none. */
export async function findBulk(
  manager: EntityManager,
  id: string,
  person: BulkPerson,
): Promise<BulkView | null> {
  const [row]: Row[] = await manager.query(`${SELECT} where b.id = $1`, [id]);
  return row === undefined ? null : viewOf(row, person);
}

function viewOf(row: Row, person: BulkPerson): BulkView {
  const { moderator_id, created_at, started_at, finished_at, undo_until, in_time, ...same } = row;
  const ended = hasEnded(same.state);
  const mine = mayChange({ moderator_id }, person);
  const undoable = ended && in_time && same.act !== 'undo' && same.recorded > 0 && same.undoneBy === null;
  return {
    ...same,
    createdAt: created_at.toISOString(),
    startedAt: started_at?.toISOString() ?? null,
    finishedAt: finished_at?.toISOString() ?? null,
    undoUntil: undo_until?.toISOString() ?? null,
    may: {
      approve: same.state === 'waiting_for_second' && moderator_id !== person.id,
      cancel: mine && !ended,
      undo: mine && undoable,
    },
  };
}

type ItemRow = Omit<BulkItemView, 'last'> & {
  act: 'approve' | 'reject' | 'undo' | null;
  last_reason: string | null;
  by: string | null;
  at: Date | null;
};

/** A page of the items of which the same came, in order of their ids; null when there is no such bulk decision. */
export async function listBulkItems(
  manager: EntityManager,
  id: string,
  { outcome, cursor, limit }: BulkItemListing,
): Promise<BulkItems | null> {
  const known: unknown[] = await manager.query('select from bulk where id = $1', [id]);
  if (known.length === 0) return null;
  const rows: ItemRow[] = await manager.query(
    `select i.submission_id as id, i.outcome, s.number::float8 as number, s.author_name as author,
            left(s.body, ${EXCERPT}) as text, s.state, s.reason, d.act, d.reason as last_reason, m.name as by, d.created_at as at
       from (select submission_id, outcome from bulk_item
              where bulk_id = $1 and outcome = $2 and ($3::uuid is null or submission_id > $3::uuid)
              order by submission_id limit $4) i
       left join submission s on s.id = i.submission_id
       left join lateral (select act, reason, moderator_id, created_at from decision
                           where submission_id = i.submission_id order by version desc limit 1) d on true
       left join moderator m on m.id = d.moderator_id
      order by i.submission_id`,
    [id, outcome, cursor ?? null, limit + 1],
  );
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { items: shown.map(itemOf), ...(last === undefined ? {} : { next: last.id }) };
}

function itemOf({ act, last_reason: reason, by, at, ...item }: ItemRow): BulkItemView {
  const known = act !== null && by !== null && at !== null;
  return { ...item, last: known ? { act, reason, by, at: at.toISOString() } : null };
}
