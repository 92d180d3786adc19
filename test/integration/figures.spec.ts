import { randomUUID } from 'node:crypto';
import type {
  AgreementFigures,
  MyDecisions,
  RuleFigures,
  TodayFigures,
} from '../../src/contract/desk-api.js';
import { settleSubmissions } from '../../src/domain/settle-submission.js';
import type { Site } from '../../src/domain/site.entity.js';
import { Submission } from '../../src/domain/submission.entity.js';
import type { RejectReason } from '../../src/domain/decision.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { given, type SubmissionWish } from '../support/given.js';
import { type ModeratorBrowser, signedInAs } from '../support/moderators.js';

/** Stores are started; a busy machine takes its time. */
jest.setTimeout(60_000);

let database: TestDatabase;
let app: TestApp;
let rows: ReturnType<typeof given>;
let viewer: ModeratorBrowser;
let ann: string;
let ben: string;

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startApp({ databaseUrl: database.url });
  rows = given(database.dataSource);
  viewer = await signedInAs(app, database.dataSource, 'viewer');
  [ann, ben] = [(await rows.moderator()).id, (await rows.moderator()).id];
});

afterAll(async () => {
  await app.close();
  await database.destroy();
});

const HOUR = 3_600_000;
const ago = (hours: number) => new Date(Date.now() - hours * HOUR);

const answer = async <Answer>(path: string, by = viewer): Promise<Answer> => {
  const response = await by.get(path);
  expect([response.statusCode, response.statusCode === 200 ? '' : response.body]).toEqual([200, '']);
  return response.json<Answer>();
};

/** Puts records of a submission at times of the past, which only a test may. */
async function recordedAt(submissionId: string, table: 'verdict' | 'decision', at: Date): Promise<void> {
  await database.dataSource.transaction(async (manager) => {
    await manager.query('set local session_replication_role = replica');
    await manager.query(
      `update ${table} set created_at = $2 where id = (select id from ${table} where submission_id = $1
        order by created_at desc limit 1)`,
      [submissionId, at],
    );
  });
}

/** A submission that the machine settled `verdict` hours ago, `received` hours ago. */
async function screened(
  outcome: 'approve' | 'hold' | 'reject',
  { received, verdict, ...wish }: SubmissionWish & { received: number; verdict: number },
  rule?: string,
): Promise<Submission> {
  const submission = await rows.settled(outcome, { ...wish, receivedAt: ago(received) }, [], rule);
  await recordedAt(submission.id, 'verdict', ago(verdict));
  return submission;
}

/** A person decides, so many hours ago; null approves. */
async function decides(
  who: string,
  { id }: Submission,
  reject: RejectReason | null,
  hours = 0,
): Promise<void> {
  const now = await database.dataSource.getRepository(Submission).findOneByOrFail({ id });
  const policy = await rows.policyInForce(now.siteId);
  await database.dataSource.transaction((manager) =>
    settleSubmissions(manager, [
      {
        submissionId: id,
        from: now.state,
        version: now.version,
        to: reject === null ? 'approved' : 'rejected',
        reason: reject,
        record: {
          kind: 'decision',
          policyId: policy.id,
          moderatorId: who,
          act: reject === null ? 'approve' : 'reject',
          reason: reject,
          note: null,
          undoesId: null,
        },
      },
    ]),
  );
  await recordedAt(id, 'decision', ago(hours));
}

/** Takes back the last decision. */
async function takesBack(who: ModeratorBrowser, { id }: Submission): Promise<void> {
  const { version } = await database.dataSource.getRepository(Submission).findOneByOrFail({ id });
  expect((await who.send('POST', `/review/submissions/${id}/undo`, { version })).statusCode).toBe(200);
}

describe('today', () => {
  let site: Site;
  let figures: TodayFigures;
  const zone = 'Asia/Tokyo';

  beforeAll(async () => {
    site = await rows.site();
    const { id: threadId } = await rows.thread({ siteId: site.id });
    const english = { threadId, body: 'An English remark' };
    const japanese = { threadId, body: '日本語の感想です' };
    // Three wait; the oldest for 5 hours.
    await screened('hold', { ...english, received: 5, verdict: 5 });
    await screened('hold', { ...english, received: 3, verdict: 3 });
    await screened('hold', { ...japanese, received: 2, verdict: 2 });
    // People decided four that were held: after 1, 2, 3 and 10 hours; a later reversal changes nothing of that.
    for (const hours of [1, 2, 3, 10]) {
      const held = await screened('hold', { ...english, received: 20 + hours, verdict: 20 + hours });
      await decides(ann, held, null, 20);
      if (hours === 10) await decides(ben, held, 'abuse', 1);
    }
    // Two left the queue in the last hours.
    for (const reason of [null, 'spam'] as const)
      await decides(ann, await screened('hold', { ...japanese, received: 30, verdict: 30 }), reason, 4);
    // The machine decided four alone, a second and three seconds after they came; people came across two.
    const approved = await screened('approve', { ...english, received: 40, verdict: 40 - 1 / 3600 });
    await decides(ben, approved, 'abuse', 39);
    const rejected = await screened('reject', { ...english, received: 40, verdict: 40 - 3 / 3600 });
    await decides(ben, rejected, null, 39);
    await screened('approve', { ...japanese, received: 40, verdict: 40 - 1 / 3600 });
    await screened('approve', { ...japanese, received: 40, verdict: 40 - 3 / 3600 });
    // Too long ago for any of it.
    await decides(ann, await screened('hold', { ...english, received: 400, verdict: 400 }), null, 390);
    figures = await answer(`/review/figures/today?site=${site.key}&zone=${zone}`);
  });

  it('counts what waits, by site and language, and since when', () => {
    expect(figures.all).toMatchObject({ waiting: 3, oldestAt: expect.any(String) });
    expect(Date.parse(figures.at) - Date.parse(figures.all.oldestAt ?? '')).toBeCloseTo(5 * HOUR, -5);
    expect(figures.sites).toMatchObject([
      {
        key: site.key,
        figures: { waiting: 3 },
        languages: [
          { language: 'en', figures: { waiting: 2 } },
          { language: 'ja', figures: { waiting: 1 } },
        ],
      },
    ]);
  });

  it('tells the time to the first decision of a person, and of the machine apart', () => {
    const { people, machine } = figures.all;
    // First decisions of what was held: after 1, 2, 3, 10 hours, and 26 twice. For what the machine had decided nobody waited.
    expect(people.count).toBe(8);
    expect(people.p50).toBeCloseTo(6.5 * 3600, -1);
    expect(people.p95).toBeCloseTo(26 * 3600, -1);
    expect(machine.count).toBe(4);
    expect(machine.p50).toBeCloseTo(2, 0);
    expect(machine.p95).toBeCloseTo(3, 0);
  });

  it('forecasts from what came and went in the last six hours: three and two', () => {
    expect(figures.all.forecast).toMatchObject({ hours: 6, arrivedPerHour: 0.5, minutes: null });
    expect(figures.all.forecast.decidedPerHour).toBeCloseTo(2 / 6);
    // Japanese: one came, two went, one waits: six hours.
    expect(figures.sites[0]?.languages[1]?.figures.forecast).toMatchObject({ minutes: 360 });
  });

  it('shows what the machine decided alone beside what people found wrong', () => {
    expect(figures.all.automation).toMatchObject({
      screened: 13,
      approved: 3,
      rejected: 1,
      approvedLookedAt: 1,
      approvedWrong: 1,
      rejectedLookedAt: 1,
      rejectedWrong: 1,
      misses: { value: 1, of: 2 },
    });
    expect(figures.all.automation.share?.value).toBeCloseTo(4 / 13);
  });

  it('counts days as the reader has them', () => {
    const dayOf = (hours: number) =>
      new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short' }).format(ago(hours));
    expect(figures.days).toHaveLength(14);
    expect(figures.days.at(-1)?.day).toBe(dayOf(0));
    const expected = [5, 3, 2, 21, 22, 23, 30, 30, 30, 40, 40, 40, 40].map(dayOf);
    for (const { day, received } of figures.days)
      expect([day, received]).toEqual([day, expected.filter((one) => one === day).length]);
    expect(figures.days.reduce((sum, { decided }) => sum + decided, 0)).toBe(8);
    expect(figures.days.reduce((sum, { machine }) => sum + machine, 0)).toBe(4);
  });

  it('refuses what is no zone, and knows no other site', async () => {
    for (const wrong of ['Mars/Olympus', '+09:00', "'", ''])
      expect((await viewer.get(`/review/figures/today?zone=${encodeURIComponent(wrong)}`)).statusCode).toBe(
        400,
      );
    expect((await viewer.get('/review/figures/today?site=nowhere')).statusCode).toBe(404);
    expect((await answer<TodayFigures>('/review/figures/today')).zone).toBe('UTC');
  });
});

describe('rules', () => {
  it('counts hits, what people made of them, and how often it was the only reason', async () => {
    const site = await rows.site();
    const wish = { siteId: site.id, received: 2, verdict: 2 };
    for (const reject of ['abuse', 'spam', null, undefined] as const) {
      const held = await screened('hold', wish, 'links');
      if (reject !== undefined) await decides(ann, held, reject);
    }
    await screened('hold', wish, 'first-comments');
    await decides(ben, await screened('reject', wish, 'disallowed-words'), null);
    await screened('reject', wish, 'disallowed-words');
    await screened('approve', wish);
    const figures = await answer<RuleFigures>(`/review/figures/rules?site=${site.key}&days=7`);
    expect(figures.held).toBe(5);
    expect(figures.rules.map(({ rule }) => rule)).toEqual(['links', 'disallowed-words', 'first-comments']);
    const [links, words] = figures.rules;
    expect(links).toMatchObject({ hits: 4, held: 4, sole: 4, approved: 1, rejected: 2, own: false });
    expect(links?.shareOfHolds).toBeCloseTo(0.8);
    expect(links?.precision).toMatchObject({ of: 3 });
    expect(links?.precision?.low).toBeCloseTo(0.2077, 3);
    expect(links?.precision?.high).toBeCloseTo(0.9385, 3);
    expect(links?.overturned).toBeNull();
    expect(words).toMatchObject({ hits: 2, held: 0, overturned: { value: 0.5, of: 2 } });
  });
});

describe('agreement', () => {
  it('is of two persons on one submission, and tells none apart', async () => {
    const site = await rows.site();
    const admin = await signedInAs(app, database.dataSource, 'admin');
    const wish = { siteId: site.id, received: 2, verdict: 2 };
    // 20 times the same after an undo, 10 times a reversal; once the same person twice, which is no pair.
    for (let pair = 0; pair < 20; pair++) {
      const held = await screened('hold', wish);
      await decides(ann, held, pair < 10 ? 'abuse' : null);
      await takesBack(admin, held);
      await decides(ben, held, pair < 10 ? 'abuse' : null);
    }
    for (let pair = 0; pair < 10; pair++) {
      const held = await screened('hold', wish);
      await decides(ann, held, null);
      await decides(ben, held, 'abuse');
    }
    const own = await screened('hold', wish);
    await decides(ann, own, null);
    await decides(ann, own, 'spam');
    const figures = await answer<AgreementFigures>(`/review/figures/agreement?site=${site.key}`);
    expect(figures.again.overall).toMatchObject({ pairs: 30, agreed: 20 });
    expect(figures.again.overall.share?.value).toBeCloseTo(2 / 3);
    // First: 20 approved, 10 not; second: 10 approved, 20 not; by chance 2/9 + 2/9 = 4/9; (2/3 - 4/9) / (5/9) = 0.4.
    expect(figures.again.overall.kappa?.value).toBeCloseTo(0.4);
    expect(figures.again.reasons).toMatchObject([{ reason: 'abuse', pairs: 20, agreed: 10, kappa: null }]);
  });

  it('says nothing where there are too few', async () => {
    const site = await rows.site();
    const figures = await answer<AgreementFigures>(`/review/figures/agreement?site=${site.key}`);
    expect(figures).toMatchObject({
      needed: 30,
      blind: { overall: { pairs: 0, share: null, kappa: null }, reasons: [] },
      again: { overall: { pairs: 0, share: null, kappa: null }, reasons: [] },
      golden: null,
    });
  });
});

describe('my decisions', () => {
  it('are mine alone, newest first, with what became of each', async () => {
    const [me, other] = [
      await signedInAs(app, database.dataSource, 'moderator'),
      await signedInAs(app, database.dataSource, 'moderator'),
    ];
    const held = await Promise.all([1, 2, 3].map(() => rows.heldSubmission({ body: randomUUID() })));
    const [one, two, three] = held as [Submission, Submission, Submission];
    const decide = (by: ModeratorBrowser, { id }: Submission, body: object) =>
      by.send('POST', `/review/submissions/${id}/decisions`, body);
    await decide(me, one, { act: 'approve', version: 2 });
    await decide(me, two, { act: 'spam', version: 2, note: 'again' });
    await decide(me, three, { act: 'reject', reason: 'abuse', version: 2 });
    await decide(other, one, { act: 'reject', reason: 'illegal', version: 3 });
    const all = await answer<MyDecisions>('/review/my-decisions', me);
    expect(all.items.map(({ submission }) => submission.id)).toEqual([three.id, two.id, one.id]);
    expect(all.items[0]).toMatchObject({ act: 'reject', reason: 'abuse', changed: null, takeBack: true });
    expect(all.items[1]).toMatchObject({ note: 'again', submission: { state: 'rejected', reason: 'spam' } });
    expect(all.items[2]).toMatchObject({
      act: 'approve',
      takeBack: false,
      changed: { name: other.session.moderator.name, mine: false, act: 'reject' },
      submission: { state: 'rejected', reason: 'illegal', version: 4, severe: null },
    });
    expect((await answer<MyDecisions>('/review/my-decisions?act=spam', me)).items).toHaveLength(1);
    await takesBack(me, three);
    const after = await answer<MyDecisions>('/review/my-decisions?limit=2', me);
    expect(after.items).toMatchObject([
      { act: 'undo', takeBack: false },
      { changed: { mine: true }, takeBack: false },
    ]);
    const rest = await answer<MyDecisions>(`/review/my-decisions?limit=2&cursor=${after.next}`, me);
    expect(rest.items.map(({ submission }) => submission.id)).toEqual([two.id, one.id]);
    expect((await viewer.get('/review/my-decisions')).statusCode).toBe(403);
  });
});
