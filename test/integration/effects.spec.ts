import { randomUUID } from 'node:crypto';
import { configOf } from '../../src/config/config.js';
import { parseEnv } from '../../src/config/env.schema.js';
import { openSender } from '../../src/queue/broker.js';
import { EFFECTS_QUEUE, PERFORM_JOB } from '../../src/queue/queues.js';
import { Effect } from '../../src/domain/outbox.entity.js';
import { replayEffects } from '../../src/effects/replay-effects.js';
import { noteOutcome } from '../../src/effects/note-outcome.js';
import { describeWith } from '../support/browser.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { effectsOf, LOCAL_RECEIVERS, siteWithWebhook, untilDone } from '../support/effects.js';
import { eventually } from '../support/eventually.js';
import { given } from '../support/given.js';
import { type Receiver, startReceiver, status } from '../support/receiver.js';
import { hasRedis, startRedis, type TestRedis } from '../support/redis.js';
import { startWorker, type TestWorker } from '../support/screening.js';
import { tcpGate } from '../support/tcp-gate.js';

/** Stores and processes are started; a busy machine takes its time. */
jest.setTimeout(60_000);

let database: TestDatabase;
let rows: ReturnType<typeof given>;
let receiver: Receiver;
let siteId: string;
let workers: TestWorker[] = [];

beforeEach(async () => {
  database = await createTestDatabase();
  rows = given(database.dataSource);
  receiver = await startReceiver();
  siteId = (await siteWithWebhook(database.dataSource, receiver.url)).site.id;
});

afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.close()));
  workers = [];
  await receiver.close();
  await database.destroy();
});

async function start(env: Record<string, string> = {}): Promise<TestWorker> {
  const worker = await startWorker(database, { ...LOCAL_RECEIVERS, ...env });
  workers.push(worker);
  return worker;
}

const settled = () => rows.settled('hold', { siteId });
const sql = (query: string, parameters: unknown[] = []) => database.dataSource.query(query, parameters);
const config = configOf(parseEnv({ DATABASE_URL: 'postgres://nowhere/none', ...LOCAL_RECEIVERS }));

async function firstEffect(submission: { id: string }): Promise<Effect> {
  const [effect] = await effectsOf(database.dataSource, submission);
  if (effect === undefined) throw new Error('no effect was written');
  return effect;
}

describe('the relay of effects', () => {
  it('finds what was written while no worker ran, and shares it among several', async () => {
    const submissions = await Promise.all(Array.from({ length: 40 }, settled));
    await Promise.all([start(), start(), start()]);
    for (const submission of submissions) await untilDone(database.dataSource, submission);
    expect(receiver.deliveries).toHaveLength(40);
    expect(new Set(receiver.deliveries.map(({ id }) => id)).size).toBe(40);
  });

  it('puts back a try whose job was lost', async () => {
    const submission = await settled();
    await sql(`update outbox set queued_at = now() - interval '1 minute'`);
    await start();
    await untilDone(database.dataSource, submission);
    expect(receiver.deliveries).toHaveLength(1);
  });

  it('leaves alone what is not due', async () => {
    const later = await settled();
    await sql(`update outbox set due_at = now() + interval '1 hour'`);
    const now = await settled();
    await start();
    await untilDone(database.dataSource, now);
    expect(await firstEffect(later)).toMatchObject({ state: 'pending', attempts: 0, queuedAt: null });
    expect(receiver.deliveries).toHaveLength(1);
  });

  it('passes by what nobody can perform: unknown kinds, stray records, forged jobs', async () => {
    const { submissionId } = await firstEffect(await settled());
    const strange = async (kind: string) => {
      const id = randomUUID();
      await sql(
        `insert into outbox (id, site_id, submission_id, record_id, kind, due_at)
         values ($1, $2, $3, $4, $5, now() - interval '1 hour')`,
        [id, siteId, submissionId, randomUUID(), kind],
      );
      return () => database.dataSource.getRepository(Effect).findOneByOrFail({ id });
    };
    const [unknown, stray] = [await strange('pigeon'), await strange('webhook')];
    const sender = openSender(
      { redisUrl: undefined, databaseUrl: database.url, warn: () => undefined },
      EFFECTS_QUEUE,
    );
    await sender.started();
    const opts = (jobId: string) => ({ jobId, removeOnComplete: true, removeOnFail: true });
    const { id } = await firstEffect({ id: submissionId });
    await sender.send([
      { name: 'format-disk', data: { effectId: id, attempt: 0 }, opts: opts('forged-1') },
      { name: PERFORM_JOB, data: { effectId: 'x', attempt: 'y' }, opts: opts('forged-2') },
      { name: PERFORM_JOB, data: { effectId: randomUUID(), attempt: 0 }, opts: opts('forged-3') },
      { name: PERFORM_JOB, data: { effectId: id, attempt: 7 }, opts: opts('forged-4') },
    ]);
    await sender.close();
    await start();
    await eventually('both are given up', async () =>
      [await unknown(), await stray()].every(({ state }) => state === 'dead'),
    );
    expect((await unknown()).lastError).toBe('this version knows no such effect');
    expect((await stray()).lastError).toBe('its verdict or decision does not exist');
    await eventually(
      'the good one is done',
      async () => (await firstEffect({ id: submissionId })).state === 'done',
    );
    await untilDone(database.dataSource, await settled());
    expect(receiver.deliveries).toHaveLength(2);
  });

  it('delivers once, whatever is put into the queue twice', async () => {
    await start();
    const submissions = await Promise.all(Array.from({ length: 5 }, settled));
    const sender = openSender(
      { redisUrl: undefined, databaseUrl: database.url, warn: () => undefined },
      EFFECTS_QUEUE,
    );
    await sender.started();
    for (const submission of submissions) {
      await untilDone(database.dataSource, submission);
      const { id: effectId } = await firstEffect(submission);
      const data = { effectId, attempt: 0 };
      await sender.send([
        { name: PERFORM_JOB, data, opts: { jobId: `again-${effectId}`, removeOnComplete: true } },
      ]);
    }
    await sender.close();
    await untilDone(database.dataSource, await settled());
    expect(receiver.deliveries).toHaveLength(6);
  });

  it('ends in order while a receiver hangs, and another worker goes on', async () => {
    receiver.answers(() => undefined);
    const submission = await settled();
    const first = await start({ EFFECTS_TIMEOUT_SECONDS: '60', WORKER_LOCK_SECONDS: '2' });
    await eventually('the receiver is asked', () => receiver.deliveries.length === 1);
    workers = [];
    const begun = performance.now();
    await first.close();
    expect(performance.now() - begun).toBeLessThan(12_000);
    receiver.answers(status(204));
    await start({ WORKER_LOCK_SECONDS: '2' });
    await untilDone(database.dataSource, submission);
    expect(new Set(receiver.deliveries.map(({ id }) => id)).size).toBe(1);
  });
});

describeWith('redis-server', hasRedis)('effects, the queue in Redis', () => {
  let redis: TestRedis;

  beforeEach(async () => {
    redis = await startRedis();
  });

  afterEach(() => redis.stop());

  it('wait in the outbox while Redis is away, and go on when it is back', async () => {
    const gate = await tcpGate(redis.url);
    await start({ REDIS_URL: gate.url });
    await untilDone(database.dataSource, await settled());
    await gate.shut();
    const submission = await settled();
    const waiting = await firstEffect(submission);
    expect(waiting).toMatchObject({ state: 'pending', attempts: 0 });
    await gate.open();
    await untilDone(database.dataSource, submission);
    expect(receiver.deliveries).toHaveLength(2);
    await Promise.all(workers.map((worker) => worker.close()));
    workers = [];
    await gate.shut();
  });

  it('survive that Redis forgets everything', async () => {
    receiver.answers((response, _delivery, count) =>
      count === 1
        ? void redis.flush().then(() => response.writeHead(500).end())
        : response.writeHead(204).end(),
    );
    await start({ REDIS_URL: redis.url, EFFECTS_REQUEUE_SECONDS: '2' });
    const submissions = await Promise.all(Array.from({ length: 30 }, settled));
    for (const submission of submissions) await untilDone(database.dataSource, submission);
    expect(new Set(receiver.deliveries.map(({ id }) => id)).size).toBe(30);
  });
});

describe('the result of a try', () => {
  it('is noted only while it is the one under way', async () => {
    const { id } = await firstEffect(await settled());
    const { manager } = database.dataSource;
    const note = (attempts: number, outcome: Parameters<typeof noteOutcome>[1]['outcome']) =>
      noteOutcome(manager, { id, attempts, outcome }, config);
    expect(await note(1, { kind: 'done' })).toBeUndefined();
    expect(await note(0, { kind: 'retry', error: 'first' })).toBe('retry');
    expect(await note(0, { kind: 'done' })).toBeUndefined();
    expect(await note(1, { kind: 'done' })).toBe('done');
    expect(await note(1, { kind: 'dead', error: 'late' })).toBeUndefined();
    expect(await note(2, { kind: 'dead', error: 'late' })).toBeUndefined();
    const [effect] = await database.dataSource.getRepository(Effect).findBy({ id });
    expect(effect).toMatchObject({ state: 'done', attempts: 2, lastError: null });
  });

  it('waits as the schedule says, by the clock of the database', async () => {
    const { id } = await firstEffect(await settled());
    const slow = { ...config, effects: { ...config.effects, retrySeconds: [60, 300] } };
    const fail = (attempts: number) =>
      noteOutcome(
        database.dataSource.manager,
        { id, attempts, outcome: { kind: 'retry', error: 'x' } },
        slow,
      );
    const waited = async () => {
      const [row]: { seconds: number }[] = await sql(
        'select extract(epoch from due_at - tried_at)::float8 as seconds from outbox where id = $1',
        [id],
      );
      return row?.seconds;
    };
    expect(await fail(0)).toBe('retry');
    expect(await waited()).toBeGreaterThanOrEqual(60);
    expect(await waited()).toBeLessThanOrEqual(75);
    expect(await fail(1)).toBe('retry');
    expect(await waited()).toBeGreaterThanOrEqual(300);
    expect(await fail(2)).toBe('dead');
  });
});

describe('replayEffects', () => {
  it('starts one again, or all that were given up, but none that is just being tried', async () => {
    const { manager } = database.dataSource;
    const [dead, other, done, busy] = [
      await firstEffect(await settled()),
      await firstEffect(await settled()),
      await firstEffect(await settled()),
      await firstEffect(await settled()),
    ];
    const end = (id: string, state: string) =>
      sql(`update outbox set state = $2, attempts = 8, finished_at = now() where id = $1`, [id, state]);
    await Promise.all([end(dead.id, 'dead'), end(other.id, 'dead'), end(done.id, 'done')]);
    await sql(`update outbox set queued_at = now() where id = $1`, [busy.id]);
    expect(await replayEffects(manager, { id: busy.id })).toBe(0);
    expect(await replayEffects(manager, { id: randomUUID() })).toBe(0);
    expect(await replayEffects(manager, { id: dead.id })).toBe(1);
    expect(await replayEffects(manager, { id: done.id })).toBe(1);
    expect(await replayEffects(manager, { dead: true, site: 'another' })).toBe(0);
    expect(await replayEffects(manager, { dead: true, site: undefined })).toBe(1);
    await start();
    await eventually(
      'all but the busy one are done',
      async () =>
        (await database.dataSource.getRepository(Effect).countBy({ state: 'done', attempts: 1 })) >= 3,
    );
    expect(receiver.deliveries.map(({ id }) => id)).toEqual(
      expect.arrayContaining([dead.id, other.id, done.id]),
    );
  });
});
