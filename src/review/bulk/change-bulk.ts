import { randomUUID } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import { inTransaction } from '../../database/transaction-conflict.js';
import { BULK_UNDO_HOURS, type BulkState } from '../../domain/bulk.entity.js';
import type { DecisionAct } from '../../domain/decision.entity.js';
import { type Role, roleIncludes } from '../../domain/moderator.entity.js';
import { BULK_CHANNEL } from './bulk-jobs.js';

/** Who changes a bulk decision. */
export interface BulkPerson {
  id: string;
  role: Role;
}

/** Why it could not be changed. */
export type BulkRefusal =
  | 'unknown'
  /** Only who made it and leads may. */
  | 'foreign'
  /** Only another person may let it begin. */
  | 'own'
  /** It does not wait for a second person. */
  | 'not-waiting'
  | 'ended'
  /** It must end first. */
  | 'open'
  | 'too-late'
  | 'nothing-to-undo';

interface Row {
  id: string;
  moderator_id: string;
  act: DecisionAct;
  state: BulkState;
  recorded: number;
  in_time: boolean;
}

/** Lets a bulk decision begin that waits for a second person. */
export function approveBulk(
  dataSource: DataSource,
  id: string,
  by: BulkPerson,
): Promise<'approved' | BulkRefusal> {
  return inTransaction(dataSource, async (manager) => {
    const bulk = await lockBulk(manager, id);
    if (bulk === undefined) return 'unknown';
    if (bulk.state !== 'waiting_for_second') return 'not-waiting';
    if (bulk.moderator_id === by.id) return 'own';
    await manager.query(`update bulk set state = 'queued', approved_by = $2 where id = $1`, [id, by.id]);
    await hint(manager);
    return 'approved';
  });
}

/** Ends a bulk decision after the batch under way; what was done stays. */
export function cancelBulk(
  dataSource: DataSource,
  id: string,
  by: BulkPerson,
): Promise<'cancelled' | BulkRefusal> {
  return inTransaction(dataSource, async (manager) => {
    const bulk = await lockBulk(manager, id);
    if (bulk === undefined) return 'unknown';
    if (!mayChange(bulk, by)) return 'foreign';
    if (hasEnded(bulk.state)) return 'ended';
    await manager.query(
      `update bulk set state = 'cancelled', finished_at = now(), lease = null, lease_until = null where id = $1`,
      [id],
    );
    return 'cancelled';
  });
}

/**
 * Takes a bulk decision back by another one, of every submission that it decided and that is still as it left it.
 * @returns the id of the other one.
 */
export function undoBulk(
  dataSource: DataSource,
  id: string,
  by: BulkPerson,
): Promise<{ undo: string } | BulkRefusal> {
  return inTransaction(dataSource, async (manager) => {
    const bulk = await lockBulk(manager, id);
    if (bulk === undefined) return 'unknown';
    if (!mayChange(bulk, by)) return 'foreign';
    if (!hasEnded(bulk.state)) return 'open';
    if (bulk.act === 'undo' || bulk.recorded === 0) return 'nothing-to-undo';
    if (!bulk.in_time) return 'too-late';
    const undo = randomUUID();
    const made: unknown[] = await manager.query(
      `with made as (
         insert into bulk (id, moderator_id, act, total, state, undo_of)
         select $1, $2, 'undo', count(*), 'queued', $3 from (${LEFT_TO_UNDO}) as left_over having count(*) > 0
         on conflict (undo_of) where undo_of is not null and state not in ('cancelled', 'failed') do nothing
         returning id)
       insert into bulk_item (bulk_id, submission_id, version)
       select made.id, left_over.submission_id, left_over.version from made, (${LEFT_TO_UNDO}) as left_over
       returning 1`,
      [undo, by.id, id],
    );
    if (made.length === 0) return 'nothing-to-undo';
    await hint(manager);
    return { undo };
  });
}

/** What bulk decision $3 decided and no undo of it has taken back, with the version it left behind. */
const LEFT_TO_UNDO = `
  select i.submission_id, d.version from bulk_item i join decision d on d.id = i.decision_id
   where i.bulk_id = $3
     and not exists (select from bulk u join bulk_item back on back.bulk_id = u.id
                      where u.undo_of = $3 and back.submission_id = i.submission_id and back.outcome = 'recorded')`;

/** Waits for the batch under way. */
async function lockBulk(manager: EntityManager, id: string): Promise<Row | undefined> {
  const rows: Row[] = await manager.query(
    `select id, moderator_id, act, state, recorded,
            coalesce(finished_at > now() - make_interval(hours => ${BULK_UNDO_HOURS}), true) as in_time
       from bulk where id = $1 for update`,
    [id],
  );
  return rows[0];
}

/** Whether somebody may cancel a bulk decision or take it back: who made it, and leads. */
export function mayChange(bulk: { moderator_id: string }, by: BulkPerson): boolean {
  return bulk.moderator_id === by.id || roleIncludes(by.role, 'lead');
}

/** Whether nothing more will come of it. */
export function hasEnded(state: BulkState): boolean {
  return state === 'done' || state === 'cancelled' || state === 'failed';
}

async function hint(manager: EntityManager): Promise<void> {
  await manager.query(`select pg_notify($1, '')`, [BULK_CHANNEL]);
}
