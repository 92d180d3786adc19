import type fc from 'fast-check';
import type { DataSource } from 'typeorm';
import type { Failpoint } from '../../src/failpoint.js';
import { as, onFailpoint } from '../support/failpoint-gate.js';

/** Milliseconds between two looks at who waits for a lock. */
const LOOK_MS = 2;

/** One who acts: the name is also the `application_name` of the connections that the acts go over. */
export interface Actor {
  name: string;
  /** `pause` is one more place at which others may go on. */
  act: (pause: (label: string) => Promise<void>) => Promise<unknown>;
}

/**
 * Runs actors so that at any time only one of them goes on: each stops at every failpoint, and once all others have
 * stopped, ended or wait for a lock of the database, the scheduler says who is next. Transactions are real and overlap
 * as the scheduler wants. With `overlap` nobody waits for the others: who is let go runs beside those under way.
 * @returns what each act gave, in order.
 */
export async function perform(
  scheduler: fc.Scheduler,
  onlooker: DataSource,
  actors: readonly Actor[],
  { overlap = false }: { overlap?: boolean } = {},
): Promise<PromiseSettledResult<unknown>[]> {
  /** Who neither stopped nor ended. */
  const going = new Set<string>();
  let changes = 0;
  const stop = async (name: string, label: string) => {
    going.delete(name);
    changes += 1;
    await scheduler.schedule(Promise.resolve(), `${name} ${label}`);
    going.add(name);
    changes += 1;
  };
  onFailpoint((point: Failpoint, name) => (name === undefined ? undefined : stop(name, point)));
  let left = actors.length;
  const acts = actors.map(async ({ name, act }) => {
    try {
      await stop(name, 'comes');
      return await as(name, () => act((label) => stop(name, label)));
    } finally {
      going.delete(name);
      changes += 1;
      left -= 1;
    }
  });
  const all = Promise.allSettled(acts);
  while (left > 0) {
    if (overlap) await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    else await quiet(onlooker, going, () => changes);
    if (scheduler.count() > 0) await scheduler.waitNext(1);
  }
  onFailpoint(undefined);
  return all;
}

/** Waits until everybody who goes on waits for a lock. */
async function quiet(onlooker: DataSource, going: ReadonlySet<string>, changes: () => number): Promise<void> {
  while (going.size > 0) {
    const before = changes();
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    if (going.size === 0) return;
    const rows: { name: string }[] = await onlooker.query(
      `select application_name as name from pg_locks l join pg_stat_activity a using (pid)
        where a.datname = current_database() and not l.granted`,
    );
    const blocked = new Set(rows.map(({ name }) => name));
    if (before === changes() && [...going].every((name) => blocked.has(name))) return;
  }
}
