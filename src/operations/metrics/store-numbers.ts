import type { DataSource } from 'typeorm';
import { EFFECT_STATES, type EffectState } from '../../domain/outbox.entity.js';
import { SUBMISSION_STATES, type SubmissionState } from '../../domain/submission-state.js';

/** What the stores hold, for people who watch them. Never for readers: it tells what waits. */
export interface StoreNumbers {
  submissions: Record<SubmissionState, number>;
  /** Age of the submission that waits longest for the machine; 0 when none does. */
  oldestWaitingSeconds: number;
  effects: Record<EffectState, number>;
  /** How long the effect that is due longest has been due; 0 when none is. */
  oldestDueSeconds: number;
}

/** Counts by the indexes, without reading rows. @throws when the database does not answer. */
export async function storeNumbers(dataSource: DataSource): Promise<StoreNumbers> {
  const counts: { store: 'submission' | 'outbox'; state: string; n: number }[] = await dataSource.query(
    `select 'submission' as store, state, count(*)::float8 as n from submission group by state
     union all
     select 'outbox', state, count(*)::float8 from outbox group by state`,
  );
  const [ages]: { waiting: number | null; due: number | null }[] = await dataSource.query(
    `select (select extract(epoch from now() - min(received_at))::float8 from submission where state = 'received')
              as waiting,
            (select extract(epoch from now() - min(due_at))::float8 from outbox where state = 'pending') as due`,
  );
  const of = (store: string, state: string) =>
    counts.find((row) => row.store === store && row.state === state)?.n ?? 0;
  return {
    submissions: byName(SUBMISSION_STATES, (state) => of('submission', state)),
    oldestWaitingSeconds: Math.max(0, ages?.waiting ?? 0),
    effects: byName(EFFECT_STATES, (state) => of('outbox', state)),
    oldestDueSeconds: Math.max(0, ages?.due ?? 0),
  };
}

function byName<Name extends string>(
  names: readonly Name[],
  valueOf: (name: Name) => number,
): Record<Name, number> {
  return Object.fromEntries(names.map((name) => [name, valueOf(name)])) as Record<Name, number>;
}
