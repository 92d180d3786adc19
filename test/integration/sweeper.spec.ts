import { randomUUID } from 'node:crypto';
import { Site } from '../../src/domain/site.entity.js';
import { settleSubmissions } from '../../src/domain/settle-submission.js';
import { EVENTS } from '../../src/operations/events.js';
import { HoldSubmissions } from '../../src/screening/hold-submissions.js';
import { eventually } from '../support/eventually.js';
import { verdictsOf } from '../support/screening.js';
import { overdue, RARELY, secondsAgo, SWEEP_LOCK, Sweeping } from '../support/sweeping.js';

let at: Sweeping;

beforeEach(async () => {
  at = await Sweeping.start();
});

afterEach(() => at.destroy());

describe('what waits', () => {
  it('is put back after the seconds set, once, and what waits less is left alone', async () => {
    const [long, short] = [await at.waiting(110), await at.waiting(20)];
    const sweeping = await at.sweeper({ requeueSeconds: 100 });
    await at.untilSwept(sweeping);
    expect(sweeping.queue.timesOf(long)).toBe(1);
    expect(sweeping.queue.timesOf(short)).toBe(0);
    expect(await at.requeuedAt(short)).toBeNull();
    expect((await at.requeuedAt(long))?.getTime()).toBeGreaterThan(secondsAgo(60).getTime());
    const jobs: unknown[] = await at.query(
      `select 1 from bullmq.job where data::text like '%' || $1 || '%'`,
      [long.id],
    );
    expect(jobs).toHaveLength(1);
    expect(at.warnings).toEqual([]);
  });

  it.each([
    ['waited 4 s at the last time, 110 s ago', 114, 110, 1],
    ['waited 60 s at the last time, 70 s ago', 130, 70, 0],
    ['waited 400 s at the last time, 410 s ago', 810, 410, 1],
    ['waited 400 s at the last time, 300 s ago', 700, 300, 0],
  ])('twice as long each time: what %s', async (_case, received, requeued, times) => {
    const submission = await at.waiting(received, requeued);
    const sweeping = await at.sweeper({ requeueSeconds: 100 });
    await at.untilSwept(sweeping);
    expect(sweeping.queue.timesOf(submission)).toBe(times);
  });

  it('is not what is settled', async () => {
    const held = await at.rows.heldSubmission({ receivedAt: secondsAgo(2_000) });
    const sweeping = await at.sweeper({ requeueSeconds: 15, overdueSeconds: 900 });
    await at.untilSwept(sweeping);
    expect(sweeping.queue.timesOf(held)).toBe(0);
    expect(await verdictsOf(at.database.dataSource, held)).toHaveLength(1);
  });

  it('goes back oldest first, 500 at once, each once, also when all came in one moment', async () => {
    await at.manyWaiting(1_100, 100);
    const [newest, oldest] = [await at.waiting(50), await at.waiting(200)];
    const { queue } = await at.sweeper({ requeueSeconds: 15, sweepSeconds: 0.5 });
    queue.keeps = false;
    await eventually('all are put back', () => queue.batches.flat().length >= 1_102);
    expect(queue.batches.map((batch) => batch.length)).toEqual([500, 500, 102]);
    const ids = queue.batches.flat();
    expect(new Set(ids).size).toBe(1_102);
    expect([ids[0], ids.at(-1)]).toEqual([oldest.id, newest.id]);
  });

  it('goes back 10,000 in one sweep, the rest in the next', async () => {
    await at.manyWaiting(10_400, 100);
    const { queue } = await at.sweeper({ sweepSeconds: RARELY });
    queue.keeps = false;
    queue.brokerReturns();
    await eventually('10,000 are put back', () => queue.batches.length >= 20);
    await eventually('the sweep is over', async () => !(await at.isSweeping()));
    expect(queue.batches.flat()).toHaveLength(10_000);
  });
});

describe('the return of the broker', () => {
  it('puts everything back, however short it waits, and again when the others came back too', async () => {
    const [fresh, put] = [await at.waiting(0), await at.waiting(100, 1)];
    const { queue } = await at.sweeper({ sweepSeconds: RARELY, requeueSeconds: 100 });
    const putBefore = await at.requeuedAt(put);
    queue.brokerReturns();
    const start = performance.now();
    await eventually('both are put back', () => queue.timesOf(fresh) === 1 && queue.timesOf(put) === 1);
    const late = await at.waiting(0);
    await eventually('everything is put back again', () => queue.timesOf(late) === 1);
    expect(performance.now() - start).toBeGreaterThan(2_500);
    expect([queue.timesOf(fresh), queue.timesOf(put)]).toEqual([2, 2]);
    expect([await at.requeuedAt(fresh), await at.requeuedAt(put)]).toEqual([null, putBefore]);
  });

  it('is remembered while the queue refuses, and over once everything is put back', async () => {
    const fresh = await at.waiting(1);
    const sweeping = await at.sweeper({ requeueSeconds: 60 });
    const { queue } = sweeping;
    let refusals = 0;
    queue.before = () => {
      refusals += 1;
      if (refusals <= 3) throw new Error('no room');
    };
    queue.brokerReturns();
    await eventually('it is put back', () => queue.timesOf(fresh) === 1);
    expect(refusals).toBeGreaterThan(3);
    expect(at.warnings[0]).toBe('submissions that wait could not be put back: no room');
    await at.untilSwept(sweeping);
    const times = queue.timesOf(fresh);
    await at.untilSwept(sweeping);
    expect(queue.timesOf(fresh)).toBe(times);
  });
});

describe('a queue that refuses', () => {
  it('is asked again by the next sweep, and nothing is noted before it took the jobs', async () => {
    const submission = await at.waiting(200);
    const fresh = await at.waiting(1);
    const sweeping = await at.sweeper({ requeueSeconds: 100 });
    let refusing = true;
    let asked = 0;
    sweeping.queue.before = () => {
      asked += 1;
      if (refusing) throw new Error('no room');
    };
    await eventually('it was asked twice', () => asked >= 2);
    expect(await at.requeuedAt(submission)).toBeNull();
    refusing = false;
    await at.untilSwept(sweeping);
    expect(sweeping.queue.timesOf(submission)).toBe(1);
    expect(sweeping.queue.timesOf(fresh)).toBe(0);
  });
});

describe('what waits far too long', () => {
  it('is held with the seconds it waited; what waits less is not', async () => {
    const [overdue, less] = [await at.waiting(1_000), await at.waiting(800)];
    const sweeping = await at.sweeper({ requeueSeconds: 15, overdueSeconds: 900 });
    await eventually(
      'it is held',
      async () => (await verdictsOf(at.database.dataSource, overdue)).length > 0,
    );
    await at.untilSwept(sweeping);
    const [verdict] = await verdictsOf(at.database.dataSource, overdue);
    expect(verdict).toMatchObject({
      outcome: 'hold',
      rule: 'screening-overdue',
      matched: ['screening-overdue'],
      signals: [{ kind: 'screening-overdue', score: 1 }],
      policyId: (await at.rows.policyInForce(overdue.siteId)).id,
    });
    const evidence = verdict?.signals[0]?.evidence as { seconds: number };
    expect(evidence.seconds).toBeGreaterThanOrEqual(1_000);
    expect(evidence.seconds).toBeLessThan(1_060);
    expect(sweeping.queue.timesOf(overdue)).toBe(0);
    expect(await verdictsOf(at.database.dataSource, less)).toEqual([]);
    expect(at.warnings).toEqual(['1 submissions waited too long for screening and are held']);
  });

  it('is held by the policy in force', async () => {
    const submission = await at.waiting(1_000);
    const policy = await at.rows.policy(submission.siteId, { max_links: 7 });
    await at.sweeper({ overdueSeconds: 900 });
    const [verdict] = await eventually('it is held', async () => {
      const verdicts = await verdictsOf(at.database.dataSource, submission);
      return verdicts.length > 0 ? verdicts : undefined;
    });
    expect(verdict?.policyId).toBe(policy.id);
  });

  it('is held 500 at once, all in one sweep, the longest waiting first', async () => {
    await at.manyWaiting(600, 1_000);
    const oldest = await at.waiting(2_000);
    const { hold, queue } = await at.sweeper({ sweepSeconds: RARELY, overdueSeconds: 900 });
    const told: unknown[] = [];
    const listen = (event: unknown) => void told.push(event);
    EVENTS.verdict.subscribe(listen);
    queue.brokerReturns();
    await eventually('all are held', async () => (await at.countIn('held')) === 601);
    await eventually('both batches are told of', () => told.length === 2);
    EVENTS.verdict.unsubscribe(listen);
    expect(told).toEqual([
      { outcome: 'hold', count: 500 },
      { outcome: 'hold', count: 101 },
    ]);
    expect(hold.calls.map((ids) => ids.length)).toEqual([500, 101]);
    expect(hold.calls[0]?.[0]).toBe(oldest.id);
    expect(queue.batches).toEqual([]);
  });

  it('is tried once in a sweep when it cannot be held, and the rest is still put back', async () => {
    const siteId = randomUUID();
    await at.database.dataSource.getRepository(Site).insert({
      id: siteId,
      key: 'bare',
      name: 'Without a policy',
      url: null,
      locale: 'en',
      locales: ['en'],
    });
    const stuck = await at.rows.submission({ siteId, receivedAt: secondsAgo(1_000) });
    const { hold, queue } = await at.sweeper({ sweepSeconds: RARELY, overdueSeconds: 900 });
    queue.brokerReturns();
    await eventually('it is put back', () => queue.timesOf(stuck) === 1);
    expect(hold.calls).toEqual([[stuck.id]]);
    expect(await at.countIn('received')).toBe(1);
  });
});

describe('holding', () => {
  it('counts and tells only of what it held itself, when another was faster', async () => {
    const { dataSource } = at.database;
    const [contested, free] = [await at.waiting(1_000), await at.waiting(1_000)];
    const told: unknown[] = [];
    const listen = (event: unknown) => void told.push(event);
    EVENTS.verdict.subscribe(listen);
    const held = await dataSource.transaction(async (other) => {
      await other.query('select 1 from submission where id = $1 for update', [contested.id]);
      const holding = [contested, free].map(({ id }) => new HoldSubmissions(dataSource).hold([id], overdue));
      await eventually('one of them waits for the other transaction', () => at.isWaitingForALock());
      await settleSubmissions(other, [await at.overdueSettlement(contested)]);
      return holding;
    });
    expect(await Promise.all(held)).toEqual([0, 1]);
    EVENTS.verdict.unsubscribe(listen);
    expect(told).toEqual([{ outcome: 'hold', count: 1 }]);
    expect(await verdictsOf(dataSource, contested)).toHaveLength(1);
  });
});

describe('sweepers', () => {
  it('sweep one at a time in an installation, and leave the lock', async () => {
    const submission = await at.waiting(100);
    const other = at.database.dataSource.createQueryRunner();
    await other.query('select pg_advisory_lock($1)', [SWEEP_LOCK]);
    const { queue, tries } = await at.sweeper({ requeueSeconds: 15 });
    await eventually('some sweeps began and ended', () => tries() > 3);
    expect(queue.batches).toEqual([]);
    await other.query('select pg_advisory_unlock($1)', [SWEEP_LOCK]);
    await other.release();
    await eventually('it is put back', () => queue.timesOf(submission) === 1);
  });

  it('go on after a database that failed, and give back lock and connections', async () => {
    const submission = await at.waiting(100);
    const { tries, mend } = await at.breakSubmissions();
    const sweeping = await at.sweeper({ requeueSeconds: 15 });
    await eventually('more sweeps failed than there are connections', async () => (await tries()) > 4);
    expect(at.warnings).toEqual(['sweep failed: broken on purpose']);
    await mend();
    await eventually('it is put back', () => sweeping.queue.timesOf(submission) === 1);
    await sweeping.end();
    expect(await at.isSweeping()).toBe(false);
  });
});
