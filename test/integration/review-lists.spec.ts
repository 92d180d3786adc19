import type {
  DecisionResult,
  QueueCounts,
  ReviewItemDetail,
  ReviewPage,
} from '../../src/contract/review-api.js';
import { policySchema } from '../../src/domain/policy.js';
import type { Signal } from '../../src/domain/signal.js';
import { startApp, type TestApp } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { given } from '../support/given.js';
import { type ModeratorBrowser, signedInAs } from '../support/moderators.js';

let database: TestDatabase;
let app: TestApp;
let rows: ReturnType<typeof given>;
let moderator: ModeratorBrowser;

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startApp({ databaseUrl: database.url });
  rows = given(database.dataSource);
  moderator = await signedInAs(app, database.dataSource, 'moderator');
});

afterAll(async () => {
  await app.close();
  await database.destroy();
});

const pageOf = async (query: Record<string, string>): Promise<ReviewPage> => {
  const answer = await moderator.get(`/review/submissions?${new URLSearchParams(query).toString()}`);
  expect([answer.statusCode, answer.statusCode === 200 ? '' : answer.body]).toEqual([200, '']);
  return answer.json<ReviewPage>();
};

const detailOf = async (id: string, headers?: Record<string, string>): Promise<ReviewItemDetail> =>
  (await moderator.get(`/review/submissions/${id}`, headers)).json<ReviewItemDetail>();

const decide = (id: string, body: object, by = moderator, headers?: Record<string, string>) =>
  by.send('POST', `/review/submissions/${id}/decisions`, body, headers);

const decided = async (id: string, body: object): Promise<DecisionResult> => {
  const answer = await decide(id, body);
  expect([answer.statusCode, answer.statusCode === 200 ? '' : answer.body]).toEqual([200, '']);
  return answer.json<DecisionResult>();
};

describe('the list', () => {
  it('shows a held submission as it was sent, and why it is held', async () => {
    const site = await rows.site({ name: '河辺新聞', url: 'https://news.example' });
    const thread = await rows.thread({ siteId: site.id, key: '101', title: 'バスの話', url: null });
    const signals: Signal[] = [{ kind: 'thread-state', score: 0, evidence: { closed: false } }];
    const submission = await rows.settled(
      'hold',
      { threadId: thread.id, name: '花子', email: 'hanako@example.org', body: '賛成です。\n<b>本当</b>に' },
      signals,
    );
    const { items, counts } = await pageOf({ site: site.key });
    expect(items).toEqual([
      {
        id: submission.id,
        number: submission.number,
        version: 2,
        state: 'held',
        reason: 'first-comments',
        site: { key: site.key, name: '河辺新聞' },
        thread: {
          key: '101',
          title: 'バスの話',
          url: `http://desk.example/sites/${site.key}/threads/101`,
        },
        author: { name: '花子', email: 'hanako@example.org', url: '' },
        text: '賛成です。\n<b>本当</b>に',
        language: 'ja',
        receivedAt: submission.receivedAt.toISOString(),
        flags: [],
        reports: null,
        place: { dueAt: expect.any(String), likelyFine: 0.95, urgent: false },
        because: ['It is one of the author’s first comments.'],
        severe: null,
      },
    ]);
    expect(counts).toEqual({ held: 1, reported: 0, approved: 0, rejected: 0, spam: 0 });
  });

  it('says the words that were found, in the reader’s language', async () => {
    const site = await rows.site();
    const hits = [{ word: '賭博', span: { field: 'text' as const, start: 0, end: 2 } }];
    const signals: Signal[] = [{ kind: 'disallowed-words', score: 1, evidence: { hits } }];
    const { id } = await rows.settled('reject', { siteId: site.id, body: '賭博はここで' }, signals);
    const headers = { 'accept-language': 'ja' };
    const answer = await moderator.get(`/review/submissions?queue=rejected&site=${site.key}`, headers);
    expect(answer.json<ReviewPage>().items[0]?.because).toEqual(['禁止語句「賭博」が含まれています。']);
    expect((await detailOf(id, headers)).signals).toEqual([
      {
        kind: 'disallowed-words',
        score: 1,
        sentence: '禁止語句「賭博」が含まれています。',
        spans: [{ field: 'text', start: 0, end: 2 }],
      },
    ]);
  });

  it('says of a rule of the policy what the policy says it is for', async () => {
    const site = await rows.site();
    const { rules } = policySchema.parse({
      rules: [
        {
          id: 'feud',
          says: { en: 'It is about the feud.', ja: '争いの話です。' },
          when: { signal: 'links.count', gte: 0 },
          // oxlint-disable-next-line unicorn/no-thenable -- the language of rules
          then: { action: 'hold' },
        },
      ],
    });
    await rows.policy(site.id, { rules });
    const { id } = await rows.settled('hold', { siteId: site.id }, [], 'feud');
    const because = async (language: string) => {
      const answer = await moderator.get(`/review/submissions?site=${site.key}`, {
        'accept-language': language,
      });
      return answer.json<ReviewPage>().items[0]?.because;
    };
    expect(await because('en')).toEqual(['It is about the feud.']);
    expect(await because('ja')).toEqual(['争いの話です。']);
    expect((await detailOf(id, { 'accept-language': 'ja' })).because).toEqual(['争いの話です。']);
  });

  it.each(['oldest', 'newest'])(
    '%s first is complete, without gap or repeat, page by page',
    async (order) => {
      const site = await rows.site();
      const at = (n: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, Math.floor(n / 5)));
      const ids: string[] = [];
      for (let n = 0; n < 23; n++)
        ids.push((await rows.heldSubmission({ siteId: site.id, receivedAt: at(n) })).id);
      await database.dataSource.query(
        `update submission set received_at = received_at + interval '1 microsecond' * (number % 3) where site_id = $1`,
        [site.id],
      );
      const seen: string[] = [];
      const sizes: number[] = [];
      let cursor: string | undefined = '';
      while (cursor !== undefined) {
        const page: ReviewPage = await pageOf({ site: site.key, order, limit: '4', cursor });
        seen.push(...page.items.map(({ id }) => id));
        sizes.push(page.items.length);
        cursor = page.next;
      }
      expect(sizes).toEqual([4, 4, 4, 4, 4, 3]);
      const direction = order === 'oldest' ? 'asc' : 'desc';
      const wanted: { id: string }[] = await database.dataSource.query(
        `select id from submission where site_id = $1 order by received_at ${direction}, id ${direction}`,
        [site.id],
      );
      expect(seen).toEqual(wanted.map(({ id }) => id));
      expect([...seen].sort()).toEqual([...ids].sort());
    },
  );

  it('ends without a next page when the last one is full', async () => {
    const site = await rows.site();
    for (let n = 0; n < 2; n++) await rows.heldSubmission({ siteId: site.id });
    const page = await pageOf({ site: site.key, limit: '2' });
    expect([page.items.length, page.next]).toEqual([2, undefined]);
  });

  it('filters by queue, thread, language and reason', async () => {
    const site = await rows.site();
    const thread = await rows.thread({ siteId: site.id, key: 'elections/2026' });
    const english = await rows.heldSubmission({ threadId: thread.id, body: 'English words' });
    const japanese = await rows.heldSubmission({ siteId: site.id, body: '日本語の文です' });
    const machine = await rows.settled('reject', { siteId: site.id });
    const approved = await rows.settled('approve', { siteId: site.id });
    const spam = await rows.heldSubmission({ siteId: site.id });
    const abuse = await rows.heldSubmission({ siteId: site.id });
    await decided(spam.id, { act: 'spam', version: spam.version });
    await decided(abuse.id, { act: 'reject', reason: 'abuse', version: abuse.version });

    const idsOf = async (query: Record<string, string>) =>
      (await pageOf({ site: site.key, ...query })).items.map(({ id }) => id);
    expect(await idsOf({})).toEqual([english.id, japanese.id]);
    expect(await idsOf({ thread: 'elections/2026' })).toEqual([english.id]);
    expect(await idsOf({ language: 'ja' })).toEqual([japanese.id]);
    expect(await idsOf({ queue: 'approved' })).toEqual([approved.id]);
    expect(await idsOf({ queue: 'spam' })).toEqual([spam.id]);
    expect(await idsOf({ queue: 'rejected' })).toEqual([machine.id, abuse.id]);
    expect(await idsOf({ queue: 'rejected', reason: 'abuse' })).toEqual([abuse.id]);
    expect(await idsOf({ queue: 'rejected', reason: 'disallowed-words' })).toEqual([machine.id]);
    expect(await idsOf({ site: 'no-such-site' })).toEqual([]);
  });

  it.each([
    ['バス', '夜間バス存続'],
    ['存続に', '夜間バスの存続に賛成'],
    ['ﾊﾞｽ', '夜間バス存続'],
    ['バカ', 'お前はﾊﾞｶか'],
    ['spam', 'これはＳＰＡＭです'],
    ['COLOUR', 'the Colour of money'],
    ['100%', 'it is 100% true'],
    ['100％', 'it is 100% true'],
    ['snake_case', 'write snake_case here'],
    ['back\\slash', 'a back\\slash'],
    ["o'clock", "at 5 o'clock"],
    ['🎌', 'flags 🎌 everywhere'],
  ])('finds %s in %s', async (q, body) => {
    const site = await rows.site();
    const { id } = await rows.heldSubmission({ siteId: site.id, body });
    await rows.heldSubmission({ siteId: site.id, body: '1000 snakeXcase その他 backXslash' });
    const { items } = await pageOf({ site: site.key, q });
    expect(items.map((item) => item.id)).toEqual([id]);
  });

  it('finds by author name and e-mail too', async () => {
    const site = await rows.site();
    const { id } = await rows.heldSubmission({
      siteId: site.id,
      name: '山田 花子',
      email: 'Hanako@Example.org',
    });
    await rows.heldSubmission({ siteId: site.id });
    for (const q of ['田 花', 'hanako@example.org'])
      expect((await pageOf({ site: site.key, q })).items.map((item) => item.id)).toEqual([id]);
  });

  it.each([
    ['queue', 'received'],
    ['limit', '0'],
    ['limit', '101'],
    ['limit', 'ten'],
    ['order', 'random'],
    ['language', 'fr'],
    ['cursor', 'nonsense'],
    [
      'cursor',
      Buffer.from('2026-99-99T00:00:00.000000Z 0190a1b2-0000-7000-8000-000000000000').toString('base64url'),
    ],
    ['unknown', 'x'],
  ])('refuses %s=%s by name', async (name, value) => {
    const answer = await moderator.get(
      `/review/submissions?${new URLSearchParams([[name, value]]).toString()}`,
    );
    expect(answer.statusCode).toBe(400);
    expect(answer.json<{ errors: { field: string }[] }>().errors.map(({ field }) => field)).toEqual([name]);
  });

  it('takes empty filters and a NUL for nothing', async () => {
    const answer = await moderator.get('/review/submissions?site=&thread=&reason=&q=%00&cursor=');
    expect(answer.statusCode).toBe(200);
  });
});

describe('the counts', () => {
  it('are what COUNT(*) says, of all sites and of one', async () => {
    const site = await rows.site();
    for (const outcome of ['hold', 'approve', 'reject', 'hold'] as const)
      await rows.settled(outcome, { siteId: site.id });
    await rows.submission({ siteId: site.id });
    const spam = await rows.heldSubmission({ siteId: site.id });
    await decided(spam.id, { act: 'spam', version: spam.version });
    const count = async (condition: string, parameters: unknown[] = []) => {
      const [row]: { n: number }[] = await database.dataSource.query(
        `select count(*)::int as n from submission where ${condition}`,
        parameters,
      );
      return row?.n;
    };
    const counts = (await moderator.get('/review/counts')).json<QueueCounts>();
    expect(counts).toEqual({
      reported: 0,
      held: await count(`state = 'held'`),
      approved: await count(`state = 'approved'`),
      rejected: await count(`state = 'rejected' and coalesce(reason, '') <> 'spam'`),
      spam: await count(`state = 'rejected' and reason = 'spam'`),
    });
    const ofSite = (await moderator.get(`/review/counts?site=${site.key}`)).json<QueueCounts>();
    expect(ofSite).toEqual({ held: 2, reported: 0, approved: 1, rejected: 1, spam: 1 });
    expect((await pageOf({ site: site.key, q: 'nothing has this' })).counts).toEqual(ofSite);
  });

  it('come with the sites to filter by, in order of name', async () => {
    await rows.site({ key: 'zz', name: 'Aardvark News' });
    const sites = (await moderator.get('/review/sites')).json<{ key: string; name: string }[]>();
    expect(sites[0]).toEqual({ key: 'zz', name: 'Aardvark News' });
    expect(sites).toContainEqual({ key: 'default', name: 'Replydesk' });
  });
});
