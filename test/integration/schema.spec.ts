import { createDataSource } from '../../src/database/data-source.js';
import { migrateDatabase } from '../../src/database/prepare-database.js';
import { MIGRATIONS } from '../../src/database/migrations/index.js';
import { firstRun } from '../../src/sites/first-run.js';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../support/database.js';
import { given } from '../support/given.js';

describe('the schema', () => {
  it('is what the entities say, after all migrations from empty', async () => {
    const empty = await createEmptyDatabase();
    const dataSource = createDataSource({ url: empty.url, pool: 2 });
    await dataSource.initialize();
    expect(await migrateDatabase(dataSource)).toHaveLength(MIGRATIONS.length);
    const drift = await dataSource.driver.createSchemaBuilder().log();
    expect(drift.upQueries.map(({ query }) => query)).toEqual([]);
    await dataSource.destroy();
    await empty.drop();
  });

  it('goes one migration down and up again', async () => {
    const empty = await createEmptyDatabase();
    const dataSource = createDataSource({ url: empty.url, pool: 2 });
    await dataSource.initialize();
    await migrateDatabase(dataSource);
    await dataSource.undoLastMigration();
    expect(await migrateDatabase(dataSource)).toHaveLength(1);
    await dataSource.destroy();
    await empty.drop();
  });

  it('is migrated once by processes that start together', async () => {
    const empty = await createEmptyDatabase();
    const sources = [1, 2, 3].map(() => createDataSource({ url: empty.url, pool: 2 }));
    await Promise.all(sources.map((source) => source.initialize()));
    const done = await Promise.all(
      sources.map(async (source) => {
        const names = await migrateDatabase(source);
        await source.transaction((manager) => firstRun(manager, { example: true }));
        return names.length;
      }),
    );
    expect(done.filter((count) => count > 0)).toEqual([MIGRATIONS.length]);
    await Promise.all(sources.map((source) => source.destroy()));
    await empty.drop();
  });
});

describe('records', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });

  afterAll(() => database.destroy());

  it.each(['verdict', 'policy'])('of %s are never changed or deleted', async (table) => {
    await given(database.dataSource).heldSubmission();
    await expect(database.dataSource.query(`update ${table} set created_at = now()`)).rejects.toThrow(
      /never changed/,
    );
    await expect(database.dataSource.query(`delete from ${table}`)).rejects.toThrow(/never changed/);
  });

  it.each(['verdict', 'decision', 'policy'])('of %s are never thrown away as a whole', async (table) => {
    await expect(database.dataSource.query(`truncate ${table} cascade`)).rejects.toThrow(/never changed/);
  });
});
