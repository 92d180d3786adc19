import type { DataSource } from 'typeorm';
import { BULK_STATES, type BulkState } from '../../domain/bulk.entity.js';
import { EFFECT_STATES, type EffectState } from '../../domain/outbox.entity.js';
import { SUBMISSION_STATES, type SubmissionState } from '../../domain/submission-state.js';

/** What the stores hold, for people who watch them. Never for readers: it tells what waits. */
export interface StoreNumbers {
  submissions: Record<SubmissionState, number>;
  /** Age of the submission that waits longest for the machine; 0 when none does. */
  oldestWaitingSeconds: number;
  effects: Record<EffectState, number>;
  bulks: Record<BulkState, number>;
  /** How long the effect that is due longest has been due; 0 when none is. */
  oldestDueSeconds: number;
  /** Rules of policies in force that may only hold for now. */
  rulesStopped: number;
}

/** Counts by the indexes, without reading rows. @throws when the database does not answer. */
export async function storeNumbers(dataSource: DataSource): Promise<StoreNumbers> {
  const counts: { store: 'submission' | 'outbox' | 'bulk'; state: string; n: number }[] =
    await dataSource.query(
      `select 'submission' as store, state, count(*)::float8 as n from submission group by state
     union all
     select 'outbox', state, count(*)::float8 from outbox group by state
     union all
     select 'bulk', state, count(*)::float8 from bulk group by state`,
    );
  const [ages]: { waiting: number | null; due: number | null; stopped: number }[] = await dataSource.query(
    `select (select extract(epoch from now() - min(received_at))::float8 from submission where state = 'received')
              as waiting,
            (select extract(epoch from now() - min(due_at))::float8 from outbox where state = 'pending') as due,
            (select count(*)::int from (
               select distinct on (b.policy_id, b.rule) b.is_on, b.ends_at from rule_brake b
                where b.policy_id in (select distinct on (site_id) id from policy order by site_id, version desc)
                order by b.policy_id, b.rule, b.number desc) as last
                where is_on and (ends_at is null or ends_at > now())) as stopped`,
  );
  const of = (store: string, state: string) =>
    counts.find((row) => row.store === store && row.state === state)?.n ?? 0;
  return {
    submissions: byName(SUBMISSION_STATES, (state) => of('submission', state)),
    oldestWaitingSeconds: Math.max(0, ages?.waiting ?? 0),
    effects: byName(EFFECT_STATES, (state) => of('outbox', state)),
    bulks: byName(BULK_STATES, (state) => of('bulk', state)),
    oldestDueSeconds: Math.max(0, ages?.due ?? 0),
    rulesStopped: ages?.stopped ?? 0,
  };
}

function byName<Name extends string>(
  names: readonly Name[],
  valueOf: (name: Name) => number,
): Record<Name, number> {
  return Object.fromEntries(names.map((name) => [name, valueOf(name)])) as Record<Name, number>;
}
