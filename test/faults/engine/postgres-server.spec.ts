import { eventually } from '../../support/eventually.js';
import pg from 'pg';
import { type DeskRole, PostgresServer } from './postgres-server.js';
import { SmallDisk } from './small-disk.js';
import type { Store } from './world.js';

const HOOK_MS = 60_000;

/** Connects as the desk does, runs a statement, and gives its SQLSTATE or `ok`. */
async function tries(server: PostgresServer, sql: string, role: DeskRole = 'desk_api'): Promise<string> {
  const client = new pg.Client({ connectionString: server.urlFor(role) });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query(sql);
    return 'ok';
  } catch (error) {
    return String((error as { code?: string }).code);
  } finally {
    await client.end().catch(() => undefined);
  }
}

describe('a PostgreSQL server that can fail on order', () => {
  let server: PostgresServer;
  let store: Store;

  beforeAll(async () => {
    server = await PostgresServer.create();
    store = await server.newStore();
    await server.dataSource.query('create table memo (text text)');
    await server.dataSource.query('grant all on memo to desk');
  }, HOOK_MS);

  afterAll(async () => {
    await store.destroy();
    await server.destroy();
  }, HOOK_MS);

  it('is durable and has the desk in it, for accounts that are no superusers', async () => {
    const [row] = await server.dataSource.query(
      `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as sync,
              (select rolsuper from pg_roles where rolname = 'desk_api') as super`,
    );
    expect(row).toEqual({ fsync: 'on', sync: 'on', super: false });
    expect(await tries(server, 'update site set name = name')).toBe('ok');
  });

  it.each(['stopImmediately', 'stopFast', 'kill'] as const)('keeps what was committed: %s', async (way) => {
    await server.dataSource.query(`insert into memo values ('${way}')`);
    await server[way]();
    expect(await tries(server, 'select 1')).toBe('ECONNREFUSED');
    await server.start();
    const rows = await eventually('it answers', () =>
      server.dataSource.query(`select 1 from memo where text = '${way}'`),
    );
    expect(rows).toHaveLength(1);
  });

  it('ends connections of one account and one application', async () => {
    const clients = await Promise.all(
      (['desk_api', 'desk_worker'] as const).map(async (role) => {
        const client = new pg.Client({
          connectionString: server.urlFor(role),
          application_name: 'replydesk',
        });
        client.on('error', () => undefined);
        await client.connect();
        return client;
      }),
    );
    expect(await server.terminate({ role: 'desk_api', application: 'other' })).toBe(0);
    expect(await server.terminate({ role: 'desk_api', application: 'replydesk' })).toBe(1);
    const [api, worker] = clients;
    await eventually('the one is gone', () =>
      api?.query('select 1').then(
        () => false,
        () => true,
      ),
    );
    expect((await worker?.query('select 1'))?.rowCount).toBe(1);
    await worker?.end();
  });

  it('has no connections left, and is read-only, and recovers', async () => {
    await server.limitConnections('desk_api', 0);
    expect(await tries(server, 'select 1')).toBe('53300');
    await server.limitConnections('desk_api', -1);
    await server.configure({ default_transaction_read_only: 'on' });
    expect(await tries(server, 'insert into memo values (1)')).toBe('25006');
    await server.configure({ default_transaction_read_only: null });
    await eventually(
      'it writes again',
      async () => (await tries(server, 'insert into memo values (1)')) === 'ok',
    );
    expect(await tries(server, 'select 1')).toBe('ok');
  });
});

// A right that not every machine gives: without it there is nothing to install that would help.
if (!SmallDisk.isPossible)
  process.stderr.write(
    '\n*** SKIPPED: the test of a full disk needs root who may mount a file system ***\n\n',
  );
const describeMounted = SmallDisk.isPossible ? describe : describe.skip;

describeMounted('a small disk', () => {
  it(
    'is full, and has room again',
    async () => {
      const disk = SmallDisk.mount(64);
      const server = await PostgresServer.create();
      const store = await server.newStore(disk);
      try {
        const write = `create table if not exists ballast (t text);
        insert into ballast select repeat(md5(n::text), 100) from generate_series(1, 500) n`;
        expect(await tries(server, write, 'desk')).toBe('ok');
        disk.fill();
        expect(await tries(server, write, 'desk')).toBe('53100');
        disk.clear();
        expect(await tries(server, write, 'desk')).toBe('ok');
      } finally {
        await store.destroy();
        await server.destroy();
      }
    },
    HOOK_MS,
  );
});
