import { Moderator } from '../../src/domain/moderator.entity.js';
import { Site } from '../../src/domain/site.entity.js';
import { Submission } from '../../src/domain/submission.entity.js';
import { putWebhook, rotateWebhookSecret } from '../../src/sites/put-webhook.js';
import { describeWith } from '../support/browser.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { patient } from '../support/doctor.js';
import { effectsOf, LOCAL_RECEIVERS, siteWithWebhook, untilDone } from '../support/effects.js';
import { eventually } from '../support/eventually.js';
import { given } from '../support/given.js';
import { type Receiver, startReceiver, status, verified } from '../support/receiver.js';
import { hasRedis, startRedis, type TestRedis } from '../support/redis.js';
import { startWorker, type TestWorker } from '../support/screening.js';

/** Stores and processes are started; a busy machine takes its time. */
jest.setTimeout(30_000);

const BROKERS = ['PostgreSQL', 'Redis'] as const;

/** Redis, where it is wanted. */
async function redisFor(broker: (typeof BROKERS)[number]): Promise<TestRedis | undefined> {
  return broker === 'Redis' ? startRedis() : undefined;
}

describe.each(BROKERS)('a webhook, the queue in %s', (broker) => {
  describeWith('redis-server', broker !== 'Redis' || hasRedis)('of a site', () => {
    let database: TestDatabase;
    let rows: ReturnType<typeof given>;
    let redis: TestRedis | undefined;
    let worker: TestWorker;
    let receiver: Receiver;

    beforeAll(async () => {
      database = await createTestDatabase();
      rows = given(database.dataSource);
      redis = await redisFor(broker);
      receiver = await startReceiver();
      worker = await startWorker(database, {
        ...LOCAL_RECEIVERS,
        ...(redis === undefined ? {} : { REDIS_URL: redis.url }),
      });
    });

    beforeEach(() => {
      receiver.deliveries.length = 0;
      receiver.answers(status(204));
    });

    afterAll(async () => {
      await worker.close();
      await redis?.stop();
      await receiver.close();
      await database.destroy();
    });

    it('is told by the machine, signed, once, and without a word of the text', async () => {
      const { site, secret } = await siteWithWebhook(database.dataSource, receiver.url);
      const thread = await rows.thread({ siteId: site.id, key: 'night-train' });
      const wish = {
        threadId: thread.id,
        name: 'Mallory',
        email: 'mallory@example.org',
        body: 'a private word',
      };
      const submission = await rows.submission(wish);
      worker.enqueue(submission);
      const verdict = await worker.verdictOf(submission);
      const [effect] = await untilDone(database.dataSource, submission);
      expect(effect).toMatchObject({ attempts: 1, recordId: verdict.id, queuedAt: null, lastError: null });
      expect(receiver.deliveries).toHaveLength(1);
      const delivery = receiver.last();
      expect(verified(secret, delivery)).toEqual({
        type: 'submission.settled',
        timestamp: verdict.createdAt.toISOString(),
        data: {
          id: submission.id,
          number: submission.number,
          site: site.key,
          thread: 'night-train',
          record: verdict.id,
          state: 'held',
          previousState: 'received',
          version: 2,
          by: 'machine',
        },
      });
      expect(delivery.id).toBe(effect?.id);
      expect(delivery.headers).toMatchObject({
        'content-type': 'application/json',
        'user-agent': 'Replydesk',
      });
      expect(delivery.body).not.toMatch(/mallory|private/i);
    });

    it('is told of each decision of a person, with the state before', async () => {
      const on = patient(database);
      const { site, secret } = await siteWithWebhook(database.dataSource, receiver.url);
      const by: Moderator = await rows.moderator({ name: 'Nobody must know' });
      const held = await rows.heldSubmission({ siteId: site.id });
      const approved = await on.decide(held, 'approved', by);
      await on.undo(approved);
      await untilDone(database.dataSource, held, 3);
      const events = receiver.deliveries.map((delivery) => verified(secret, delivery).data);
      const told = events.map(({ version, previousState, state, by: who }) => [
        version,
        previousState,
        state,
        who,
      ]);
      expect(told.sort(([a], [b]) => Number(a) - Number(b))).toEqual([
        [2, 'received', 'held', 'machine'],
        [3, 'held', 'approved', 'person'],
        [4, 'approved', 'held', 'person'],
      ]);
      expect(JSON.stringify(receiver.deliveries)).not.toContain('Nobody');
    });

    it('is not told by a site that has none, and nothing is written for it', async () => {
      const plain = await rows.settled('approve', { siteId: (await rows.site()).id });
      expect(await effectsOf(database.dataSource, plain)).toEqual([]);
    });

    it('is signed with both secrets while one takes over from the other', async () => {
      const { key } = await rows.site();
      const { dataSource } = database;
      const put = await putWebhook(dataSource, { siteKey: key, url: receiver.url });
      const first = put.kind === 'set' ? put.secret : undefined;
      if (first === undefined) throw new Error('no secret was made');
      const rotated = await rotateWebhookSecret(dataSource, { siteKey: key, overlapHours: 1 });
      const second = rotated.kind === 'rotated' ? rotated.secret : '';
      const site = await dataSource.getRepository(Site).findOneByOrFail({ key });
      const deliver = async () => {
        await untilDone(dataSource, await rows.settled('hold', { siteId: site.id }));
        return receiver.last();
      };
      const during = await deliver();
      expect(verified(first, during)).toEqual(verified(second, during));
      await rotateWebhookSecret(dataSource, { siteKey: key, overlapHours: 0 });
      const after = await deliver();
      for (const old of [first, second]) expect(() => verified(old, after)).toThrow('No matching signature');
    });

    it('that does not answer is told again, with the same id and a signature of that moment', async () => {
      const { site, secret } = await siteWithWebhook(database.dataSource, receiver.url);
      receiver.answers((response, delivery, count) =>
        status(count < 3 ? 503 : 200)(response, delivery, count),
      );
      const submission = await rows.settled('reject', { siteId: site.id });
      const [effect] = await untilDone(database.dataSource, submission);
      expect(effect?.attempts).toBe(3);
      expect(new Set(receiver.deliveries.map(({ id }) => id))).toEqual(new Set([effect?.id]));
      expect(receiver.deliveries).toHaveLength(3);
      for (const delivery of receiver.deliveries)
        expect(verified(secret, delivery).data.state).toBe('rejected');
    });

    it('that is gone (410) gets no second try, and one that never answers well is given up', async () => {
      const { site } = await siteWithWebhook(database.dataSource, receiver.url);
      receiver.answers(status(410));
      const gone = await rows.settled('hold', { siteId: site.id });
      const untilDead = (submission: Submission) =>
        eventually('it is given up', async () =>
          (await effectsOf(database.dataSource, submission)).find(({ state }) => state === 'dead'),
        );
      expect(await untilDead(gone)).toMatchObject({ attempts: 1, lastError: 'the receiver answered 410' });
      receiver.answers(status(500));
      const dead = await untilDead(await rows.settled('hold', { siteId: site.id }));
      expect(dead).toMatchObject({ attempts: 4, lastError: 'the receiver answered 500', queuedAt: null });
      expect(dead.finishedAt).not.toBeNull();
    });

    it('that is removed is told nothing more', async () => {
      const { site } = await siteWithWebhook(database.dataSource, receiver.url);
      receiver.answers(status(503));
      const submission = await rows.settled('hold', { siteId: site.id });
      await putWebhook(database.dataSource, { siteKey: site.key, url: null });
      const [effect] = await eventually('it has ended', async () => {
        const effects = await effectsOf(database.dataSource, submission);
        return effects[0]?.finishedAt == null ? undefined : effects;
      });
      expect(effect).toMatchObject({ state: 'dead', lastError: 'the site has no webhook' });
    });
  });
});
