import pg from 'pg';
import { poolSettings } from '../../src/database/data-source.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { Random } from '../faults/engine/random.js';
import { TcpProxy } from '../faults/engine/tcp-proxy.js';

describe('connections to PostgreSQL that break', () => {
  let database: TestDatabase;
  let proxy: TcpProxy;
  let pool: pg.Pool;

  beforeAll(async () => {
    database = await createTestDatabase();
  });

  afterAll(() => database.destroy());

  beforeEach(async () => {
    const { hostname, port } = new URL(database.url);
    proxy = await TcpProxy.open({ host: hostname, port: Number(port) }, new Random(1));
    pool = new pg.Pool({ ...poolSettings(proxy.urlFor(database.url)), query_timeout: 300, max: 1 });
    pool.on('error', () => undefined);
  });

  afterEach(async () => {
    await pool.end();
    await proxy.close();
  });

  it('fails the next statement, and not the process, when it breaks between two statements', async () => {
    const client = await pool.connect();
    await client.query('begin');
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    await database.dataSource.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
    await eventually('the connection is closed', () => proxy.open === 0);
    await expect(client.query('select 1')).rejects.toThrow(/terminat|closed|not queryable|administrator/i);
    client.release();
    expect((await pool.query('select 1')).rowCount).toBe(1);
  });

  it('is not handed out again when a statement had no answer in time', async () => {
    const client = await pool.connect();
    await client.query('select 1');
    await proxy.set({ halfOpen: true });
    proxy.dropServerSide();
    await expect(client.query('select 1')).rejects.toThrow(/timeout/i);
    // As TypeORM does it: the pool is not told that anything was wrong.
    client.release();
    const next = await pool.connect();
    expect((await next.query('select 1')).rowCount).toBe(1);
    next.release();
  });
});
