import { randomUUID } from 'node:crypto';
import { Submission } from '../../src/domain/submission.entity.js';
import { Receiving, tally } from '../support/receiving.js';
import { tcpGate } from '../support/tcp-gate.js';

let at: Receiving;

beforeAll(async () => {
  at = await Receiving.start();
});

afterAll(() => at.destroy());

beforeEach(() => at.newSite());

describe('an idempotency key', () => {
  it('makes one submission and equal answers when 100 come at once, over two processes', async () => {
    const submission = at.fresh({ idempotency: { key: randomUUID(), requestHash: 'a' } });
    const [one, two] = [at.receiver(), at.anotherProcess()];
    const results = await Promise.all(
      Array.from({ length: 100 }, (_, i) => (i % 2 === 0 ? one : two).receive(submission)),
    );
    expect(tally(results)).toEqual({ accepted: 100 });
    expect(
      new Set(results.map((result) => (result.kind === 'accepted' ? result.id : result.kind))).size,
    ).toBe(1);
    expect(results.filter((result) => result.kind === 'accepted' && !result.repeated)).toHaveLength(1);
    expect(await at.countRows()).toBe(1);
    expect(at.enqueued).toHaveLength(1);
  });

  it('lets one of two contents through when two processes get them at once', async () => {
    const [one, two] = [at.receiver(), at.anotherProcess()];
    for (let round = 0; round < 20; round++) {
      const key = randomUUID();
      const results = await Promise.all([
        one.receive(at.fresh({ idempotency: { key, requestHash: 'a' } })),
        two.receive(at.fresh({ idempotency: { key, requestHash: 'b' } })),
      ]);
      expect(tally(results)).toEqual({ accepted: 1, 'key-reused': 1 });
    }
    expect(await at.countRows()).toBe(20);
  });

  it('answers with the state of now', async () => {
    const submission = at.fresh({ idempotency: { key: 'once', requestHash: 'a' } });
    const first = await at.receiver().receive(submission);
    await at.database.dataSource
      .getRepository(Submission)
      .update({ threadId: at.threadId }, { state: 'held' });
    expect(await at.receiver().receive(submission)).toEqual({ ...first, state: 'held', repeated: true });
  });

  it('is refused with another content and free on another site', async () => {
    await at.receiver().receive(at.fresh({ idempotency: { key: 'k', requestHash: 'a' } }));
    const other = at.fresh({ idempotency: { key: 'k', requestHash: 'b' } });
    expect(await at.receiver().receive(other)).toEqual({ kind: 'key-reused' });
    await at.newSite();
    expect(
      await at.receiver().receive({ ...other, site: at.site, thread: { id: at.threadId } }),
    ).toMatchObject({
      kind: 'accepted',
    });
  });
});

describe('a thread made on first sight', () => {
  const create = (key: string) => ({ thread: { create: { key, title: `Page ${key}` } } });
  const threads = () =>
    at.database.dataSource.query<{ key: string; title: string }[]>(
      'select key, title from thread where site_id = $1 and id <> $2 order by key',
      [at.site.id, at.threadId],
    );

  it('is made once by many submissions over two processes', async () => {
    const [one, two] = [at.receiver(), at.anotherProcess()];
    const results = await Promise.all(
      Array.from({ length: 60 }, (_, i) =>
        (i % 2 === 0 ? one : two).receive(at.fresh(create(String(i % 3)))),
      ),
    );
    expect(tally(results)).toEqual({ accepted: 60 });
    expect(await threads()).toEqual(['0', '1', '2'].map((key) => ({ key, title: `Page ${key}` })));
  });

  it('is not made by a refused submission', async () => {
    const address = '192.0.2.50';
    await at.receiver().receive(at.fresh({ address }));
    expect(await at.receiver().receive(at.fresh({ ...create('9'), address }))).toMatchObject({
      kind: 'flood',
    });
    expect(await threads()).toEqual([]);
  });
});

describe('when something fails', () => {
  it('a row that the database refuses harms no other of its batch', async () => {
    const receive = at.receiver();
    const submissions = Array.from({ length: 20 }, (_, i) => at.fresh(i === 7 ? { body: 'NUL: \0' } : {}));
    const results = await Promise.allSettled(submissions.map((submission) => receive.receive(submission)));
    expect(results[7]).toMatchObject({ status: 'rejected' });
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(19);
    expect(await at.countRows()).toBe(19);
    expect(at.enqueued).toHaveLength(19);
  });

  it('the answer is busy while the database is away, and accepted when it is back', async () => {
    const gate = await tcpGate(at.database.url);
    const receive = at.anotherProcess(gate.url);
    expect(await receive.receive(at.fresh())).toMatchObject({ kind: 'accepted' });
    await gate.shut();
    expect(await receive.receive(at.fresh())).toEqual({ kind: 'busy' });
    expect(await receive.receive(at.fresh())).toEqual({ kind: 'busy' });
    await gate.open();
    expect(await receive.receive(at.fresh())).toMatchObject({ kind: 'accepted' });
    await gate.shut();
  });

  it('a connection that is cut in the middle is answered with busy', async () => {
    const blocker = at.database.dataSource.createQueryRunner();
    await blocker.startTransaction();
    await blocker.query('lock table flood_gate in exclusive mode');
    const answer = at.receiver().receive(at.fresh());
    await cutWaiting();
    expect(await answer).toEqual({ kind: 'busy' });
    await blocker.rollbackTransaction();
    await blocker.release();
    expect(await at.countRows()).toBe(0);
  });

  it('one who sends very many at once is busy, and nobody else', async () => {
    const receive = at.receiver();
    const address = '192.0.2.77';
    const flood = Array.from({ length: 500 }, () => receive.receive(at.fresh({ address })));
    const others = Array.from({ length: 20 }, () => receive.receive(at.fresh()));
    expect(tally(await Promise.all(others))).toEqual({ accepted: 20 });
    expect(tally(await Promise.all(flood))).toEqual({ accepted: 1, flood: 200, busy: 299 });
  });

  it('those beyond two batches under way and 2,000 waiting are busy at once', async () => {
    const receive = at.receiver();
    const results = await Promise.all(Array.from({ length: 2_300 }, () => receive.receive(at.fresh())));
    expect(tally(results)).toEqual({ accepted: 2_200, busy: 100 });
    expect(await at.countRows()).toBe(2_200);
  });
});

/** Cuts the connections of this database that wait for a lock, once there is one. */
async function cutWaiting(): Promise<void> {
  for (;;) {
    const rows: unknown[] = await at.database.dataSource.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if (rows.length > 0) return;
  }
}
