import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Logger } from '@nestjs/common';
import { configOf } from '../../src/config/config.js';
import { parseEnv } from '../../src/config/env.schema.js';
import type { Site } from '../../src/domain/site.entity.js';
import { claimReplay } from '../../src/screening/replay/replay-jobs.js';
import { reportOf } from '../../src/screening/replay/replay-report.js';
import { ReplayRunner } from '../../src/screening/replay/replay-runner.js';
import type { Tally } from '../../src/screening/replay/tally.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { ROOT } from '../support/desk.js';
import { eventually } from '../support/eventually.js';
import { given } from '../support/given.js';
import { askForReplay, endLease, KNOWN_AUTHOR, replayRow } from '../support/replays.js';
import { RoleUnderTest } from '../support/role.js';

/** Stores and processes are started; a busy machine takes its time. */
jest.setTimeout(120_000);

let database: TestDatabase;
const runners: ReplayRunner[] = [];
const workers: RoleUnderTest[] = [];

/** Submissions of a large site. */
const LARGE = 452;

beforeAll(async () => {
  Logger.overrideLogger(false);
  // Builds what is not up to date.
  await promisify(execFile)(process.execPath, [join(ROOT, 'bin/replydesk.mjs'), '--version']);
  database = await createTestDatabase();
}, 120_000);

afterEach(async () => {
  for (const runner of runners.splice(0)) await runner.beforeApplicationShutdown();
  for (const worker of workers.splice(0)) await worker.kill();
  await database.dataSource.query('delete from policy_replay');
});

afterAll(() => database.destroy());

const asked = (site: Site) => askForReplay(database.dataSource, site);

const rowOf = (id: string) => replayRow(database.dataSource, id);

/** A runner at work in this process, until the test ends. */
function startRunner(percent: number): ReplayRunner {
  const env = { DATABASE_URL: database.url, LOG_LEVEL: 'fatal', REPLAY_SHARE_PERCENT: String(percent) };
  const runner = new ReplayRunner(database.dataSource, configOf(parseEnv(env)));
  runners.push(runner);
  runner.onApplicationBootstrap();
  return runner;
}

/** A worker in a process of its own, until the test ends. */
function startWorker(percent: number): RoleUnderTest {
  const env = { DATABASE_URL: database.url, REPLAY_SHARE_PERCENT: String(percent) };
  const worker = new RoleUnderTest('worker', env);
  workers.push(worker);
  return worker;
}

const untilDone = (id: string) =>
  eventually('the replay is done', async () => (await rowOf(id)).state === 'done', { timeoutMs: 40_000 });

it('is run by one of two workers to its end, and counts each submission once', async () => {
  const id = await asked(await largeSite());
  for (const percent of [100, 100]) startRunner(percent);
  await untilDone(id);
  const { tally, seen, tries } = await rowOf(id);
  expect([seen, tries, reportOf(tally as Tally)]).toMatchObject([
    LARGE,
    0,
    { coverage: { seen: LARGE, lacking: 0 }, caught: 1, unchanged: LARGE - 1 },
  ]);
});

it('goes on after a failure', async () => {
  const id = await asked(await largeSite());
  await database.dataSource.query('alter table verdict rename to away');
  try {
    startRunner(100);
    await eventually('it was tried and given back', async () => {
      const { tries, lease } = await rowOf(id);
      return tries === 1 && lease === null;
    });
  } finally {
    await database.dataSource.query('alter table away rename to verdict');
  }
  await endLease(database.dataSource, id);
  await untilDone(id);
  expect(await rowOf(id)).toMatchObject({ seen: LARGE, tries: 0, failure: null });
});

it('is given back by a worker that is told to stop while it rests', async () => {
  const id = await asked(await largeSite());
  const runner = startRunner(1);
  await eventually('a batch is stored', async () => (await rowOf(id)).seen > 0);
  await runner.beforeApplicationShutdown();
  expect(await rowOf(id)).toMatchObject({ state: 'running', seen: 200, lease: null });
  expect((await claimReplay(database.dataSource))?.id).toBe(id);
});

it('goes on in another process where the worker was killed', async () => {
  const id = await asked(await largeSite());
  const killed = startWorker(1);
  await eventually('a batch is stored', async () => (await rowOf(id)).seen === 200, { timeoutMs: 40_000 });
  await killed.kill();
  expect(await rowOf(id)).toMatchObject({ state: 'running', seen: 200 });
  await endLease(database.dataSource, id);
  startWorker(100);
  await untilDone(id);
  const { tally, seen } = await rowOf(id);
  expect([seen, reportOf(tally as Tally)]).toMatchObject([LARGE, { caught: 1, unchanged: LARGE - 1 }]);
});

/** A site with more submissions than two batches take, one of them of a word that the policy holds. */
async function largeSite(): Promise<Site> {
  const rows = given(database.dataSource);
  const large = await rows.site();
  const { id: threadId } = await rows.thread({ siteId: large.id });
  await rows.settled('approve', { threadId, body: 'smithgate again' }, KNOWN_AUTHOR);
  const calm = await rows.settled('approve', { threadId, body: 'A calm remark' }, KNOWN_AUTHOR);
  await copies(calm.id, LARGE - 2);
  return large;
}

/** So many more submissions with verdicts like this one's. */
async function copies(id: string, count: number): Promise<void> {
  await database.dataSource.query(
    `with more as (
       insert into submission (id, site_id, thread_id, author_name, author_email, author_url, name_key, email_key, body,
                               user_agent, duplicate_hash, text_hash, state)
       select gen_random_uuid(), site_id, thread_id, author_name, author_email, author_url, name_key, email_key, body,
              user_agent, n::text, text_hash, state
         from submission, generate_series(1, $2::int) n where id = $1
       returning id)
     insert into verdict (id, submission_id, policy_id, outcome, rule, matched, signals, score, symbols, engine)
     select gen_random_uuid(), more.id, v.policy_id, v.outcome, v.rule, v.matched, v.signals, v.score, v.symbols, v.engine
       from more, verdict v where v.submission_id = $1`,
    [id, count],
  );
}
