import fc from 'fast-check';
import type { ReplayReport } from '../../src/contract/policy-replay-api.js';
import type { Policy } from '../../src/domain/policy.js';
import type { Site } from '../../src/domain/site.entity.js';
import { replayBatch, type ReplayRange } from '../../src/screening/replay/replay-batch.js';
import { claimReplay, releaseReplay, storeProgress } from '../../src/screening/replay/replay-jobs.js';
import { reportOf } from '../../src/screening/replay/replay-report.js';
import { emptyTally, type Tally } from '../../src/screening/replay/tally.js';
import { cancelReplay } from '../../src/sites/ask-replay.js';
import { findReplay } from '../../src/sites/policy-replays.query.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { given } from '../support/given.js';
import { askForReplay, endLease, FEUD_POLICY, KNOWN_AUTHOR, replayRow } from '../support/replays.js';

/** Stores are started; a busy machine takes its time. */
jest.setTimeout(60_000);

const BODIES = ['smithgate again', 'A calm remark', 'smithgateのこと、どう思いますか', '12345'];

/** So many submissions of the site that is replayed, the last of which lacks its signals. */
const SUBMISSIONS = 24;

let database: TestDatabase;
let site: Site;
let uninterrupted: ReplayReport;

beforeAll(async () => {
  database = await createTestDatabase();
  const rows = given(database.dataSource);
  site = await rows.site();
  const threads = [await rows.thread({ siteId: site.id }), await rows.thread({ siteId: site.id })];
  for (let n = 0; n < SUBMISSIONS; n += 1) {
    const wish = { threadId: threads[n % 2]!.id, body: BODIES[n % BODIES.length]! };
    await rows.settled(n % 3 === 0 ? 'hold' : 'approve', wish, n === SUBMISSIONS - 1 ? [] : KNOWN_AUTHOR);
  }
  const tally = emptyTally();
  let range: ReplayRange | null = rangeOf(site);
  while (range !== null)
    range = await replayBatch(database.dataSource, { policy: FEUD_POLICY, range, tally });
  uninterrupted = reportOf(tally);
});

it('has something of every kind to find', () => {
  expect(uninterrupted).toMatchObject({ coverage: { seen: SUBMISSIONS, lacking: 1 } });
  for (const count of [uninterrupted.caught, uninterrupted.freed, uninterrupted.unchanged])
    expect(count).toBeGreaterThan(0);
});

afterEach(() => database.dataSource.query('delete from policy_replay'));

afterAll(() => database.destroy());

const rangeOf = ({ id }: Site): ReplayRange => ({
  siteId: id,
  below: Number.MAX_SAFE_INTEGER,
  since: null,
  left: 1_000,
});

/** Asks for a replay of the site. @returns its id. */
const asked = (which: Site = site) => askForReplay(database.dataSource, which);

const rowOf = (id: string) => replayRow(database.dataSource, id);

/** As the uninterrupted one: without reasons, which belong to a reader's language. */
async function reportOfJob(id: string) {
  const found = await findReplay(database.dataSource.manager, { site: site.key, id }, 'en');
  if (found === null || found.report === null) return null;
  const { caught, freed, unchanged } = found.report.samples;
  const without = (samples: typeof caught) => samples.map((sample) => ({ ...sample, why: null }));
  const samples = { caught: without(caught), freed: without(freed), unchanged: without(unchanged) };
  return { ...found.report, samples };
}

/** Takes the replay up. @throws when there is none to take. */
async function claimed() {
  const job = await claimReplay(database.dataSource);
  if (job === undefined) throw new Error('nothing to take up');
  return job;
}

/** One batch of a held replay. */
async function oneBatch(job: { policy: Policy; range: ReplayRange; tally: Tally }, batch: number) {
  const range = await replayBatch(database.dataSource, { ...job, batch });
  return { range, tally: job.tally, restSeconds: 0 };
}

it('finds the same however often its workers die, before or after they stored a batch', async () => {
  const deaths = fc.record({
    batch: fc.integer({ min: 1, max: 9 }),
    dies: fc.constantFrom('no', 'before', 'after'),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(deaths, { maxLength: 6 }), async (course) => {
      const id = await asked();
      let job = await claimed();
      let isDone = false;
      for (const { batch, dies } of [...course, ...Array.from({ length: SUBMISSIONS }, () => LAST)]) {
        const progress = await oneBatch(job, batch);
        if (dies !== 'before') {
          const isStored = await storeProgress(database.dataSource, job, progress);
          if (!isStored) throw new Error('the worker lost a replay that it holds');
          isDone = progress.range === null;
          if (isDone) break;
          job = { ...job, range: progress.range as ReplayRange };
        }
        if (dies === 'no') continue;
        await endLease(database.dataSource, id);
        job = await claimed();
      }
      expect(isDone).toBe(true);
      expect(await reportOfJob(id)).toEqual(uninterrupted);
      const row = await rowOf(id);
      expect(row).toMatchObject({ state: 'done', seen: SUBMISSIONS, total: SUBMISSIONS, lease: null });
      expect(row.endedAt).not.toBeNull();
      await database.dataSource.query('delete from policy_replay');
    }),
    { numRuns: 25 },
  );
});

const LAST = { batch: 5, dies: 'no' } as const;

it('tells what was found so far while it runs, and keeps no text of a reader', async () => {
  const id = await asked();
  expect(await reportOfJob(id)).toBeNull();
  const job = await claimed();
  await storeProgress(database.dataSource, job, await oneBatch(job, 10));
  const report = await reportOfJob(id);
  expect(report?.coverage).toMatchObject({ seen: 10 });
  expect(report?.samples.caught[0]?.excerpt).toContain('smithgate');
  const row = await rowOf(id);
  expect(row).toMatchObject({ state: 'running', seen: 10, endedAt: null });
  expect(JSON.stringify(row.tally)).not.toContain('smithgate');
});

it('is held by one worker: another finds nothing while the lease lasts, and a late one stores nothing', async () => {
  const id = await asked();
  const slow = await claimed();
  expect(await claimReplay(database.dataSource)).toBeUndefined();
  const late = await oneBatch(slow, 10);
  await endLease(database.dataSource, id);
  const quick = await claimed();
  await storeProgress(database.dataSource, quick, await oneBatch(quick, 3));
  expect(await storeProgress(database.dataSource, slow, late)).toBe(false);
  await releaseReplay(database.dataSource, slow, 'stopped');
  expect(await rowOf(id)).toMatchObject({ seen: 3, lease: quick.lease });
});

it('is taken up by exactly one of many workers that look at once', async () => {
  const ids = [await asked(), await asked(await given(database.dataSource).site())];
  const jobs = await Promise.all(Array.from({ length: 8 }, () => claimReplay(database.dataSource)));
  const taken = jobs.filter((job) => job !== undefined).map(({ id }) => id);
  expect(new Set(taken).size).toBe(taken.length);
  expect(taken.length).toBeGreaterThan(0);
  for (const id of taken) expect(ids).toContain(id);
});

it('is left alone while another worker is just taking it up', async () => {
  const id = await asked();
  await database.dataSource.transaction(async (manager) => {
    await manager.query('select from policy_replay where id = $1 for update', [id]);
    expect(await claimReplay(database.dataSource)).toBeUndefined();
  });
  expect((await claimed()).id).toBe(id);
});

it('is no longer stored once it is cancelled, and keeps what was found until then', async () => {
  const id = await asked();
  const job = await claimed();
  await storeProgress(database.dataSource, job, await oneBatch(job, 4));
  expect(await cancelReplay(database.dataSource.manager, { site: site.key, id })).toBe('cancelled');
  const next = await oneBatch(job, 4);
  expect(await storeProgress(database.dataSource, job, next)).toBe(false);
  expect(await claimReplay(database.dataSource)).toBeUndefined();
  expect(await rowOf(id)).toMatchObject({ state: 'cancelled', seen: 4, lease: null });
});

it('is given up after five tries of the same batch, and not when batches go well in between', async () => {
  const id = await asked();
  for (let n = 0; n < 4; n += 1) {
    await releaseReplay(database.dataSource, await claimed(), 'failed');
    expect(await claimReplay(database.dataSource)).toBeUndefined();
    await endLease(database.dataSource, id);
  }
  const job = await claimed();
  await storeProgress(database.dataSource, job, await oneBatch(job, 2));
  for (let n = 0; n < 5; n += 1) {
    await endLease(database.dataSource, id);
    await claimed();
  }
  await endLease(database.dataSource, id);
  expect(await claimReplay(database.dataSource)).toBeUndefined();
  expect(await rowOf(id)).toMatchObject({ state: 'failed', failure: 'given-up', seen: 2 });
});

it('fails when the stored document is no policy of this software', async () => {
  const id = await asked();
  await database.dataSource.query(`update policy_replay set document = '{"later": 1}' where id = $1`, [id]);
  expect(await claimReplay(database.dataSource)).toBeUndefined();
  expect(await rowOf(id)).toMatchObject({ state: 'failed', failure: 'unreadable-policy' });
});
