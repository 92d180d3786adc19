import type { DataSource } from 'typeorm';
import { migrateDatabase } from '../database/prepare-database.js';
import { firstRun } from './first-run.js';

/**
 * Brings the tables up to date and makes what every installation has. Safe to run in many processes at once.
 * @returns names of the migrations that were run.
 */
export async function prepareStores(
  dataSource: DataSource,
  options: { example: boolean },
): Promise<string[]> {
  const done = await migrateDatabase(dataSource);
  await dataSource.transaction((manager) => firstRun(manager, options));
  return done;
}
