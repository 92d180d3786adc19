import type {
  Cluster,
  ManyDecided,
  RaidGuardList,
  RaidGuardView,
  ReviewItemDetail,
} from '../../src/contract/review-api.js';
import type { Site } from '../../src/domain/site.entity.js';
import type { Submission } from '../../src/domain/submission.entity.js';
import { examine } from '../../src/operations/doctor.js';
import { LoadContext } from '../../src/screening/load-context.js';
import { startApp, type TestApp } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { SETTINGS } from '../support/doctor.js';
import { given, type SubmissionWish } from '../support/given.js';
import { type ModeratorBrowser, signedInAs } from '../support/moderators.js';
import { startWorker, type TestWorker } from '../support/screening.js';
import { TEST_KEYS } from '../support/keys.js';

/** Stores and processes are started; a busy machine takes its time. */
jest.setTimeout(60_000);

let database: TestDatabase;
let app: TestApp;
let worker: TestWorker;
let moderator: ModeratorBrowser;
let rows: ReturnType<typeof given>;
let site: Site;

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startApp({ databaseUrl: database.url });
  worker = await startWorker(database);
  rows = given(database.dataSource);
  moderator = await signedInAs(app, database.dataSource, 'moderator');
});

afterAll(async () => {
  await worker.close();
  await app.close();
  await database.destroy();
});

beforeEach(async () => {
  site = await rows.site();
  await rows.policy(site.id, {
    first_held: 0,
    previously_approved: false,
    repeated_text: 0,
    near_duplicates: { count: 0, hours: 24 },
    network_budget: { submissions: 0, minutes: 10 },
    rules: [],
  });
});

const RAID_JA = (n: number) =>
  `スミス市長は市民をだましています。今すぐ辞任すべきだと全員で声を上げましょう${'！'.repeat(n)}`;
const RAID_EN = (n: number) =>
  `Mayor Smith is lying to all of you, tell everybody you know at once${'!'.repeat(n)} ${n}`;

/** Screened and decided by the machine. */
async function screened(wish: SubmissionWish) {
  const submission = await rows.submission({ siteId: site.id, ...wish });
  worker.enqueue(submission);
  const verdict = await worker.verdictOf(submission);
  return { submission, verdict };
}

const idOf = async (wish: SubmissionWish) => (await screened(wish)).submission.id;

const clusterOf = async (id: string) =>
  (await moderator.get(`/review/submissions/${id}/cluster`)).json<Cluster>();

const current = ({ id }: Pick<Submission, 'id'>) =>
  database.dataSource.query<{ id: string; version: number; state: string }[]>(
    `select id, version, state from submission where id = $1`,
    [id],
  );

describe('the card of a raid', () => {
  it('counts what is much alike within a day: how many, authors, networks, and when', async () => {
    const thread = await rows.thread({ siteId: site.id });
    const ids = [
      await idOf({ threadId: thread.id, body: RAID_JA(0), email: 'a@example.org', name: 'A' }),
      await idOf({ body: RAID_JA(1), email: 'b@example.org', name: 'B' }),
      await idOf({ body: `${RAID_JA(2)}\n\n拡散希望`, email: 'b@example.org', name: 'B2' }),
    ];
    await idOf({ body: '市役所の新しい窓口は便利になったと思います。待ち時間も短いです。' });
    await rows.submission({ body: RAID_JA(0) });
    const first = ids[0] ?? '';
    const card = await clusterOf(first);
    expect(card).toMatchObject({ count: 3, authors: 2, threads: 3, states: { approved: 3, held: 0 } });
    expect(card.items.map(({ id }) => id).sort()).toEqual([...ids].sort());
    expect(card.items[0]).toMatchObject({
      id: first,
      state: 'approved',
      version: 2,
      author: 'A',
      text: RAID_JA(0),
      language: 'ja',
      thread: { key: thread.key },
    });
    expect(new Date(card.firstAt).getTime()).toBeLessThanOrEqual(new Date(card.lastAt).getTime());
    expect((await clusterOf(ids[2] ?? '')).count).toBe(3);
  });

  it('is of one for a text that stands alone, and of the same texts for one too short to compare', async () => {
    const alone = await idOf({ body: 'A remark about the river that nobody else has made so far.' });
    expect(await clusterOf(alone)).toMatchObject({ count: 1, items: [{ id: alone }] });
    const short = await idOf({ body: 'first!' });
    await idOf({ body: 'First!' });
    await idOf({ body: 'second' });
    expect((await clusterOf(short)).count).toBe(2);
  });

  it('leaves out what is older than a day', async () => {
    const now = await idOf({ body: RAID_EN(1) });
    const old = await rows.submission({
      siteId: site.id,
      body: RAID_EN(1),
      receivedAt: new Date(Date.now() - 25 * 3_600_000),
    });
    await new LoadContext(database.dataSource, TEST_KEYS).load(old.id);
    worker.enqueue(old);
    await worker.verdictOf(old);
    expect((await clusterOf(now)).count).toBe(1);
  });

  it('is nobody’s who is not signed in, and there is none for what there is not', async () => {
    const id = await idOf({ body: RAID_EN(2) });
    expect((await app.inject(`/api/v1/review/submissions/${id}/cluster`)).statusCode).toBe(401);
    for (const unknown of ['5f0c9d0e-0f5d-4a3e-8a93-3f6a2b1c0d9e', 'x'])
      expect((await moderator.get(`/review/submissions/${unknown}/cluster`)).statusCode).toBe(404);
  });
});

describe('one decision for all', () => {
  const decide = (body: object, by = moderator) => by.send('POST', '/review/decisions', body);

  const held = (count: number) =>
    Promise.all(
      Array.from({ length: count }, (_, n) => rows.heldSubmission({ siteId: site.id, body: RAID_EN(n) })),
    );

  it('decides each, and each can be taken back by itself', async () => {
    const all = await held(120);
    const items = all.map(({ id, version }) => ({ id, version }));
    const answer = await decide({ act: 'spam', items, note: 'raid' });
    const { recorded, results } = answer.json<ManyDecided>();
    expect(recorded).toBe(120);
    expect(results.map(({ id }) => id)).toEqual(items.map(({ id }) => id));
    expect(results[0]).toMatchObject({ kind: 'recorded', state: 'rejected', reason: 'spam', version: 3 });
    const undone = await moderator.send('POST', `/review/submissions/${items[0]?.id}/undo`, { version: 3 });
    expect(undone.statusCode).toBe(200);
    await expect(examine(database.dataSource, SETTINGS)).resolves.toMatchObject({ balanced: true });
  });

  it('leaves alone what a colleague decided meanwhile, and says who did', async () => {
    const [one, two, three] = await held(3);
    if (one === undefined || two === undefined || three === undefined) throw new Error('three are needed');
    const colleague = await signedInAs(app, database.dataSource, 'moderator');
    await colleague.send('POST', `/review/submissions/${two.id}/decisions`, { act: 'approve', version: 2 });
    const items = [one, two, three].map(({ id }) => ({ id, version: 2 }));
    const answer = await decide({ act: 'reject', reason: 'abuse', items });
    expect(answer.json<ManyDecided>()).toMatchObject({
      recorded: 2,
      results: [
        { kind: 'recorded', state: 'rejected', reason: 'abuse' },
        {
          kind: 'conflict',
          id: two.id,
          current: { state: 'approved', version: 3 },
          last: { act: 'approve' },
        },
        { kind: 'recorded' },
      ],
    });
    expect(await current(two)).toEqual([{ id: two.id, version: 3, state: 'approved' }]);
  });

  it('is one each when two moderators send opposite ones at once', async () => {
    const all = await held(60);
    const items = all.map(({ id }) => ({ id, version: 2 }));
    const colleague = await signedInAs(app, database.dataSource, 'moderator');
    const [mine, theirs] = await Promise.all([
      decide({ act: 'approve', items }),
      decide({ act: 'reject', items: items.toReversed() }, colleague),
    ]);
    expect(mine.json<ManyDecided>().recorded + theirs.json<ManyDecided>().recorded).toBe(60);
    await expect(examine(database.dataSource, SETTINGS)).resolves.toMatchObject({ balanced: true });
  });

  it('refuses what is no such wish with one error each, and writes nothing', async () => {
    const [one] = await held(1);
    const item = { id: one?.id, version: 2 };
    for (const items of [
      [],
      [item, item],
      [{ id: 'x', version: 2 }],
      Array.from({ length: 1_001 }, () => item),
    ])
      expect((await decide({ act: 'approve', items })).statusCode).toBe(400);
    expect((await decide({ act: 'hold', items: [item] })).statusCode).toBe(400);
    const viewer = await signedInAs(app, database.dataSource, 'viewer');
    expect((await decide({ act: 'approve', items: [item] }, viewer)).statusCode).toBe(403);
    const unknown = { id: '5f0c9d0e-0f5d-4a3e-8a93-3f6a2b1c0d9e', version: 2 };
    expect((await decide({ act: 'approve', items: [unknown] })).json<ManyDecided>()).toEqual({
      recorded: 0,
      results: [{ kind: 'unknown', id: unknown.id }],
    });
    expect(await current({ id: item.id ?? '' })).toMatchObject([{ state: 'held', version: 2 }]);
  });
});

describe('a guard', () => {
  const arm = async (id: string, body: object = {}) =>
    (await moderator.send('POST', `/review/submissions/${id}/guard`, body)).json<RaidGuardView>();

  it.each([
    ['English', RAID_EN, 'The new timetable of the buses is much better than the old one.'],
    ['Japanese', RAID_JA, '新しいバスの時刻表は前よりずっと分かりやすいと思います。'],
  ])('holds what is much alike in %s for an hour, and nothing else', async (_language, raid, other) => {
    const id = await idOf({ body: raid(0) });
    const guard = await arm(id);
    expect(guard).toMatchObject({ submission: id, armed: true, endedAt: null, held: 0 });
    expect(Date.parse(guard.until) - Date.parse(guard.at)).toBe(3_600_000);
    const { submission, verdict } = await screened({ body: raid(3) });
    expect(verdict).toMatchObject({ outcome: 'hold', rule: 'raid-guard' });
    expect(verdict.signals).toContainEqual({
      kind: 'raid-guard',
      score: 1,
      evidence: { guards: [guard.id] },
    });
    expect((await screened({ body: other })).verdict.outcome).toBe('approve');
    const item = await moderator.get(`/review/submissions/${submission.id}`, { 'accept-language': 'ja' });
    expect(item.json<ReviewItemDetail>()).toMatchObject({
      because: ['現在、警戒対象に指定されているコメントとほぼ同じ内容です。'],
      explanation: { outcome: 'hold', without: [{ rule: 'raid-guard', outcome: 'approve' }] },
    });
    const list = await moderator.get(`/sites/${site.key}/guards`);
    expect(list.json<RaidGuardList>().guards).toMatchObject([{ id: guard.id, held: 1, armed: true }]);
  });

  it('is of its site alone', async () => {
    await arm(await idOf({ body: RAID_EN(0) }));
    site = await rows.site();
    expect((await screened({ body: RAID_EN(0) })).verdict.signals).not.toContainEqual(
      expect.objectContaining({ kind: 'raid-guard' }),
    );
  });

  it('holds when the hashes it was made of are forgotten, and a short text by its words', async () => {
    const id = await idOf({ body: RAID_EN(5) });
    await arm(id);
    await arm(await idOf({ body: 'vote no' }));
    await database.dataSource.query(`delete from text_band where submission_id = $1`, [id]);
    expect((await screened({ body: RAID_EN(6) })).verdict.rule).toBe('raid-guard');
    expect((await screened({ body: 'Vote  NO' })).verdict.rule).toBe('raid-guard');
    expect((await screened({ body: 'vote yes' })).verdict.rule).toBe('default');
  });

  it('ends by the clock of the database, and by hand, and stays on record', async () => {
    const id = await idOf({ body: RAID_EN(7) });
    const guard = await arm(id, { minutes: 5 });
    await database.dataSource.query(`update raid_guard set until = now() where id = $1`, [guard.id]);
    expect((await screened({ body: RAID_EN(8) })).verdict.outcome).toBe('approve');
    const again = await arm(id);
    const ended = await moderator.send('POST', `/review/guards/${again.id}/end`, {});
    expect(ended.json<RaidGuardView>()).toMatchObject({ armed: false, endedBy: again.by });
    expect((await screened({ body: RAID_EN(9) })).verdict.outcome).toBe('approve');
    const late = await moderator.send('POST', `/review/guards/${guard.id}/end`, {});
    expect(late.json<RaidGuardView>()).toMatchObject({ armed: false, endedAt: null });
  });

  it('is armed by moderators, for minutes that make sense', async () => {
    const id = await idOf({ body: RAID_EN(10) });
    const viewer = await signedInAs(app, database.dataSource, 'viewer');
    expect((await viewer.send('POST', `/review/submissions/${id}/guard`, {})).statusCode).toBe(403);
    for (const minutes of [0, 1_441, 1.5, '60'])
      expect((await moderator.send('POST', `/review/submissions/${id}/guard`, { minutes })).statusCode).toBe(
        400,
      );
    expect((await moderator.send('POST', '/review/submissions/x/guard', {})).statusCode).toBe(404);
    expect((await moderator.send('POST', '/review/guards/x/end', {})).statusCode).toBe(404);
    expect((await moderator.get('/sites/none/guards')).statusCode).toBe(404);
  });
});
