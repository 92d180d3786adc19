import { randomUUID } from 'node:crypto';
import type { Job } from 'bullmq';
import { describeWith } from '../support/browser.js';
import { type Bull, bullOn } from '../support/brokers.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { hasRedis, startRedis, type TestRedis } from '../support/redis.js';

// What the desk relies on in BullMQ, on both brokers. Each test says what would break in the desk if it changed.

jest.setTimeout(60_000);

/** Sooner than any bound of the desk on a job's lock: a lock of a second, looked at three times a second. */
const SHORT_LOCK = { lockDuration: 1_000, stalledInterval: 300 };

function contract(address: () => string): void {
  let bull: Bull;
  let release: (() => void)[] = [];

  /** Work that ends only with the test. */
  const never = (): Promise<void> => new Promise((resolve) => release.push(resolve));

  beforeEach(() => {
    bull = bullOn(address());
  });

  afterEach(async () => {
    for (const end of release) end();
    release = [];
    await bull.close();
  });

  const countAll = async (): Promise<number> =>
    Object.values(await bull.queue.getJobCounts()).reduce((sum, count) => sum + count, 0);

  // Else a second delivery after a crash of the sender would be screened for nothing, each time.
  it('makes a second job of an id that is there none, alone and in bulk, and keeps the first', async () => {
    const id = randomUUID();
    await bull.add(id);
    await bull.queue.add('work', { id: 'other' }, { jobId: id });
    await bull.queue.addBulk([1, 2].map(() => ({ name: 'work', data: { id: 'bulk' }, opts: { jobId: id } })));
    expect(await countAll()).toBe(1);
    expect(((await bull.queue.getJob(id)) as Job).data).toEqual({ id });
  });

  // Else the sweeper could never bring a submission back whose job was taken and lost.
  it('takes the same id again once its job is done, and keeps nothing of it', async () => {
    const id = randomUUID();
    let done = 0;
    bull.worker(() => Promise.resolve((done += 1)));
    for (const times of [1, 2]) {
      await bull.add(id);
      await eventually('the job is done and gone', async () => done === times && (await countAll()) === 0);
    }
    expect(await bull.queue.getJob(id)).toBeUndefined();
  });

  // Ids of ours are UUIDs, alone or with `-0`: were they refused, nothing would be screened or told.
  it('takes UUIDs as ids, and refuses digits alone and colons', async () => {
    for (const id of [randomUUID(), `${randomUUID()}-0`]) expect((await bull.add(id)).id).toBe(id);
    for (const id of ['42', 'a:b']) await expect(bull.add(id)).rejects.toThrow(/Custom Id/);
  });

  // Else the submissions of a killed worker would wait for the sweeper, or for ever.
  it('gives the job of a worker that gives no sign of life to another, at least once in all', async () => {
    const id = randomUUID();
    const takers: string[] = [];
    bull.worker(() => (takers.push('silent'), never()), { ...SHORT_LOCK, skipLockRenewal: true });
    await bull.add(id);
    await eventually('the silent worker has it', () => takers.length === 1);
    bull.worker(() => Promise.resolve(takers.push('other')), { ...SHORT_LOCK, maxStalledCount: 5 });
    await eventually('it is taken over', () => takers.includes('other'));
    await eventually('it is gone', async () => (await countAll()) === 0);
    expect(takers).toEqual(['silent', 'other']);
  });

  // Else a long screening would run twice, all the time.
  it('leaves a job to a worker that renews its lock, however long it takes', async () => {
    let taken = 0;
    const work = async () => {
      taken += 1;
      await new Promise((resolve) => setTimeout(resolve, 2_500));
    };
    bull.worker(work, SHORT_LOCK);
    bull.worker(work, SHORT_LOCK);
    await bull.add(randomUUID());
    await eventually('it is done', async () => taken > 0 && (await countAll()) === 0);
    expect(taken).toBe(1);
  });

  // Else a job that kills its worker would go on killing workers; the sweeper then holds the submission.
  it('gives up a job that stalled more often than it may, and keeps nothing of it', async () => {
    let taken = 0;
    bull.worker(() => ((taken += 1), never()), { ...SHORT_LOCK, skipLockRenewal: true, maxStalledCount: 0 });
    await bull.add(randomUUID());
    await eventually('it is taken', () => taken === 1);
    bull.worker(() => Promise.resolve((taken += 1)), { ...SHORT_LOCK, maxStalledCount: 0 });
    await eventually('it is gone', async () => (await countAll()) === 0);
    expect(taken).toBe(1);
  });

  // Else the last try would not be known as the last, and a submission that fails would be held early or never.
  it('counts the tries before this one, waits between them, and forgets the job after the last', async () => {
    const tries: { before: number; of: number | undefined }[] = [];
    bull.worker((job) => {
      tries.push({ before: job.attemptsMade, of: job.opts.attempts });
      return Promise.reject(new Error('fails'));
    });
    await bull.add(randomUUID(), { attempts: 3, backoff: { type: 'exponential', delay: 20, jitter: 0.5 } });
    await eventually('it is gone', async () => tries.length > 0 && (await countAll()) === 0);
    expect(tries).toEqual([0, 1, 2].map((before) => ({ before, of: 3 })));
  });

  // Else every submission would wait for the next look at the queue: seconds instead of milliseconds.
  it('wakes a worker that waits, at once', async () => {
    const taken: number[] = [];
    const worker = bull.worker(() => Promise.resolve(taken.push(Date.now())));
    await worker.waitUntilReady();
    await bull.add(randomUUID());
    await eventually('the first is taken', () => taken.length === 1);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const before = Date.now();
    await bull.add(randomUUID());
    await eventually('it is taken', () => taken.length === 2, { timeoutMs: 20_000 });
    expect((taken[1] ?? Infinity) - before).toBeLessThan(4_000);
  });

  // Else a worker that is told to stop, or rests after a refusal, would go on taking jobs. On Redis a wait that has begun
  // (here a second) may still bring one: so a worker that stops waits for its loop too.
  it('takes nothing after the wait under way while a worker is paused, and goes on when it is resumed', async () => {
    let taken = 0;
    const worker = bull.worker(() => Promise.resolve((taken += 1)), { drainDelay: 1 });
    await worker.waitUntilReady();
    await worker.pause(true);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await bull.add(randomUUID());
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(taken).toBe(0);
    await worker.resume();
    await eventually('it is taken', () => taken === 1);
  });
}

describe('BullMQ on PostgreSQL', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });

  afterAll(() => database.destroy());

  contract(() => database.url);
});

describeWith('redis-server', hasRedis)('BullMQ on Redis', () => {
  let redis: TestRedis;

  beforeAll(async () => {
    redis = await startRedis();
  });

  afterAll(() => redis.stop());

  contract(() => redis.url);
});
