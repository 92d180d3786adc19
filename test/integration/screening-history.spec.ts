import type { Policy } from '../../src/domain/policy.js';
import type { Submission } from '../../src/domain/submission.entity.js';
import { LoadContext } from '../../src/screening/load-context.js';
import type { ScreeningContext } from '../../src/screening/pipeline/stage.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { given } from '../support/given.js';
import { TEST_KEYS } from '../support/keys.js';

const AIKO = { name: 'Aiko', email: 'aiko@example.org' };
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let database: TestDatabase;
let rows: ReturnType<typeof given>;
let now: number;

beforeAll(async () => {
  database = await createTestDatabase();
  rows = given(database.dataSource);
  now = Date.now();
});

afterAll(() => database.destroy());

const ago = (ms: number) => ({ receivedAt: new Date(now - ms) });

async function aSite(patch: Partial<Policy> = {}): Promise<{ siteId: string; threadId: string }> {
  const { id: siteId } = await rows.site();
  await rows.policy(siteId, patch);
  return { siteId, threadId: (await rows.thread({ siteId })).id };
}

async function contextOf({ id }: Submission): Promise<ScreeningContext> {
  const loaded = await new LoadContext(database.dataSource, TEST_KEYS).load(id);
  if (loaded === null) throw new Error('it waits no more');
  return loaded.context;
}

describe('the record of an author', () => {
  it('counts what was settled by its age: approvals of name and e-mail, rejections of the e-mail', async () => {
    const { threadId } = await aSite();
    const settledAgo = async ({ id }: { id: string }, days: number) =>
      database.dataSource.query(
        'update submission set settled_at = now() - make_interval(days => $2) where id = $1',
        [id, days],
      );
    await settledAgo(await rows.settled('approve', { threadId, ...AIKO, ...ago(200 * DAY) }), 180);
    await settledAgo(await rows.settled('approve', { threadId, ...AIKO, ...ago(100 * DAY) }), 90);
    await settledAgo(await rows.settled('approve', { threadId, ...AIKO, ...ago(DAY) }), 0);
    await settledAgo(await rows.settled('approve', { threadId, ...AIKO, name: 'Other', ...ago(DAY) }), 0);
    await settledAgo(await rows.settled('reject', { threadId, ...AIKO, name: 'Other', ...ago(DAY) }), 90);
    await rows.heldSubmission({ threadId, ...AIKO, ...ago(DAY) });
    await rows.settled('reject', { threadId: (await aSite()).threadId, ...AIKO });
    const { record } = await contextOf(await rows.submission({ threadId, ...AIKO }));
    expect(record.approvedWeight).toBeCloseTo(1.75, 4);
    expect(record.rejectedWeight).toBeCloseTo(0.5, 4);
    expect(record.knownDays).toBe(200);
  });

  it('is empty for a newcomer, and for whoever gives no e-mail', async () => {
    const { threadId } = await aSite();
    await rows.settled('approve', { threadId, email: '', name: 'Aiko', ...ago(9 * DAY) });
    const nothing = { approvedWeight: 0, rejectedWeight: 0, knownDays: 0 };
    const nameless = await rows.submission({ threadId, email: '', name: 'Aiko' });
    expect((await contextOf(nameless)).record).toEqual(nothing);
    expect((await contextOf(await rows.submission({ threadId, ...AIKO }))).record).toEqual(nothing);
  });
});

it('knows the language of the page: the thread’s, else the site’s', async () => {
  const site = await rows.site({ locale: 'ja' });
  const plain = await rows.thread({ siteId: site.id });
  const english = await rows.thread({ siteId: site.id, locale: 'en' });
  expect((await contextOf(await rows.submission({ threadId: plain.id }))).pageLanguage).toBe('ja');
  expect((await contextOf(await rows.submission({ threadId: english.id }))).pageLanguage).toBe('en');
});

describe('the record of a thread', () => {
  it('is its age in whole days when the submission came, and its public comments', async () => {
    const { threadId } = await aSite();
    await database.dataSource.query(
      `update thread set created_at = now() - interval '40 days 1 hour' where id = $1`,
      [threadId],
    );
    await rows.settled('approve', { threadId });
    await rows.settled('approve', { threadId });
    await rows.settled('hold', { threadId });
    await rows.settled('approve', await aSite());
    const now = await rows.submission({ threadId });
    const then = await rows.submission({ threadId, ...ago(10 * DAY) });
    const before = await rows.submission({ threadId, ...ago(50 * DAY) });
    expect((await contextOf(now)).threadRecord).toMatchObject({ days: 40, comments: 2 });
    expect((await contextOf(then)).threadRecord).toMatchObject({ days: 30, comments: 2 });
    expect((await contextOf(before)).threadRecord).toMatchObject({ days: 0, comments: 2 });
  });
});

it('is what became of others on the thread within the minutes of its brake, for what they say', async () => {
  const { siteId, threadId } = await aSite({ thread_brake: { flagged: 2, percent: 30, minutes: 60 } });
  const settled = (outcome: 'approve' | 'hold' | 'reject', rule: string, minutes: number) =>
    rows.settled(outcome, { threadId, ...ago(minutes * 60_000) }, [], rule);
  await settled('approve', 'default', 1);
  await settled('reject', 'disallowed-words', 2);
  await settled('hold', 'links', 3);
  await settled('hold', 'first-comments', 4);
  await settled('hold', 'thread-brake', 5);
  await settled('reject', 'disallowed-words', 61);
  await rows.settled('reject', { siteId });
  const now = await rows.submission({ threadId });
  expect((await contextOf(now)).threadRecord).toMatchObject({ settled: 5, flagged: 2 });
});

describe('what came lately', () => {
  it('is counted by the e-mail of the author and by thread, within the minutes of the policy before it', async () => {
    const { siteId, threadId } = await aSite({ rates: { minutes: 5 } });
    const { id: elsewhere } = await rows.thread({ siteId });
    await rows.submission({ threadId, ...AIKO, ...ago(8 * MINUTE) });
    await rows.submission({ threadId, ...AIKO, name: 'Other', ...ago(4 * MINUTE) });
    await rows.heldSubmission({ threadId: elsewhere, ...AIKO, ...ago(3 * MINUTE) });
    await rows.submission({ threadId, ...ago(3 * MINUTE) });
    await rows.submission({ threadId, ...AIKO, ...ago(0) });
    await rows.submission({ ...(await aSite()), ...AIKO, ...ago(3 * MINUTE) });
    const submission = await rows.submission({ threadId, ...AIKO, ...ago(MINUTE) });
    expect((await contextOf(submission)).recent).toMatchObject({ author: 2, thread: 2 });
  });

  it('is nothing of an author without e-mail', async () => {
    const { threadId } = await aSite();
    await rows.submission({ threadId, email: '' });
    const submission = await rows.submission({ threadId, email: '' });
    expect((await contextOf(submission)).recent).toMatchObject({ author: 0, thread: 1 });
  });

  it('is counted up to a thousand by author, and up to three hundred by thread', async () => {
    const { siteId, threadId } = await aSite();
    await database.dataSource.query(
      `insert into submission (id, site_id, thread_id, author_name, author_email, author_url, name_key, email_key, body,
                               user_agent, duplicate_hash, text_hash)
       select gen_random_uuid(), $1, $2, 'Aiko', 'aiko@example.org', '', 'aiko', 'aiko@example.org', 'x', '', n::text, n::text
         from generate_series(1, 1100) as n`,
      [siteId, threadId],
    );
    const submission = await rows.submission({
      threadId,
      ...AIKO,
      receivedAt: new Date(Date.now() + MINUTE),
    });
    expect((await contextOf(submission)).recent).toMatchObject({ author: 1_000, thread: 300 });
  });
});
