import { randomUUID } from 'node:crypto';
import { emptyQueues } from '../../src/queue/empty-queues.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { given } from '../support/given.js';
import { hasRedis, startRedis, type TestRedis } from '../support/redis.js';
import { openQueue, startWorker } from '../support/screening.js';

/** Stores are started; a busy machine takes its time. */
jest.setTimeout(60_000);

const describeWithRedis = hasRedis ? describe : describe.skip;
if (!hasRedis) process.stderr.write('\nSKIPPED: emptying a queue in Redis needs redis-server\n');

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase({ crawl: false });
});

afterAll(() => database.destroy());

describeWithRedis('emptying the queues', () => {
  it('in Redis forgets every job, and the queue works on', async () => {
    const redis: TestRedis = await startRedis();
    try {
      const queue = openQueue(database, { REDIS_URL: redis.url });
      const old = Array.from({ length: 20 }, () => randomUUID());
      await new Promise<void>((resolve) => queue.onReady(resolve));
      await queue.add(old);
      const jobKey = `{replydesk}:screening:${old[0]}`;
      expect(await redis.send('EXISTS', jobKey)).toBe(1);

      await emptyQueues({ redisUrl: redis.url, databaseUrl: database.url });

      expect(await redis.send('EXISTS', jobKey)).toBe(0);
      const submission = await given(database.dataSource).submission();
      await queue.add([submission.id]);
      const worker = await startWorker(database, { REDIS_URL: redis.url });
      await worker.verdictOf(submission, { timeoutMs: 20_000 });
      await worker.close();
      await queue.onApplicationShutdown();
    } finally {
      await redis.stop();
    }
  });

  it('says so when Redis is away', async () => {
    const redis = await startRedis();
    await redis.kill();
    await expect(emptyQueues({ redisUrl: redis.url, databaseUrl: database.url })).rejects.toThrow(
      'ECONNREFUSED',
    );
    await redis.stop();
  });
});
