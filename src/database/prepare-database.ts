import type { DataSource } from 'typeorm';

/** Any constant; whoever changes the schema holds this advisory lock, so that others queue up behind it. */
export const MIGRATION_LOCK = 7_301_114_001;

/**
 * Runs the pending migrations, once, however many processes start together.
 * @returns names of the migrations that were run.
 */
export async function migrateDatabase(dataSource: DataSource): Promise<string[]> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    try {
      if (!(await dataSource.showMigrations())) return [];
      const done = await dataSource.runMigrations();
      return done.map((migration) => migration.name);
    } finally {
      await runner.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    }
  } finally {
    await runner.release();
  }
}
