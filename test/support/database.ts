import 'reflect-metadata';
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { startEmbeddedPostgres } from '../../src/cli/embedded-postgres/embedded-postgres.js';
import { createDataSource } from '../../src/database/data-source.js';
import { MIGRATIONS } from '../../src/database/migrations/index.js';
import { migrateQueue } from '../../src/queue/broker.js';
import { policyHash } from '../../src/domain/policy.js';
import { prepareStores } from '../../src/sites/prepare-stores.js';
import { STARTING_POLICY } from '../../src/sites/starting-policy.js';

/** A database of its own for one test file. */
export interface TestDatabase {
  url: string;
  dataSource: DataSource;
  /**
   * Crawls the application on what the file left behind (test/support/crawler.ts), closes the pool and drops the
   * database; fails if strangers learn of what is not public, or a connection of the file is still open.
   */
  destroy(): Promise<void>;
}

/** Where the shared test server of this machine user lives; test/support/stop-stores.mjs stops it. */
export const TEST_SERVER_DIR = join(tmpdir(), `replydesk-test-${process.getuid?.() ?? 'user'}`);

/** Any constant: files that start together make the template once. */
const TEMPLATE_LOCK = 7_301_114_002;

let serverUrl: Promise<string> | undefined;

/** Address of the test server: TEST_DATABASE_URL, or the embedded PostgreSQL. */
export function testServer(): Promise<string> {
  serverUrl ??= findServer();
  return serverUrl;
}

async function findServer(): Promise<string> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given !== undefined && given !== '') return given;
  const server = await startEmbeddedPostgres({
    dataDir: TEST_SERVER_DIR,
    log: () => undefined,
    language: 'en',
  });
  return server.url;
}

/** The address of another database on the same server. */
export function databaseUrl(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.toString();
}

/** Runs statements on the server's maintenance database. */
async function onServer<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl(await testServer(), 'postgres') });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Name of the template: changes with every migration and with what a first run makes. */
function templateName(): string {
  const digest = createHash('sha256');
  for (const migration of MIGRATIONS) digest.update(migration.prototype.up.toString());
  digest.update(readFileSync(join(__dirname, '../../src/sites/first-run.ts')));
  digest.update(policyHash(STARTING_POLICY));
  return `template_${digest.digest('hex').slice(0, 16)}`;
}

async function ensureTemplate(client: pg.Client): Promise<string> {
  const name = templateName();
  await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount === 0) await makeTemplate(client, name);
    return name;
  } finally {
    await client.query('select pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
  }
}

async function makeTemplate(client: pg.Client, name: string): Promise<void> {
  const draft = `${name}_${randomBytes(4).toString('hex')}`;
  await client.query(`create database ${draft}`);
  const url = databaseUrl(await testServer(), draft);
  const dataSource = createDataSource({ url, pool: 2 });
  await dataSource.initialize();
  await prepareStores(dataSource, { example: true });
  await migrateQueue(url);
  await dataSource.destroy();
  await client.query(`alter database ${draft} rename to ${name}`);
}

/** An empty database: no tables, for tests of migrations. */
export async function createEmptyDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `empty_${randomBytes(6).toString('hex')}`;
  await onServer((client) => client.query(`create database ${name}`));
  return {
    url: databaseUrl(await testServer(), name),
    drop: () => onServer(async (client) => void (await client.query(`drop database ${name} with (force)`))),
  };
}

/**
 * A migrated database with the site `default`, its policy version 1 and the example threads.
 * @param wish `crawl: false` only for files whose rows are damaged on purpose.
 */
export async function createTestDatabase(wish: { crawl?: false } = {}): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onServer(async (client) => {
    const template = await ensureTemplate(client);
    await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    try {
      await client.query(`create database ${name} template ${template}`);
    } finally {
      await client.query('select pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
    }
  });
  const url = databaseUrl(await testServer(), name);
  const dataSource = createDataSource({ url, pool: 10 });
  await dataSource.initialize();
  return {
    url,
    dataSource,
    async destroy() {
      try {
        if (wish.crawl !== false) await crawlOnce({ url, dataSource });
      } finally {
        await dataSource.destroy();
        await onServer((client) => dropUnused(client, name));
      }
    },
  };
}

let crawled = false;

/** Of the databases of a file the first one that ends is crawled; none in mutation tests, which run each file often. */
async function crawlOnce({ url, dataSource }: { url: string; dataSource: DataSource }): Promise<void> {
  if (crawled || process.env['REPLYDESK_CRAWL'] === 'false') return;
  crawled = true;
  const { expectNothingHidden } = await import('./crawler.js');
  await expectNothingHidden(url, dataSource);
}

const LEAK_TRIES = 100;

/** Connections take a moment to end; one that stays is a leak. */
async function dropUnused(client: pg.Client, name: string): Promise<void> {
  for (let left = LEAK_TRIES; ; left--) {
    const { rows } = await client.query<{ application_name: string; query: string }>(
      'select application_name, query from pg_stat_activity where datname = $1',
      [name],
    );
    if (rows.length === 0) break;
    if (left === 0) {
      await client.query(`drop database ${name} with (force)`);
      throw new Error(`connections left open: ${JSON.stringify(rows)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await client.query(`drop database ${name}`);
}
