import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { PolicyVersion } from '../../src/domain/policy.entity.js';
import type { Policy } from '../../src/domain/policy.js';
import { Verdict } from '../../src/domain/verdict.entity.js';
import { ScreenSubmission } from '../../src/screening/screen-submission.js';
import { describeWith } from '../support/browser.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { given } from '../support/given.js';
import { hasRedis, startRedis, type TestRedis } from '../support/redis.js';
import {
  openQueue,
  QUICK_SWEEPS,
  startWorker,
  stateOf,
  type TestWorker,
  verdictsOf,
} from '../support/screening.js';

// A job whose worker died is taken over after some 15 seconds.
jest.setTimeout(60_000);

let database: TestDatabase;
let rows: ReturnType<typeof given>;
let worker: TestWorker | undefined;

beforeEach(async () => {
  database = await createTestDatabase();
  rows = given(database.dataSource);
});

afterEach(async () => {
  await worker?.close();
  worker = undefined;
  await database.destroy();
});

async function start(env: Record<string, string> = {}): Promise<TestWorker> {
  worker = await startWorker(database, env);
  return worker;
}

async function unsettled(): Promise<number> {
  const answer: { count: number }[] = await database.dataSource.query(
    `select count(*)::int as count from submission where state = 'received'`,
  );
  return answer[0]?.count ?? -1;
}

/** A claimed job whose worker is killed. */
async function killWorkerHolding(address: string): Promise<void> {
  const child = spawn(process.execPath, [join(__dirname, '../support/hanging-worker.mjs'), address], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  expect(line.toString()).toBe('claimed\n');
  child.kill('SIGKILL');
  await once(child, 'exit');
}

/** What both kinds of broker must survive; `address` is where the queue is, `env` says so to the worker. */
function survives(address: () => string, env: () => Record<string, string>): void {
  it('gives one verdict, however often a job is delivered', async () => {
    const { enqueue, verdictOf, app } = await start({ ...env(), SCREENING_CONCURRENCY: '1' });
    const [submission, marker] = [await rows.submission(), await rows.submission()];
    enqueue(submission);
    await verdictOf(submission);
    enqueue(submission, submission);
    enqueue(marker);
    await verdictOf(marker);
    expect(await app.get(ScreenSubmission, { strict: false }).screen(submission.id)).toBe('not-waiting');
    expect(await verdictsOf(database.dataSource, submission)).toHaveLength(1);
  });

  it('takes over the job of a worker that was killed', async () => {
    const submission = await rows.submission();
    const queue = openQueue(database, env());
    await eventually('the queue takes the job', () => queue.add([submission.id]).then(() => true));
    await queue.onApplicationShutdown();
    await killWorkerHolding(address());
    const { verdictOf } = await start(env());
    const verdict = await verdictOf(submission, { timeoutMs: 25_000 });
    expect(verdict.rule).toBe('first-comments');
  });

  it('screens what the queue has lost', async () => {
    const { verdictOf } = await start({ ...env(), ...QUICK_SWEEPS });
    const submission = await rows.submission();
    expect((await verdictOf(submission)).rule).toBe('first-comments');
  });

  it('drops a job that is not one of ours and goes on', async () => {
    const { enqueue, verdictOf } = await start({ ...env(), SCREENING_CONCURRENCY: '1' });
    const submission = await rows.submission();
    enqueue({ id: 'not-a-submission' }, { id: randomUUID() });
    enqueue(submission);
    expect(await verdictOf(submission)).toMatchObject({ rule: 'first-comments' });
  });
}

describe('screening with the queue in PostgreSQL', () => {
  survives(
    () => database.url,
    () => ({}),
  );

  it('holds what failed on the last try, with the reason', async () => {
    const { siteId, id: threadId } = await rows.thread({ siteId: (await rows.site()).id });
    await database.dataSource.getRepository(PolicyVersion).insert({
      id: randomUUID(),
      siteId,
      version: 2,
      hash: '0',
      document: { mode: 'nonsense' } as unknown as Policy,
      createdBy: 'test',
    });
    const submission = await rows.submission({ threadId });
    const { enqueue, verdictOf } = await start({ SCREENING_TRIES: '2' });
    enqueue(submission);
    const message = `the site of submission ${submission.id} has no usable policy`;
    expect(await verdictOf(submission)).toMatchObject({
      outcome: 'hold',
      rule: 'screening-failed',
      signals: [{ kind: 'screening-failed', score: 1, evidence: { tries: 2, message } }],
    });
    expect(await stateOf(database.dataSource, submission)).toEqual(['held', 'screening-failed']);
  });

  it('holds what waited far too long', async () => {
    const submission = await rows.submission({ receivedAt: new Date(Date.now() - 3_600_000) });
    const { verdictOf } = await start({ ...QUICK_SWEEPS, SCREENING_OVERDUE_SECONDS: '600' });
    const verdict = await verdictOf(submission);
    expect(verdict).toMatchObject({ outcome: 'hold', rule: 'screening-overdue' });
    expect(verdict.signals).toEqual([
      { kind: 'screening-overdue', score: 1, evidence: { seconds: expect.any(Number) } },
    ]);
  });

  it('finishes what is under way when it is told to stop', async () => {
    const { enqueue, verdictOf, close } = await start();
    const submissions = await Promise.all(Array.from({ length: 60 }, () => rows.submission()));
    enqueue(...submissions);
    await verdictOf(submissions[0] ?? (await rows.submission()));
    await close();
    worker = undefined;
    const active: { count: number }[] = await database.dataSource.query(
      `select count(*)::int as count from bullmq.job where state = 'active'`,
    );
    expect(active).toEqual([{ count: 0 }]);
  });

  it('forgets addresses, reporters, gates and keys when their time is over', async () => {
    const hashes = { address: '192.0.2.1', addressHash: 'a', networkHash: 'b' };
    const old = await rows.heldSubmission({ ...hashes, receivedAt: new Date(Date.now() - 8 * 86_400_000) });
    const recent = await rows.heldSubmission(hashes);
    const gate = `insert into flood_gate (site_id, key, last_at) values ($1, $2, now() - $3::interval)`;
    const key = `insert into idempotency_key (site_id, key, request_hash, submission_id, created_at)
                 values ($1, $2, '', $3, now() - $4::interval)`;
    await database.dataSource.query(gate, [old.siteId, 'a:old', '25 hours']);
    await database.dataSource.query(gate, [old.siteId, 'a:new', '1 hour']);
    await database.dataSource.query(key, [old.siteId, 'old', old.id, '8 days']);
    await database.dataSource.query(key, [old.siteId, 'new', old.id, '6 days']);
    const report = `insert into report (id, submission_id, kind, note, reporter, network, created_at)
                    values (gen_random_uuid(), $1, 'hate', $2, $2, 'b', now() - $3::interval)`;
    await database.dataSource.query(report, [old.id, 'old', '8 days']);
    await database.dataSource.query(report, [old.id, 'new', '6 days']);
    await database.dataSource.query(
      `insert into reporter_mute (reporter, moderator_id, created_at)
       select name, $1, now() - since::interval from (values ('old', '8 days'), ('new', '6 days')) as v(name, since)`,
      [(await rows.moderator()).id],
    );
    await start({ ADDRESS_RETENTION_DAYS: '7' });
    await eventually('the old idempotency key is gone', async () => {
      const keys: { key: string }[] = await database.dataSource.query('select key from idempotency_key');
      return keys.length === 1 && keys[0]?.key === 'new';
    });
    expect(await database.dataSource.query('select key from flood_gate')).toEqual([{ key: 'a:new' }]);
    expect(
      await database.dataSource.query('select note, reporter, network from report order by created_at'),
    ).toEqual([
      { note: 'old', reporter: null, network: null },
      { note: 'new', reporter: 'new', network: 'b' },
    ]);
    expect(await database.dataSource.query('select reporter from reporter_mute')).toEqual([
      { reporter: 'new' },
    ]);
    const left = await database.dataSource.query(
      'select id, address_hash, network_hash from submission order by received_at',
    );
    expect(left).toEqual([
      { id: old.id, address_hash: null, network_hash: null },
      { id: recent.id, address_hash: 'a', network_hash: 'b' },
    ]);
  });
});

describeWith('redis-server', hasRedis)('screening with the queue in Redis', () => {
  let redis: TestRedis;
  const env = () => ({ REDIS_URL: redis.url });

  beforeAll(async () => {
    redis = await startRedis();
  });

  beforeEach(() => redis.flush());

  afterAll(() => redis.stop());

  survives(() => redis.url, env);

  it('screens what a flushed queue has lost', async () => {
    const queue = openQueue(database, env());
    const submissions = await Promise.all(Array.from({ length: 20 }, () => rows.submission()));
    await eventually('the queue takes the jobs', () =>
      queue.add(submissions.map(({ id }) => id)).then(() => true),
    );
    await queue.onApplicationShutdown();
    await redis.flush();
    await start({ ...env(), ...QUICK_SWEEPS });
    await eventually('everything is screened', async () => (await unsettled()) === 0);
    expect(await database.dataSource.getRepository(Verdict).count()).toBe(submissions.length);
  });

  it('screens everything that came while Redis was away, soon after it is back', async () => {
    const { enqueue } = await start(env());
    await redis.kill();
    const submissions = await Promise.all(Array.from({ length: 100 }, () => rows.submission()));
    enqueue(...submissions);
    const overdue = await rows.submission({ receivedAt: new Date(Date.now() - 3_600_000) });
    await eventually('the sweeper holds although Redis is away', async () => {
      return (await stateOf(database.dataSource, overdue))[0] === 'held';
    });
    expect(await unsettled()).toBe(100);
    await redis.start();
    await eventually('everything is screened', async () => (await unsettled()) === 0, { timeoutMs: 15_000 });
  });

  it('does not storm a Redis that refuses to write, and goes on when it writes again', async () => {
    const submission = await rows.submission();
    await redis.refuseWrites(true);
    const { verdictOf } = await start(env());
    const before = await redis.commands();
    await setTimeout(2_000);
    expect((await redis.commands()) - before).toBeLessThan(500);
    await redis.refuseWrites(false);
    expect((await verdictOf(submission, { timeoutMs: 20_000 })).rule).toBe('first-comments');
  });

  it('starts, waits and stops without Redis, and screens when it comes', async () => {
    await redis.kill();
    const idle = await start(env());
    await idle.close();
    await start(env());
    const submission = await rows.submission();
    await redis.start();
    expect(await worker?.verdictOf(submission, { timeoutMs: 15_000 })).toMatchObject({
      rule: 'first-comments',
    });
  });
});
