import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { freePort, ROOT } from '../support/desk.js';
import { eventually } from '../support/eventually.js';
import { describeWith } from '../support/browser.js';
import { hasRedis, startRedis, type TestRedis } from '../support/redis.js';

const run = promisify(execFile);
const BIN = join(ROOT, 'bin/replydesk.mjs');
const REPLIES = 500;

describeWith('redis-server', hasRedis)('two api and two worker processes on real servers', () => {
  let database: TestDatabase;
  let redis: TestRedis;
  let env: NodeJS.ProcessEnv;
  const ports: number[] = [];
  const processes: ChildProcess[] = [];

  function role(name: 'api' | 'worker', port?: number): void {
    const child = spawn(process.execPath, [BIN, 'start', name], {
      cwd: ROOT,
      env: { ...env, ...(port === undefined ? {} : { PORT: String(port) }) },
      stdio: 'ignore',
    });
    processes.push(child);
  }

  beforeAll(async () => {
    [database, redis] = await Promise.all([createTestDatabase(), startRedis()]);
    env = {
      ...process.env,
      DATABASE_URL: database.url,
      REDIS_URL: redis.url,
      LOG_LEVEL: 'fatal',
      LANG: 'C.UTF-8',
      TRUSTED_PROXIES: '127.0.0.0/8,::1',
      DATABASE_POOL: '5',
    };
    ports.push(await freePort(), await freePort());
    for (const port of ports) role('api', port);
    role('worker');
    role('worker');
    for (const port of ports) {
      await eventually('the api is ready', async () => (await fetch(`http://localhost:${port}/readyz`)).ok, {
        timeoutMs: 60_000,
      });
    }
  }, 120_000);

  afterAll(async () => {
    for (const child of processes) child.kill('SIGTERM');
    await eventually(
      'all roles have stopped',
      () => processes.every(({ exitCode, signalCode }) => exitCode !== null || signalCode !== null),
      {
        timeoutMs: 30_000,
      },
    );
    await redis.stop();
    await database.destroy();
  }, 60_000);

  function post(n: number): Promise<Response> {
    return fetch(`http://localhost:${ports[n % 2]}/wp-comments-post.php`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'x-forwarded-for': `198.${n >> 8}.${n & 255}.7` },
      body: new URLSearchParams({
        comment_post_ID: '1',
        comment_parent: '0',
        author: `Reader ${n}`,
        email: `reader${n}@example.org`,
        comment: `Reply number ${n}`,
      }),
    });
  }

  const countState = async (state: string): Promise<number> => {
    const [row]: { n: number }[] = await database.dataSource.query(
      'select count(*)::int as n from submission where state = $1',
      [state],
    );
    return row?.n ?? 0;
  };

  it('answer all replies while Redis is away, lose none, and screen all once it is back', async () => {
    expect((await post(100_000)).status).toBe(302);
    await eventually('the first is screened', async () => (await countState('held')) === 1, {
      timeoutMs: 30_000,
    });
    await redis.kill();
    const statuses: number[] = [];
    for (let n = 0; n < REPLIES; n += 25) {
      const answers = await Promise.all(Array.from({ length: 25 }, (_, i) => post(n + i)));
      statuses.push(...answers.map(({ status }) => status));
    }
    expect(statuses.filter((status) => status !== 302)).toEqual([]);
    expect(await countState('received')).toBe(REPLIES);
    await redis.start();
    await eventually('all are screened', async () => (await countState('held')) === REPLIES + 1, {
      timeoutMs: 60_000,
    });
    const { stdout } = await run(process.execPath, [BIN, 'doctor', '--json'], { cwd: ROOT, env });
    expect(JSON.parse(stdout)).toMatchObject({ balanced: true, accepted: REPLIES + 1 });
  }, 150_000);
});
