import type { DataSource, EntityManager } from 'typeorm';

/** PostgreSQL: serialization_failure (also ours, when another transaction was faster) and deadlock_detected. */
const CONFLICT_CODES = new Set(['40001', '40P01']);

/** Times a transaction is tried in all. */
const TRIES = 4;

/** Whether PostgreSQL rolled a transaction back because of another one: it may well succeed when tried again. */
export function isTransactionConflict(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && CONFLICT_CODES.has(String(error.code))) return true;
  return 'driverError' in error && isTransactionConflict(error.driverError);
}

/**
 * Runs `work` in a transaction, again when another one was in its way.
 * @throws what `work` or COMMIT throws; then nothing is written, unless the connection broke in COMMIT.
 */
export async function inTransaction<Result>(
  dataSource: DataSource,
  work: (manager: EntityManager) => Promise<Result>,
): Promise<Result> {
  for (let left = TRIES - 1; ; left--) {
    try {
      return await dataSource.transaction(work);
    } catch (error) {
      if (left === 0 || !isTransactionConflict(error)) throw error;
    }
  }
}
