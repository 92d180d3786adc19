import type { DataSource } from 'typeorm';
import { withTimeLimit } from '../queue/time-limit.js';
import type { ClockState } from './clock-watch.js';
import { lastExamination } from './examinations.js';

/** What a process that accepts submissions says of the desk. It is public: nothing in it depends on what waits where. */
export interface Accepting {
  accepting: true;
  /** `delayed`: something waits for the machine longer than a healthy one lets it. */
  screening: 'ok' | 'delayed';
  /** Whether every invariant held at the last examination; null: there was none lately. */
  balanced: boolean | null;
  /** When that was, ISO 8601; null with `balanced`. */
  examinedAt: string | null;
  /** The clock of this process against the database's; null: not known. */
  clock: ClockState;
}

/** Whether submissions are accepted, and how the desk is. */
export type Readiness = { accepting: false } | Accepting;

/** Longest wait for the database, in milliseconds. */
const PATIENCE_MS = 2_000;

/**
 * Asks the database. Never throws.
 * @param delayedSeconds age from which a waiting submission counts as delayed.
 */
export async function readinessOf(
  dataSource: DataSource,
  delayedSeconds: number,
  clock: ClockState = null,
): Promise<Readiness> {
  try {
    const asking = ask(dataSource, delayedSeconds);
    return { ...(await withTimeLimit(asking, PATIENCE_MS, 'the database did not answer')), clock };
  } catch {
    return { accepting: false };
  }
}

async function ask(dataSource: DataSource, delayedSeconds: number): Promise<Omit<Accepting, 'clock'>> {
  const [rows, last] = await Promise.all([
    dataSource.query<{ delayed: boolean }[]>(
      `select exists(select 1 from submission
                      where state = 'received' and received_at < now() - make_interval(secs => $1)) as delayed`,
      [delayedSeconds],
    ),
    lastExamination(dataSource),
  ]);
  const balanced = last?.balanced ?? null;
  return {
    accepting: true,
    screening: rows[0]?.delayed === true ? 'delayed' : 'ok',
    balanced,
    examinedAt: balanced === null ? null : (last?.examinedAt.toISOString() ?? null),
  };
}
