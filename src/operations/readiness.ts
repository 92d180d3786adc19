import type { DataSource } from 'typeorm';

/** Whether submissions are accepted; `delayed`: something waits for the machine longer than a healthy one lets it. */
export type Readiness = { accepting: false } | { accepting: true; screening: 'ok' | 'delayed' };

/** Longest wait for the database, in milliseconds. */
const PATIENCE_MS = 2_000;

/**
 * Asks the database once. Never throws.
 * @param delayedSeconds age from which a waiting submission counts as delayed.
 */
export async function readinessOf(dataSource: DataSource, delayedSeconds: number): Promise<Readiness> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<Readiness>((resolve) => {
    timer = setTimeout(() => resolve({ accepting: false }), PATIENCE_MS);
  });
  try {
    return await Promise.race([ask(dataSource, delayedSeconds), silence]);
  } finally {
    clearTimeout(timer);
  }
}

async function ask(dataSource: DataSource, delayedSeconds: number): Promise<Readiness> {
  try {
    const rows: { delayed: boolean }[] = await dataSource.query(
      `select exists(select 1 from submission
                      where state = 'received' and received_at < now() - make_interval(secs => $1)) as delayed`,
      [delayedSeconds],
    );
    return { accepting: true, screening: rows[0]?.delayed === true ? 'delayed' : 'ok' };
  } catch {
    return { accepting: false };
  }
}
