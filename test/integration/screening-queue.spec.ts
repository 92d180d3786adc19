import { randomUUID } from 'node:crypto';
import { createPostgresBackend, Queue } from 'bullmq';
import { SCREENING_QUEUE } from '../../src/queue/queues.js';
import type { ScreeningQueue } from '../../src/queue/screening.queue.js';
import { describeWith } from '../support/browser.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { hasRedis, startRedis, type TestRedis } from '../support/redis.js';
import { openQueue } from '../support/screening.js';
import { tcpGate } from '../support/tcp-gate.js';

jest.setTimeout(30_000);

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(() => database.destroy());

/** How long `work` keeps the caller, in milliseconds. */
function duration(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

const manyIds = (count: number): string[] => Array.from({ length: count }, () => randomUUID());

describe('the screening queue in PostgreSQL', () => {
  let queue: ScreeningQueue;
  let stored: Queue;

  beforeAll(async () => {
    queue = openQueue(database);
    await queue.onModuleInit();
    stored = new Queue(
      SCREENING_QUEUE,
      { connection: { connectionString: database.url, max: 1 } as object },
      createPostgresBackend as never,
    );
  });

  afterAll(async () => {
    await queue.onApplicationShutdown();
    await stored.close();
  });

  it('adds all ids, in few statements, and each once', async () => {
    const ids = manyIds(1_200);
    for (const id of ids) queue.enqueue([id, id]);
    await eventually('all jobs are there', async () => (await stored.getWaitingCount()) === ids.length);
    const job = await stored.getJob(ids[7] ?? '');
    expect(job?.data).toEqual({ submissionId: ids[7] });
    expect(job?.opts).toMatchObject({ attempts: 3, removeOnComplete: true, removeOnFail: true });
  });
});

describeWith('redis-server', hasRedis)('the screening queue in Redis', () => {
  let redis: TestRedis;

  beforeAll(async () => {
    redis = await startRedis();
  });

  afterAll(() => redis.stop());

  it('never keeps a caller waiting while Redis is away, nor more than it can hold', async () => {
    const gate = await tcpGate(redis.url);
    await gate.shut();
    const queue = openQueue(database, { REDIS_URL: gate.url });
    const ids = manyIds(50_000);
    expect(duration(() => queue.enqueue(ids))).toBeLessThan(500);
    expect(duration(() => queue.enqueue(ids))).toBeLessThan(500);
    await expect(queue.add(manyIds(1))).rejects.toThrow(/./);
    await queue.onApplicationShutdown();
  });

  it('works once Redis is there, and fails at once when it goes', async () => {
    const gate = await tcpGate(redis.url);
    await gate.shut();
    const queue = openQueue(database, { REDIS_URL: gate.url });
    await expect(queue.add(manyIds(1))).rejects.toThrow(/./);
    await gate.open();
    await eventually('jobs are taken', () => queue.add(manyIds(1)).then(() => true));
    await gate.shut();
    await expect(queue.add(manyIds(1))).rejects.toThrow(/./);
    await queue.onApplicationShutdown();
  });

  it('gives up a Redis that is silent after a second', async () => {
    const queue = openQueue(database, { REDIS_URL: redis.url });
    await eventually('jobs are taken', () => queue.add(manyIds(1)).then(() => true));
    redis.freeze();
    const start = performance.now();
    await expect(queue.add(manyIds(1))).rejects.toThrow('did not answer within a second');
    expect(performance.now() - start).toBeLessThan(3_000);
    redis.thaw();
    await eventually('jobs are taken again', () => queue.add(manyIds(1)).then(() => true));
    await queue.onApplicationShutdown();
  });
});
