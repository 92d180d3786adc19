import { randomUUID } from 'node:crypto';
import { createPostgresBackend, Queue, withBackend } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';
import { migrateQueue, openSender, REDIS_PREFIX } from '../../src/queue/broker.js';
import { jobPayloads, PERFORM_JOB, SCREEN_JOB, SCREENING_QUEUE } from '../../src/queue/queues.js';
import { describeWith } from '../support/browser.js';
import { bullOn } from '../support/brokers.js';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { hasRedis, startRedis, type TestRedis } from '../support/redis.js';
import { openQueue } from '../support/screening.js';
import { tcpGate } from '../support/tcp-gate.js';

jest.setTimeout(30_000);

const Postgres = withBackend(createPostgresBackend);

/** Whether `work` settled within so many milliseconds. */
async function settles(work: Promise<unknown>, ms: number): Promise<boolean> {
  const late = new Promise<false>((resolve) => setTimeout(() => resolve(false), ms));
  return Promise.race([
    work.then(
      () => true as const,
      () => true as const,
    ),
    late,
  ]);
}

/** Everything that the store of jobs keeps of one is an id: it is stored in clear. */
function expectIdsOnly(stored: string, id: string): void {
  expect(jobPayloads[SCREEN_JOB].parse(JSON.parse(stored))).toEqual({ submissionId: id });
}

it('a payload takes no more than ids', () => {
  const [submissionId, effectId] = [randomUUID(), randomUUID()];
  expect(jobPayloads[SCREEN_JOB].safeParse({ submissionId }).success).toBe(true);
  expect(jobPayloads[SCREEN_JOB].safeParse({ submissionId, body: 'text' }).success).toBe(false);
  expect(jobPayloads[PERFORM_JOB].safeParse({ effectId, attempt: 0, name: 'Aiko' }).success).toBe(false);
});

describe('BullMQ in a database', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });

  afterAll(() => database.destroy());

  // Job data is stored in clear: with more than ids, texts would outlive their erasure.
  it('keeps the ids that we give it, in clear', async () => {
    const queue = openQueue(database);
    await queue.onModuleInit();
    const id = randomUUID();
    await queue.add([id]);
    const stored: { data: unknown }[] = await database.dataSource.query(
      `select data from bullmq.job where queue = $1 and id = $2`,
      [SCREENING_QUEUE, id],
    );
    const data = stored[0]?.data;
    expectIdsOnly(typeof data === 'string' ? data : JSON.stringify(data), id);
    await queue.onApplicationShutdown();
  });

  // A job of a transaction that hangs must not stop the others; the same id waits, so nothing adds in a long transaction.
  it('lets an uncommitted job hold up only the same id', async () => {
    const pool = new pg.Pool({
      ...{ connectionString: database.url, max: 1 },
      options: '-c search_path=bullmq,public',
    });
    const connection = await pool.connect();
    await connection.query('begin');
    connection.release();
    const bull = bullOn(database.url, 'uncommitted');
    const slow = new Postgres.Queue('uncommitted', { connection: pool as never });
    const [mine, other] = [randomUUID(), randomUUID()];
    await slow.add('work', { id: mine }, { jobId: mine });
    const done: string[] = [];
    bull.worker((job) => Promise.resolve(done.push(String(job.id))));
    await bull.add(other);
    await eventually('the other is done', () => done.includes(other));
    const again = bull.add(mine);
    expect(await settles(again, 300)).toBe(false);
    expect(done).toEqual([other]);
    await pool.query('commit');
    await again;
    await eventually('the first is done', () => done.includes(mine));
    await bull.close();
    await slow.close();
    await pool.end().catch(() => undefined);
  });

  // We give BullMQ an address, not a pool of ours: with a pool it would look for its functions in the wrong schema.
  it('finds its functions by an address, but by a pool only if that names the schema', async () => {
    const plain = new pg.Pool({ connectionString: database.url, max: 2 });
    const queue = new Postgres.Queue('pool', { connection: plain as never });
    queue.on('error', () => undefined);
    await expect(queue.add('work', {}, { jobId: randomUUID() })).rejects.toThrow(/does not exist/);
    await queue.close().catch(() => undefined);
    await plain.end().catch(() => undefined);
    const bull = bullOn(database.url);
    await expect(bull.add(randomUUID())).resolves.toBeDefined();
    await bull.close();
  });

  // What is asked after the end is never answered: so every wait of a shutdown has a deadline.
  it('never answers what is asked after close', async () => {
    const bull = bullOn(database.url);
    await bull.add(randomUUID());
    await bull.close();
    expect(await settles(bull.add(randomUUID()), 1_000)).toBe(false);
  });

  // Else a rolling upgrade would change tables under a running desk, or two processes would do it at once.
  it('makes its tables only when it is told to, once, whoever else does the same', async () => {
    const empty = await createEmptyDatabase();
    const early = bullOn(empty.url);
    await expect(early.add(randomUUID())).rejects.toThrow(/./);
    await early.close().catch(() => undefined);
    await Promise.all([1, 2, 3].map(() => migrateQueue(empty.url)));
    await migrateQueue(empty.url);
    const bull = bullOn(empty.url);
    await expect(bull.add(randomUUID())).resolves.toBeDefined();
    await bull.close();
    await empty.drop();
  });
});

describeWith('redis-server', hasRedis)('BullMQ in Redis', () => {
  let redis: TestRedis;
  let database: TestDatabase;

  beforeAll(async () => {
    redis = await startRedis();
    database = await createTestDatabase();
  });

  afterAll(async () => {
    await redis.stop();
    await database.destroy();
  });

  it('keeps the ids that we give it, in clear, and all keys in one slot', async () => {
    const queue = openQueue(database, { REDIS_URL: redis.url });
    const id = randomUUID();
    await eventually('the queue takes the job', () => queue.add([id]).then(() => true));
    await queue.onApplicationShutdown();
    const client = new Redis(redis.url);
    const job = await client.hgetall(`${REDIS_PREFIX}:${SCREENING_QUEUE}:${id}`);
    const keys = await client.keys('*');
    client.disconnect();
    expectIdsOnly(job['data'] ?? '', id);
    expect(keys.filter((key) => !key.startsWith(`${REDIS_PREFIX}:`))).toEqual([]);
  });

  // Else every reader would wait for a Redis that is away.
  it('refuses at once while Redis is away, and takes jobs when it is back', async () => {
    const gate = await tcpGate(redis.url);
    const warn = () => undefined;
    const sender = openSender({ redisUrl: gate.url, databaseUrl: database.url, warn }, 'away');
    const send = () => sender.send([{ name: 'work', data: {}, opts: { jobId: randomUUID() } }]);
    await eventually('jobs are taken', () => send().then(() => true));
    await gate.shut();
    const start = performance.now();
    await expect(send()).rejects.toThrow(/./);
    expect(performance.now() - start).toBeLessThan(1_500);
    await gate.open();
    await eventually('jobs are taken again', () => send().then(() => true));
    await sender.close();
    await gate.shut();
  });

  // The options of our sender are what makes it fail: without them an add waits for ever.
  it('keeps an add waiting for ever without our options', async () => {
    const gate = await tcpGate(redis.url);
    await gate.shut();
    const connection = { url: gate.url, retryStrategy: () => 100 } as object;
    const queue = new Queue('waits', { prefix: REDIS_PREFIX, connection });
    queue.on('error', () => undefined);
    const adding = queue.add('work', {});
    expect(await settles(adding, 2_000)).toBe(false);
    await gate.open();
    await adding;
    await queue.close();
    await gate.shut();
  });
});
