import type { DataSource, EntityManager } from 'typeorm';
import type { Config } from '../config/config.js';
import { SUBMISSION_STATES, type SubmissionState } from '../domain/submission-state.js';
import type { InvariantNumber, InvariantSettings, Violation } from './invariants/invariant.js';
import { type InvariantKey, INVARIANTS } from './invariants/list.js';

/** What one check found; `violations` may be more than there are examples. */
export interface Check {
  key: InvariantKey;
  /** Numbers of the invariants it proves, or proves a part of (docs/reliability.md). */
  proves: readonly InvariantNumber[];
  violations: number;
  examples: Violation[];
}

/** The state of the stores at one instant. */
export interface DoctorReport {
  /** Whether no check found anything. */
  balanced: boolean;
  /** Time of the snapshot by the database clock, ISO 8601. */
  at: string;
  /** Submissions ever accepted. */
  accepted: number;
  states: Record<SubmissionState, number>;
  comments: number;
  checks: Check[];
}

/** What the invariants need to know of the configuration. */
export function invariantSettings({ screening, addressRetentionDays }: Config): InvariantSettings {
  return { overdueSeconds: screening.overdueSeconds, addressRetentionDays };
}

/** Checks every invariant in one read-only snapshot; changes nothing and blocks nobody. */
export async function examine(
  database: DataSource | EntityManager,
  settings: InvariantSettings,
): Promise<DoctorReport> {
  return database.transaction('REPEATABLE READ', async (manager) => {
    await manager.query('set transaction read only');
    // One process and enough memory to join whole tables: it is to be cheap for others, not fast.
    await manager.query(`set local max_parallel_workers_per_gather = 0; set local work_mem = '64MB'`);
    const counts = await count(manager);
    const checks: Check[] = [];
    for (const invariant of INVARIANTS) {
      const { total, examples } = await invariant.find(manager, settings);
      checks.push({ key: invariant.key, proves: invariant.proves, violations: total, examples });
    }
    return { balanced: checks.every(({ violations }) => violations === 0), ...counts, checks };
  });
}

async function count(
  manager: EntityManager,
): Promise<Pick<DoctorReport, 'at' | 'accepted' | 'states' | 'comments'>> {
  const [totals]: { at: Date; accepted: number; comments: number }[] = await manager.query(
    `select now() as at, (select count(*) from submission)::float8 as accepted,
            (select count(*) from comment)::float8 as comments`,
  );
  if (totals === undefined) throw new Error('the database did not count');
  const rows: { state: SubmissionState; submissions: number }[] = await manager.query(
    'select state, count(*)::float8 as submissions from submission group by state',
  );
  const byState = new Map(rows.map(({ state, submissions }) => [state, submissions]));
  const states = Object.fromEntries(SUBMISSION_STATES.map((state) => [state, byState.get(state) ?? 0]));
  return { ...totals, at: totals.at.toISOString(), states: states as Record<SubmissionState, number> };
}
