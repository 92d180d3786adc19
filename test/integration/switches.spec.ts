import type { Switches } from '../../src/contract/policy-api.js';
import type { Site } from '../../src/domain/site.entity.js';
import { startApp } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { examine } from '../../src/operations/doctor.js';
import { SETTINGS, violationsOf } from '../support/doctor.js';
import { given } from '../support/given.js';
import { newModerator, signedInAs } from '../support/moderators.js';
import { startWorker, type TestWorker } from '../support/screening.js';
import { cliOf } from '../support/terminal.js';

/** Stores and processes are started; a busy machine takes its time. */
jest.setTimeout(60_000);

let database: TestDatabase;
let worker: TestWorker;
let cli: ReturnType<typeof cliOf>;
let site: Site;

beforeAll(async () => {
  database = await createTestDatabase();
  worker = await startWorker(database);
  cli = cliOf({ DATABASE_URL: database.url });
});

afterAll(async () => {
  await worker.close();
  await database.destroy();
});

beforeEach(async () => {
  const rows = given(database.dataSource);
  site = await rows.site();
  await rows.policy(site.id, {
    first_held: 0,
    previously_approved: false,
    repeated_text: 0,
    disallowed_words: ['forbidden'],
    rules: [],
  });
});

/** What the machine makes of a new submission. */
async function verdictOn(body: string, threadId?: string) {
  const wish = { siteId: site.id, body, ...(threadId === undefined ? {} : { threadId }) };
  const submission = await given(database.dataSource).submission(wish);
  worker.enqueue(submission);
  return worker.verdictOf(submission);
}

const switched = (command: string, ...words: string[]) =>
  cli(['site', command, '--key', site.key, '--reason', 'a raid', ...words]);

it('hold-all holds the very next comment, whatever it is, until it is switched off', async () => {
  expect((await verdictOn('before')).outcome).toBe('approve');
  expect(await switched('hold-all')).toMatchObject({ code: 0, stdout: expect.stringContaining('is held') });
  expect(await verdictOn('next')).toMatchObject({ outcome: 'hold', rule: 'hold-all' });
  expect(await verdictOn('forbidden')).toMatchObject({
    outcome: 'hold',
    matched: ['hold-all', 'disallowed-words'],
    signals: expect.arrayContaining([{ kind: 'switches', score: 1, evidence: { on: ['hold-all'] } }]),
  });
  await switched('hold-all', '--off');
  expect((await verdictOn('after')).outcome).toBe('approve');
  expect((await verdictOn('forbidden')).outcome).toBe('reject');
});

it('stop-automation neither approves nor rejects, on its site alone', async () => {
  await switched('stop-automation');
  expect(await verdictOn('fine')).toMatchObject({ outcome: 'hold', rule: 'stop-automation' });
  expect(await verdictOn('forbidden')).toMatchObject({ outcome: 'hold', rule: 'stop-automation' });
  const other = await given(database.dataSource).submission();
  worker.enqueue(other);
  expect((await worker.verdictOf(other)).matched).not.toContain('stop-automation');
});

it('thread hold holds what would be approved on one thread', async () => {
  const thread = await given(database.dataSource).thread({ siteId: site.id });
  const hold = (...words: string[]) =>
    cli(['thread', 'hold', '--site', site.key, '--key', thread.key, '--reason', 'heated', ...words]);
  expect(await hold()).toMatchObject({ code: 0 });
  expect(await verdictOn('here', thread.id)).toMatchObject({ outcome: 'hold', rule: 'thread-hold' });
  expect((await verdictOn('forbidden', thread.id)).outcome).toBe('reject');
  expect((await verdictOn('elsewhere')).outcome).toBe('approve');
  await hold('--off');
  expect((await verdictOn('here again', thread.id)).outcome).toBe('approve');
});

it('the verdicts explain themselves from what they stored, after the switch was turned off', async () => {
  await switched('hold-all');
  await verdictOn('held');
  await switched('hold-all', '--off');
  const report = await examine(database.dataSource, SETTINGS);
  expect(violationsOf(report, 'verdicts-explain-themselves')).toEqual([]);
});

it('who switched what when and why stays, and is listed', async () => {
  const { email } = await newModerator(database.dataSource, 'lead');
  await switched('hold-all', '--by', email);
  await switched('hold-all', '--off');
  const { switches } = (await cli(['site', 'switches', '--key', site.key, '--json'])).json<Switches>();
  expect(switches).toMatchObject([
    { name: 'hold-all', on: false, by: 'system', now: true },
    { name: 'hold-all', on: true, by: email, reason: 'a raid', now: false },
  ]);
  expect((await cli(['site', 'switches', '--key', site.key])).stdout).toContain('a raid');
  await expect(database.dataSource.query('delete from panic_switch')).rejects.toThrow(/never changed/);
});

it('refuses what is unknown and what has no reason', async () => {
  expect(await cli(['site', 'hold-all', '--key', site.key])).toMatchObject({ code: 2 });
  expect(await cli(['site', 'hold-all', '--key', site.key, '--reason', ' '])).toMatchObject({ code: 2 });
  expect(await cli(['site', 'hold-all', '--key', 'nowhere', '--reason', 'x'])).toMatchObject({ code: 1 });
  const thread = ['thread', 'hold', '--site', site.key, '--key', 'nothing', '--reason', 'x'];
  expect(await cli(thread)).toMatchObject({ code: 1, stderr: expect.stringContaining('no thread') });
});

it('the same over HTTP, for leads', async () => {
  const app = await startApp({ databaseUrl: database.url });
  const thread = await given(database.dataSource).thread({ siteId: site.id });
  const path = `/sites/${site.key}/switches`;
  const lead = await signedInAs(app, database.dataSource, 'lead');
  const moderator = await signedInAs(app, database.dataSource, 'moderator');
  const wish = { switch: 'stop-automation', on: true, reason: 'who knows' };
  expect((await moderator.send('POST', path, wish)).statusCode).toBe(403);
  const changed = await lead.send('POST', path, wish);
  expect(changed.json()).toMatchObject({ switches: [{ name: 'stop-automation', on: true, now: true }] });
  const held = { switch: 'thread-hold', thread: thread.key, on: true, reason: 'heated' };
  expect((await lead.send('POST', path, held)).json<Switches>().switches[0]).toMatchObject({
    thread: thread.key,
  });
  expect((await verdictOn('now')).rule).toBe('stop-automation');
  expect((await moderator.get(path)).json<Switches>().switches).toHaveLength(2);
  for (const [url, body, status] of [
    [path, { ...wish, reason: '' }, 400],
    [path, { ...wish, thread: 'x' }, 400],
    [path, { ...held, thread: 'nothing' }, 404],
    ['/sites/nowhere/switches', wish, 404],
  ] as const)
    expect((await lead.send('POST', url, body)).statusCode).toBe(status);
  expect((await lead.get('/sites/nowhere/switches')).statusCode).toBe(404);
  expect((await app.inject({ method: 'GET', url: `/api/v1${path}` })).statusCode).toBe(401);
  await app.close();
});

it('ends by itself when it was thrown for so long', async () => {
  const app = await startApp({ databaseUrl: database.url });
  try {
    const lead = await signedInAs(app, database.dataSource, 'lead');
    const answer = await lead.send('POST', `/sites/${site.key}/switches`, {
      switch: 'hold-all',
      on: true,
      reason: 'a raid',
      minutes: 30,
    });
    expect(answer.json<Switches>().switches).toMatchObject([{ now: true, until: expect.any(String) }]);
    expect(await verdictOn('within')).toMatchObject({ outcome: 'hold', rule: 'hold-all' });
    await database.dataSource.transaction(async (manager) => {
      await manager.query('set local session_replication_role = replica');
      await manager.query('update panic_switch set ends_at = now() where site_id = $1', [site.id]);
    });
    expect((await verdictOn('after')).outcome).toBe('approve');
    const listed = (await lead.get(`/sites/${site.key}/switches`)).json<Switches>();
    expect(listed.switches).toMatchObject([{ on: true, now: false }]);
  } finally {
    await app.close();
  }
});
