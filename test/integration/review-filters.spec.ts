import type { ReviewPage } from '../../src/contract/review-api.js';
import type { Symbol } from '../../src/domain/policy/apply-rules.js';
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

const QUIET: Signal = { kind: 'thread-state', score: 0, evidence: { closed: false } };

const SYMBOL: Symbol = {
  rule: 'insults',
  mode: 'live',
  action: null,
  weight: 4,
  group: null,
  reason: null,
  because: [],
  spans: [],
};

describe('the filters', () => {
  it('find by author, rule, signal and time, alone and together', async () => {
    const site = await rows.site();
    const seen: Signal[] = [{ kind: 'links', score: 1, evidence: { count: 9, spans: [] } }, QUIET];
    const ann = await rows.settled(
      'hold',
      { siteId: site.id, name: 'Ann Lee', email: 'ann@example.org' },
      seen,
    );
    const ben = await rows.heldSubmission({ siteId: site.id, name: 'Ben', email: 'ben@example.org' });
    const found = async (query: Record<string, string>) =>
      (await pageOf({ site: site.key, ...query })).items.map(({ id }) => id);

    expect(await found({ author: 'ＡＮＮ lee' })).toEqual([ann.id]);
    expect(await found({ author: 'Ben@Example.org' })).toEqual([ben.id]);
    expect(await found({ signal: 'links' })).toEqual([ann.id]);
    expect(await found({ signal: 'thread-state' })).toEqual([]);
    expect(await found({ rule: 'first-comments' })).toEqual([ann.id, ben.id]);
    expect(await found({ rule: 'first-comments', author: 'ann@example.org' })).toEqual([ann.id]);
    expect(await found({ from: ben.receivedAt.toISOString() })).toEqual([ben.id]);
    expect(await found({ to: ben.receivedAt.toISOString() })).toEqual([ann.id]);
    const matching = await moderator.get(`/review/matching?site=${site.key}&rule=first-comments`);
    expect(matching.json()).toEqual({ count: 2, more: false });
  });

  it('find exactly what is in quotation marks, Japanese inside words, and nothing by signs alone', async () => {
    const site = await rows.site();
    const { id } = await rows.heldSubmission({
      siteId: site.id,
      body: '夜間バスの存続。The night train is back',
    });
    await rows.heldSubmission({ siteId: site.id, body: '間夜 ばす。train, this night' });
    for (const q of [
      '夜間',
      '間バス',
      'ﾊﾞｽの',
      'ばすの存',
      '"night train"',
      '存続 trai',
      '「夜間バスの存続」',
    ])
      expect([q, (await pageOf({ site: site.key, q })).items.map((item) => item.id)]).toEqual([q, [id]]);
    expect((await pageOf({ site: site.key, q: '…' })).items).toEqual([]);
  });
});

describe('the order of what waits', () => {
  it('puts what is likely fine before what is not, and urgent first, and everything has its turn', async () => {
    const site = await rows.site();
    const thread = await rows.thread({ siteId: site.id });
    const hold = async (score: number, urgent = false, minutesAgo = 0) => {
      const receivedAt = new Date(Date.now() - minutesAgo * 60_000);
      const symbols = urgent ? [{ ...SYMBOL, urgent }] : [SYMBOL];
      return rows.settled('hold', { threadId: thread.id, receivedAt }, [], {
        rule: 'score-hold',
        score,
        symbols,
      });
    };
    const doubtful = await hold(12);
    const fine = await hold(0);
    const urgent = await hold(12, true);
    const old = await hold(12, false, 300);
    const ordered = (await pageOf({ site: site.key, order: 'next' })).items;
    expect(ordered.map(({ id }) => id)).toEqual([urgent, old, fine, doubtful].map(({ id }) => id));
    expect(ordered.map(({ place }) => place?.likelyFine)).toEqual([0.12, 0.12, 0.95, 0.12]);
    const first = await pageOf({ site: site.key, order: 'next', limit: '3' });
    const second = await pageOf({ site: site.key, order: 'next', limit: '3', cursor: first.next ?? '' });
    expect([...first.items, ...second.items]).toEqual(ordered);
  });
});
