import pg from 'pg';
import { poolSettings } from '../../src/database/data-source.js';
import { statusOf } from '../../src/http/problem.js';
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

  it.each(['a statement', 'COMMIT'])(
    'answers 503 when it breaks before %s of a transaction',
    async (last) => {
      const desk = database.dataSource;
      const broken = desk.transaction(async (manager) => {
        const [own] = await manager.query<{ pid: number }[]>('select pg_backend_pid() as pid');
        await desk.query('select pg_terminate_backend($1)', [own?.pid]);
        await eventually('the connection is noticed to be gone', () => manager.queryRunner?.isReleased);
        if (last === 'a statement') await manager.query('select 1');
      });
      expect(statusOf(await broken.catch((error: unknown) => error))).toBe(503);
    },
  );

  it('answers 503 when it broke and is asked again', async () => {
    const client = await pool.connect();
    await client.query('select 1');
    proxy.cut();
    await eventually('the connection is closed', () => proxy.open === 0);
    await expect(client.query('select 1')).rejects.toThrow(/terminat|closed|not queryable|ECONNRESET/i);
    const error = await client.query('select 1').catch((failure: unknown) => failure);
    client.release(true);
    expect(statusOf(error)).toBe(503);
  });
});
