import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import type { BulkView } from '../../src/contract/bulk-api.js';
import type { Site } from '../../src/domain/site.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { bulkOf, makeBulk, manyHeld, startRunner, untilEnded } from '../support/bulks.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { ROOT } from '../support/desk.js';
import { mustBalance } from '../support/doctor.js';
import { eventually } from '../support/eventually.js';
import { given } from '../support/given.js';
import { type ModeratorBrowser, signedInAs } from '../support/moderators.js';
import { RoleUnderTest } from '../support/role.js';

/** Stores and processes are started; a busy machine takes its time. */
jest.setTimeout(180_000);

let database: TestDatabase;
let app: TestApp;
let site: Site;
let ada: ModeratorBrowser;
let ben: ModeratorBrowser;
let carla: ModeratorBrowser;
const runners: { stop: () => Promise<void> }[] = [];
const workers: RoleUnderTest[] = [];

beforeAll(async () => {
  // Builds what is not up to date.
  await promisify(execFile)(process.execPath, [join(ROOT, 'bin/replydesk.mjs'), '--version']);
  database = await createTestDatabase();
  app = await startApp({ databaseUrl: database.url });
  site = await given(database.dataSource).site();
  const moderator = () => signedInAs(app, database.dataSource, 'moderator');
  [ada, ben, carla] = [await moderator(), await moderator(), await moderator()];
}, 180_000);

afterEach(async () => {
  for (const runner of runners.splice(0)) await runner.stop();
  for (const worker of workers.splice(0)) await worker.kill();
  await mustBalance(database);
});

afterAll(async () => {
  await app.close();
  await database.destroy();
});

const sql = (text: string, values: unknown[] = []) => database.dataSource.query(text, values);

function startWorker(percent: number): void {
  workers.push(
    new RoleUnderTest('worker', { DATABASE_URL: database.url, BULK_SHARE_PERCENT: String(percent) }),
  );
}

/** How often each submission was decided. */
async function decisionsOf(items: readonly { id: string }[]): Promise<number[]> {
  const found: { n: number }[] = await sql(
    `select count(d.id)::int as n from unnest($1::uuid[]) as item(id) left join decision d on d.submission_id = item.id
      group by item.id`,
    [items.map(({ id }) => id)],
  );
  return found.map(({ n }) => n);
}

it('goes on in another process where the worker was killed, and decides nothing twice', async () => {
  const { thread, items } = await manyHeld(database.dataSource, site.id, 450);
  const bulk = await makeBulk(ada, {
    act: 'approve',
    filter: { thread: thread.key },
    expected: 450,
    typed: 450,
  });
  startWorker(1);
  await eventually('a batch is stored', async () => (await bulkOf(ada, bulk.id)).recorded === 200, {
    timeoutMs: 60_000,
  });
  await workers[0]?.kill();
  expect(await bulkOf(ada, bulk.id)).toMatchObject({ state: 'running', recorded: 200 });
  await sql(`update bulk set lease_until = now() where id = $1`, [bulk.id]);
  startWorker(100);
  expect(await untilEnded(ada, bulk.id)).toMatchObject({ state: 'done', recorded: 450, conflicts: 0 });
  expect(new Set(await decisionsOf(items))).toEqual(new Set([1]));
});

it('goes on after a failure, and is given up after five', async () => {
  const { items } = await manyHeld(database.dataSource, site.id, 3);
  const bulk = await makeBulk(ada, { act: 'spam', items, expected: 3 });
  await sql('alter table policy rename to away');
  try {
    runners.push(startRunner(database));
    await eventually('it was tried and given back', async () => {
      const [row] = await sql('select tries, lease from bulk where id = $1', [bulk.id]);
      return row.tries === 1 && row.lease === null;
    });
  } finally {
    await sql('alter table away rename to policy');
  }
  await sql(`update bulk set lease_until = now() where id = $1`, [bulk.id]);
  expect(await untilEnded(ada, bulk.id)).toMatchObject({ state: 'done', recorded: 3 });
  const hopeless = await manyHeld(database.dataSource, site.id, 1);
  for (const runner of runners.splice(0)) await runner.stop();
  const other = await makeBulk(ada, { act: 'spam', items: hopeless.items, expected: 1 });
  await sql(`update bulk set tries = 5, state = 'running', lease_until = now() where id = $1`, [other.id]);
  runners.push(startRunner(database));
  expect(await untilEnded(ada, other.id)).toMatchObject({ state: 'failed', recorded: 0 });
});

it('of two that wait the smaller one passes the larger', async () => {
  const large = await manyHeld(database.dataSource, site.id, 1_000);
  const small = await manyHeld(database.dataSource, site.id, 2);
  const first = await makeBulk(ada, {
    act: 'spam',
    filter: { thread: large.thread.key },
    expected: 1_000,
    typed: 1_000,
  });
  runners.push(startRunner(database, 5));
  await eventually('the larger one has begun', async () => (await bulkOf(ada, first.id)).recorded > 0);
  const second = await makeBulk(ben, { act: 'spam', items: small.items, expected: 2 });
  await untilEnded(ben, second.id);
  expect(await bulkOf(ada, first.id)).toMatchObject({ finishedAt: null });
  await ada.send('POST', `/review/bulk/${first.id}/cancel`);
});

it('and decisions one by one, on the same 200 at once, decide each item exactly once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 150 }),
      fc.constantFrom('approve', 'spam'),
      fc.array(fc.nat(199), { minLength: 20, maxLength: 60 }),
      async (from, act, order) => {
        const { items } = await manyHeld(database.dataSource, site.id, 200);
        const part = items.slice(from);
        runners.push(startRunner(database), startRunner(database));
        const bulks = await Promise.all([
          makeBulk(ada, { act: 'spam', items, expected: 200, typed: 200 }),
          makeBulk(ben, { act, items: part, expected: part.length, typed: part.length }),
          singly(order.map((at) => items[at % items.length] ?? items[0])),
        ]);
        const ends = [await untilEnded(ada, bulks[0].id), await untilEnded(ben, bulks[1].id)];
        for (const runner of runners.splice(0)) await runner.stop();
        const tally = (pick: (bulk: BulkView) => number) => ends.map(pick).reduce((a, b) => a + b, 0);
        expect(tally(({ recorded }) => recorded) + bulks[2]).toBe(200);
        expect(tally(({ recorded, conflicts }) => recorded + conflicts)).toBe(200 + part.length);
        expect(new Set(await decisionsOf(items))).toEqual(new Set([1]));
      },
    ),
    { numRuns: 3 },
  );
});

/** Approves some one after the other. @returns how many were decided so. */
async function singly(items: readonly ({ id: string; version: number } | undefined)[]): Promise<number> {
  let decided = 0;
  for (const item of items) {
    if (item === undefined) continue;
    const wish = { act: 'approve', version: item.version };
    const answer = await carla.send('POST', `/review/submissions/${item.id}/decisions`, wish);
    if (answer.statusCode === 200) decided += 1;
    else if (answer.statusCode !== 409) throw new Error(answer.body);
  }
  return decided;
}
