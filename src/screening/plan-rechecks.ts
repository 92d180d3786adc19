import type { EntityManager } from 'typeorm';
import { UNAVAILABLE } from '../domain/decide.js';
import type { Settlement } from '../domain/settle-submission.js';

/** Minutes after which a submission is looked at again, each from the verdict on (engine.md 2.10). */
export const RECHECK_MINUTES = [1, 5, 20, 60] as const;

/** Plans to look again at what is held for nothing but a service that did not answer. Inside the settling transaction. */
export async function planRechecks(manager: EntityManager, settled: readonly Settlement[]): Promise<void> {
  const ids = settled.flatMap(({ submissionId, record }) =>
    record.kind === 'verdict' && record.matched.length === 1 && record.rule === UNAVAILABLE
      ? [submissionId]
      : [],
  );
  if (ids.length === 0) return;
  await manager.query(
    `insert into recheck (submission_id, due_at)
     select id, now() + make_interval(mins => $2) from unnest($1::uuid[]) as id`,
    [ids, RECHECK_MINUTES[0]],
  );
}
