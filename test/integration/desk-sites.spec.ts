import type {
  SiteSettingsView,
  ThreadList,
  ThreadView,
  WebhookChanged,
} from '../../src/contract/desk-api.js';
import type { Site } from '../../src/domain/site.entity.js';
import { putThread } from '../../src/sites/put-thread.js';
import { startApp, type TestApp } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { given } from '../support/given.js';
import { type ModeratorBrowser, signedInAs } from '../support/moderators.js';

/** Stores are started; a busy machine takes its time. */
jest.setTimeout(60_000);

let database: TestDatabase;
let app: TestApp;
let rows: ReturnType<typeof given>;
let viewer: ModeratorBrowser;
let lead: ModeratorBrowser;
let admin: ModeratorBrowser;
let site: Site;

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startApp({ databaseUrl: database.url, env: { TRUSTED_PROXIES: '127.0.0.1' } });
  rows = given(database.dataSource);
  viewer = await signedInAs(app, database.dataSource, 'viewer');
  lead = await signedInAs(app, database.dataSource, 'lead');
  admin = await signedInAs(app, database.dataSource, 'admin');
});

afterAll(async () => {
  await app.close();
  await database.destroy();
});

beforeEach(async () => {
  site = await rows.site();
});

const threads = () => `/sites/${site.key}/desk/threads`;

const list = async (query = ''): Promise<ThreadList> =>
  (await viewer.get(`${threads()}${query}`)).json<ThreadList>();

const change = async (thread: string, wish: object): Promise<ThreadView> => {
  const answer = await lead.send('POST', threads(), { thread, ...wish });
  expect([answer.statusCode, answer.statusCode === 200 ? '' : answer.body]).toEqual([200, '']);
  return answer.json<ThreadView>();
};

let counter = 0;

/** What the JSON door and the form answer to a new comment. */
async function doors(thread: string): Promise<number[]> {
  counter += 1;
  const door = { 'content-type': 'application/json', 'x-forwarded-for': `198.51.100.${counter}` };
  const email = `door${counter}@example.org`;
  const json = await app.inject({
    method: 'POST',
    url: `/api/v1/sites/${site.key}/threads/${thread}/submissions`,
    headers: door,
    payload: { author: 'Jo', email, comment: `Text ${counter}` },
  });
  const page = await app.inject({ method: 'GET', url: `/sites/${site.key}/threads/${thread}` });
  return [json.statusCode, page.body.includes('<form') ? 1 : 0];
}

const [OPEN, CLOSED] = [
  [202, 1],
  [403, 0],
];
const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

describe('threads', () => {
  it('are listed newest first with what waits and what is public, and found by title', async () => {
    const old = await rows.thread({ siteId: site.id, title: 'ﾊﾞｽの話', createdAt: new Date(at(-2)) });
    const young = await rows.thread({ siteId: site.id, title: 'Trains', createdAt: new Date(at(-1)) });
    await rows.heldSubmission({ threadId: old.id });
    await rows.heldSubmission({ threadId: old.id });
    await rows.approvedComment({ threadId: old.id });
    const { items } = await list();
    expect(items).toMatchObject([
      { key: young.key, title: 'Trains', open: true, why: null, held: 0, approved: 0, changed: null },
      { key: old.key, held: 2, approved: 1, holdAll: null, endsAt: null },
    ]);
    expect((await list(`?q=${encodeURIComponent('バス')}`)).items.map(({ key }) => key)).toEqual([old.key]);
    expect((await list(`?q=${young.key}`)).items).toHaveLength(1);
    const first = await list('?limit=1');
    expect((await list(`?limit=1&cursor=${first.next}`)).items.map(({ key }) => key)).toEqual([old.key]);
    expect((await viewer.get(`${threads()}?cursor=x`)).statusCode).toBe(400);
    expect((await viewer.get('/sites/nowhere/desk/threads')).statusCode).toBe(404);
  });

  it('are closed and opened, with who and when, for the very next comment', async () => {
    const { key } = await rows.thread({ siteId: site.id });
    expect(await doors(key)).toEqual(OPEN);
    expect(await change(key, { open: false })).toMatchObject({
      open: false,
      why: 'closed',
      changed: { by: lead.session.moderator.email, at: expect.any(String) },
    });
    expect(await doors(key)).toEqual(CLOSED);
    expect(await change(key, { open: true })).toMatchObject({ open: true, why: null });
    expect(await doors(key)).toEqual(OPEN);
    expect((await viewer.send('POST', threads(), { thread: key, open: false })).statusCode).toBe(403);
  });

  it('open and close by themselves at their times', async () => {
    const { key } = await rows.thread({ siteId: site.id, closed: true });
    expect(await change(key, { opensAt: at(1) })).toMatchObject({
      open: false,
      why: 'not-yet',
      closed: false,
    });
    expect(await doors(key)).toEqual(CLOSED);
    expect(await change(key, { opensAt: at(-2), closesAt: at(1) })).toMatchObject({ open: true });
    expect(await doors(key)).toEqual(OPEN);
    expect(await change(key, { closesAt: at(-1) })).toMatchObject({ open: false, why: 'over' });
    expect(await doors(key)).toEqual(CLOSED);
    expect(await change(key, { open: true })).toMatchObject({ open: true, closesAt: null });
    expect(await doors(key)).toEqual(OPEN);
  });

  it('close after the days of their site, unless they have a time of their own', async () => {
    const { key } = await rows.thread({ siteId: site.id, createdAt: new Date(at(-24 * 8)) });
    await admin.send('POST', `/sites/${site.key}/desk/settings`, { closeAfterDays: 7 });
    expect((await list()).items[0]).toMatchObject({ open: false, why: 'days' });
    expect(await doors(key)).toEqual(CLOSED);
    expect(await change(key, { closesAt: at(1) })).toMatchObject({ open: true });
    expect(await doors(key)).toEqual(OPEN);
    expect(await change(key, { closesAt: null })).toMatchObject({ why: 'days' });
    await putThread(database.dataSource.manager, { site: site.key, key, closed: false });
    expect(await doors(key)).toEqual(OPEN);
  });

  it('refuse what makes no sense, and change nothing then', async () => {
    const { key } = await rows.thread({ siteId: site.id });
    for (const wish of [
      {},
      { open: true, opensAt: at(1) },
      { opensAt: 'tomorrow' },
      { opensAt: at(2), closesAt: at(1) },
      { hidden: true },
    ])
      expect((await lead.send('POST', threads(), { thread: key, ...wish })).statusCode).toBe(400);
    expect((await lead.send('POST', threads(), { thread: 'nothing', open: true })).statusCode).toBe(404);
    expect((await list()).items[0]).toMatchObject({
      open: true,
      opensAt: null,
      closesAt: null,
      changed: null,
    });
  });

  it('tell who holds everything on them, and why', async () => {
    const { key } = await rows.thread({ siteId: site.id });
    const wish = { switch: 'thread-hold', thread: key, on: true, reason: 'heated' };
    await lead.send('POST', `/sites/${site.key}/switches`, wish);
    expect((await list()).items[0]?.holdAll).toMatchObject({
      reason: 'heated',
      by: lead.session.moderator.email,
    });
    await lead.send('POST', `/sites/${site.key}/switches`, { ...wish, on: false });
    expect((await list()).items[0]?.holdAll).toBeNull();
  });
});

describe('settings of a site', () => {
  const path = () => `/sites/${site.key}/desk/settings`;

  it('are read by leads and changed by admins', async () => {
    const wish = { name: '河辺新聞', locale: 'ja', locales: ['ja'], floodSeconds: 0, createThreads: true };
    const answer = await admin.send('POST', path(), {
      ...wish,
      closeAfterDays: 14,
      url: 'https://news.example/',
    });
    expect(answer.json()).toMatchObject({ ...wish, closeAfterDays: 14, url: 'https://news.example' });
    expect((await lead.get(path())).json<SiteSettingsView>()).toEqual(answer.json());
    expect((await lead.send('POST', path(), wish)).statusCode).toBe(403);
    expect((await viewer.get(path())).statusCode).toBe(403);
    for (const wrong of [
      { closeAfterDays: 0 },
      { floodSeconds: -1 },
      { key: 'x' },
      { url: 'ftp://x' },
      { locales: [] },
    ])
      expect((await admin.send('POST', path(), wrong)).statusCode).toBe(400);
    expect((await admin.send('POST', '/sites/nowhere/desk/settings', wish)).statusCode).toBe(404);
  });

  it('tell the secret of a webhook once', async () => {
    const webhook = `/sites/${site.key}/desk/webhook`;
    expect((await admin.send('POST', `${webhook}/rotate`, {})).statusCode).toBe(409);
    for (const url of ['http://news.example/', 'https://127.0.0.1/', 'nothing'])
      expect((await admin.send('POST', webhook, { url })).statusCode).toBe(400);
    const set = (
      await admin.send('POST', webhook, { url: 'https://news.example/hook' })
    ).json<WebhookChanged>();
    expect(set).toMatchObject({
      webhook: { url: 'https://news.example/hook' },
      secret: expect.stringMatching(/^whsec_/),
    });
    const again = await admin.send('POST', webhook, { url: 'https://news.example/other' });
    expect(again.json()).toMatchObject({ secret: null });
    const rotated = (
      await admin.send('POST', `${webhook}/rotate`, { overlapHours: 1 })
    ).json<WebhookChanged>();
    expect(rotated.secret).not.toBe(set.secret);
    expect(rotated.webhook?.previousSecretUntil).not.toBeNull();
    expect((await admin.send('POST', webhook, { url: '' })).json()).toEqual({ webhook: null, secret: null });
    expect((await admin.get(path())).body).not.toContain('whsec_');
  });
});
