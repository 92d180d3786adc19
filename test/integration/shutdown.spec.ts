import { execFile } from 'node:child_process';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describeWith } from '../support/browser.js';
import { formFields } from '../support/comment-form.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { ROOT } from '../support/desk.js';
import { eventually } from '../support/eventually.js';
import { given } from '../support/given.js';
import { hasRedis, startRedis } from '../support/redis.js';
import { RoleUnderTest } from '../support/role.js';
import { tcpGate } from '../support/tcp-gate.js';

/** Processes are started, and some of them take their whole time to end. */
jest.setTimeout(120_000);

/** Milliseconds within which a process ends, whatever its stores do, and what a busy machine adds. */
const BOUND_MS = 12_000 + 3_000;

let database: TestDatabase;
const running: RoleUnderTest[] = [];

beforeAll(async () => {
  // Builds what is not up to date.
  await promisify(execFile)(process.execPath, [join(ROOT, 'bin/replydesk.mjs'), '--version']);
}, 120_000);

beforeEach(async () => {
  database = await createTestDatabase();
  await database.dataSource.query('update site set flood_seconds = 0');
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((role) => role.kill()));
  await database.destroy();
});

function start(role: 'api' | 'worker', env: Record<string, string> = {}): RoleUnderTest {
  const started = new RoleUnderTest(role, { DATABASE_URL: database.url, ...env });
  running.push(started);
  return started;
}

const agent = new Agent({ keepAlive: false });

/** Posts a comment on a connection of its own; gives the status, or why there was none. */
function post(url: string): Promise<number | string> {
  const body = new URLSearchParams(formFields()).toString();
  return new Promise((resolve) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': body.length };
    const posting = request(`${url}/wp-comments-post.php`, { method: 'POST', agent, headers }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
      response.on('error', (error) => resolve(String(error)));
    });
    posting.on('error', (error) => resolve(String(error)));
    posting.end(body);
  });
}

const accepted = async () => {
  const [row]: { n: number }[] = await database.dataSource.query('select count(*)::int as n from submission');
  return row?.n ?? 0;
};

describe('a process that is told to stop', () => {
  it.each(['api', 'worker'] as const)('ends in order: %s', async (name) => {
    const role = start(name);
    await role.ready();
    role.terminate();
    expect(await role.ended()).toMatchObject({ code: 0, signal: null });
    expect(role.warnings).toEqual([]);
  });

  it.each(['api', 'worker'] as const)('twice is told to stop once: %s', async (name) => {
    const role = start(name);
    await role.ready();
    role.terminate();
    role.terminate();
    expect(await role.ended()).toMatchObject({ code: 0, signal: null });
    expect(role.warnings).toEqual([]);
  });

  it('before it was ready ends at once', async () => {
    const gate = await tcpGate(database.url);
    gate.silence();
    const role = start('worker', { DATABASE_URL: gate.url });
    await eventually('it waits for the database', () => role.warnings.length > 0, { timeoutMs: 30_000 });
    role.terminate();
    const { code, afterMs } = await role.ended();
    expect(code).toBe(0);
    expect(afterMs).toBeLessThan(7_000);
    await gate.shut();
  });

  it('answers every request that it has begun, and loses nothing that it acknowledged', async () => {
    const api = start('api');
    const url = await api.ready();
    const results: { sentAt: number; answer: number | string }[] = [];
    let posting = true;
    const clients = Array.from({ length: 8 }, async () => {
      while (posting) {
        const sentAt = performance.now();
        const answer = await post(url);
        results.push({ sentAt, answer });
        if (typeof answer === 'string') return;
      }
    });
    await eventually('the desk is busy', () => results.length > 40);
    const toldAt = performance.now();
    api.terminate();
    expect(await api.ended()).toMatchObject({ code: 0 });
    posting = false;
    await Promise.all(clients);
    const begun = results.filter(({ sentAt }) => sentAt < toldAt);
    expect(begun.filter(({ answer }) => answer !== 302)).toEqual([]);
    const acknowledged = results.filter(({ answer }) => answer === 302).length;
    expect(await accepted()).toBe(acknowledged);
    expect(api.warnings).toEqual([]);
  });

  it('says so at /readyz and goes on working, as long as it was told', async () => {
    const api = start('api', { SHUTDOWN_DELAY_SECONDS: '3' });
    const url = await api.ready();
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    api.terminate();
    await eventually('it is not ready', async () => {
      const answer = await fetch(`${url}/readyz`);
      return answer.status === 503 && ((await answer.json()) as { accepting: boolean }).accepting === false;
    });
    expect(await post(url)).toBe(302);
    const { code, afterMs } = await api.ended();
    expect(code).toBe(0);
    expect(afterMs).toBeGreaterThan(2_900);
  });
});

describe('a process whose stores are silent when it is told to stop', () => {
  it('ends, and cuts the reader that it could not answer: api', async () => {
    const gate = await tcpGate(database.url);
    const api = start('api', { DATABASE_URL: gate.url });
    const url = await api.ready();
    expect(await post(url)).toBe(302);
    gate.silence();
    const unanswered = post(url);
    api.terminate();
    const { code, afterMs } = await api.ended();
    expect(code).toBe(0);
    expect(afterMs).toBeLessThan(BOUND_MS);
    expect(await unanswered).toMatch(/hang up|ECONNRESET|ECONNREFUSED/);
    expect(await accepted()).toBe(1);
    await gate.shut();
  });

  it('ends, and leaves its jobs to others: worker', async () => {
    const gate = await tcpGate(database.url);
    const worker = start('worker', {
      DATABASE_URL: gate.url,
      SWEEP_SECONDS: '1',
      SCREENING_REQUEUE_SECONDS: '1',
    });
    await worker.ready();
    const rows = given(database.dataSource);
    const first = await rows.submission();
    await eventually('it screens', async () => {
      const [row]: { state: string }[] = await database.dataSource.query(
        'select state from submission where id = $1',
        [first.id],
      );
      return row?.state === 'held';
    });
    gate.silence();
    const left = await rows.submission();
    worker.terminate();
    const { code, afterMs } = await worker.ended();
    expect(code).toBe(0);
    expect(afterMs).toBeLessThan(BOUND_MS);
    const next = start('worker', { SWEEP_SECONDS: '1', SCREENING_REQUEUE_SECONDS: '1' });
    await next.ready();
    await eventually(
      'another worker screens what was left',
      async () => {
        const [row]: { state: string }[] = await database.dataSource.query(
          'select state from submission where id = $1',
          [left.id],
        );
        return row?.state === 'held';
      },
      { timeoutMs: 30_000 },
    );
    await gate.shut();
  });
});

describeWith('redis-server', hasRedis)('a process that is told to stop while Redis is frozen', () => {
  it.each(['api', 'worker'] as const)('ends: %s', async (name) => {
    const redis = await startRedis();
    const role = start(name, { REDIS_URL: redis.url });
    const url = await role.ready();
    redis.freeze();
    const answer = name === 'api' ? await post(url) : undefined;
    role.terminate();
    const { code, afterMs } = await role.ended();
    redis.thaw();
    await redis.stop();
    expect(code).toBe(0);
    expect(afterMs).toBeLessThan(BOUND_MS);
    expect(answer).toBe(name === 'api' ? 302 : undefined);
    expect(await accepted()).toBe(name === 'api' ? 1 : 0);
  });
});
