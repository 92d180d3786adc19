import type { AuthorCard, AuthorWaiting, MeasureView, Timeline } from '../../src/contract/item-api.js';
import type { ManyDecided, ReviewItemDetail } from '../../src/contract/review-api.js';
import type { Site } from '../../src/domain/site.entity.js';
import { examine } from '../../src/operations/doctor.js';
import { startApp, type TestApp } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { SETTINGS } from '../support/doctor.js';
import { given, type SubmissionWish } from '../support/given.js';
import { type ModeratorBrowser, signedInAs } from '../support/moderators.js';
import { startWorker, type TestWorker } from '../support/screening.js';

/** Stores and processes are started; a busy machine takes its time. */
jest.setTimeout(60_000);

const MIRA = { name: 'Mira', email: 'Mira@Example.org' };
const MANY = { name: 'Many', email: 'many@example.org' };
const GUEST = { name: '通りすがり', email: '' };

let database: TestDatabase;
let app: TestApp;
let worker: TestWorker;
let lead: ModeratorBrowser;
let moderator: ModeratorBrowser;
let rows: ReturnType<typeof given>;
let site: Site;
let other: Site;

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startApp({ databaseUrl: database.url });
  worker = await startWorker(database);
  rows = given(database.dataSource);
  lead = await signedInAs(app, database.dataSource, 'lead');
  moderator = await signedInAs(app, database.dataSource, 'moderator');
});

afterAll(async () => {
  await worker.close();
  await app.close();
  await database.destroy();
});

const openSite = async (): Promise<Site> => {
  const made = await rows.site();
  await rows.policy(made.id, { first_held: 0, previously_approved: false, repeated_text: 0, rules: [] });
  return made;
};

beforeEach(async () => {
  [site, other] = [await openSite(), await openSite()];
  await database.dataSource.query(`delete from author_measure`);
});

const verdictOn = async (wish: SubmissionWish) => {
  const submission = await rows.submission({ siteId: site.id, ...wish });
  worker.enqueue(submission);
  return { submission, verdict: await worker.verdictOf(submission) };
};

const lay = (id: string, body: object, by = lead) =>
  by.send('POST', `/review/submissions/${id}/author/measures`, { reason: 'again and again', ...body });

const laid = async (id: string, body: object): Promise<MeasureView> => {
  const answer = await lay(id, body);
  expect([answer.statusCode, answer.statusCode === 201 ? '' : answer.body]).toEqual([201, '']);
  return answer.json<MeasureView>();
};

const cardOf = async (id: string) =>
  (await moderator.get(`/review/submissions/${id}/author`)).json<AuthorCard>();

const waitingOf = async (id: string, query = '') =>
  (await moderator.get(`/review/submissions/${id}/author/waiting${query}`)).json<AuthorWaiting>();

describe('a measure upon an author', () => {
  it.each([
    ['ban', { kind: 'ban' }, 'reject', 'author-measure'],
    ['suspend', { kind: 'suspend', days: 7 }, 'reject', 'author-measure'],
    ['hold always', { kind: 'hold_always' }, 'hold', 'author-hold'],
  ])('%s: decides what comes next, explains itself, and ends', async (_name, body, outcome, rule) => {
    const held = await rows.heldSubmission({ siteId: site.id, ...MIRA });
    const measure = await laid(held.id, body);
    expect(measure).toMatchObject({ ...('days' in body ? {} : { until: null }), inForce: true });
    const { submission, verdict } = await verdictOn({ name: 'mira 2', email: 'mira@example.org' });
    expect(verdict).toMatchObject({ outcome, rule });
    expect(verdict.signals).toContainEqual({
      kind: 'author-measure',
      score: 1,
      evidence: { measures: [{ id: measure.id, kind: measure.kind }] },
    });
    const item = await moderator.get(`/review/submissions/${submission.id}`, { 'accept-language': 'ja' });
    expect(item.json<ReviewItemDetail>()).toMatchObject({
      explanation: { outcome, without: [{ rule, outcome: 'approve' }] },
    });
    expect((await verdictOn({ name: 'Mira', email: 'other@example.org' })).verdict.outcome).toBe('approve');
    expect((await verdictOn({ ...MIRA, siteId: other.id })).verdict.outcome).toBe('approve');
    const ended = await lead.send('POST', `/review/measures/${measure.id}/end`, {});
    expect(ended.json<MeasureView>()).toMatchObject({ inForce: false, endedBy: lead.session.moderator.name });
    expect((await verdictOn(MIRA)).verdict.outcome).toBe('approve');
    await expect(examine(database.dataSource, SETTINGS)).resolves.toMatchObject({ balanced: true });
  });

  it('is in force on all sites where that is asked for', async () => {
    const held = await rows.heldSubmission({ siteId: site.id, ...MIRA });
    expect((await laid(held.id, { kind: 'ban', everywhere: true })).site).toBeNull();
    expect((await verdictOn({ ...MIRA, siteId: other.id })).verdict.rule).toBe('author-measure');
  });

  it('knows a guest without e-mail by the name, and no one who gave neither', async () => {
    const held = await rows.heldSubmission({ siteId: site.id, ...GUEST });
    await laid(held.id, { kind: 'ban' });
    expect((await verdictOn({ name: '通りすがり ', email: '' })).verdict.rule).toBe('author-measure');
    expect((await verdictOn({ name: '通りすがり', email: 'a@example.org' })).verdict.outcome).toBe('approve');
    const nobody = await rows.heldSubmission({ siteId: site.id, name: '', email: '' });
    const answer = await lay(nobody.id, { kind: 'hold_always' });
    expect([answer.statusCode, answer.json<{ detail: string }>().detail]).toEqual([
      409,
      expect.stringMatching(/neither name nor e-mail/),
    ]);
  });

  it('of a time is over by the clock of the database', async () => {
    const held = await rows.heldSubmission({ siteId: site.id, ...MIRA });
    const { id } = await laid(held.id, { kind: 'suspend', days: 1 });
    await database.dataSource.query(`update author_measure set until = now() where id = $1`, [id]);
    expect((await verdictOn(MIRA)).verdict.outcome).toBe('approve');
    expect((await cardOf(held.id)).measures).toMatchObject([{ id, inForce: false, endedAt: null }]);
    await laid(held.id, { kind: 'suspend', days: 1 });
  });

  it('stops nobody at the door: what is sent is accepted, and rejected afterwards', async () => {
    const thread = await rows.thread({ siteId: site.id });
    const held = await rows.heldSubmission({ threadId: thread.id, ...MIRA });
    await laid(held.id, { kind: 'ban' });
    const answer = await app.inject({
      method: 'POST',
      url: `/api/v1/sites/${site.key}/threads/${thread.key}/submissions`,
      headers: { 'content-type': 'application/json' },
      payload: { author: MIRA.name, email: MIRA.email, comment: 'Here I am again.', parent: 0 },
    });
    expect(answer.statusCode).toBe(202);
  });

  it('tells before what waits, which is then rejected by the decisions for many', async () => {
    const [first, second] = [
      await rows.heldSubmission({ siteId: site.id, ...MANY, body: 'one' }),
      await rows.heldSubmission({ siteId: site.id, ...MANY, name: 'M.', body: 'two' }),
    ];
    await rows.heldSubmission({ siteId: other.id, ...MANY });
    await rows.heldSubmission({ siteId: site.id });
    const waiting = await waitingOf(first.id);
    expect(waiting).toMatchObject({ count: 2, newest: [{ text: 'two' }, { text: 'one' }] });
    expect(await waitingOf(first.id, '?everywhere=true')).toMatchObject({ count: 3 });
    const decided = await lead.send('POST', '/review/decisions', {
      act: 'reject',
      reason: 'abuse',
      items: waiting.items,
    });
    expect(decided.json<ManyDecided>().recorded).toBe(2);
    expect(await waitingOf(second.id)).toEqual({ count: 0, items: [], newest: [] });
  });

  it('is a lead’s, but for reading first; refuses what makes no sense; is made once', async () => {
    const { id } = await rows.heldSubmission({ siteId: site.id, ...MIRA });
    const viewer = await signedInAs(app, database.dataSource, 'viewer');
    expect((await lay(id, { kind: 'hold_always' }, viewer)).statusCode).toBe(403);
    expect((await lay(id, { kind: 'ban' }, moderator)).statusCode).toBe(403);
    expect((await lay(id, { kind: 'suspend', days: 1 }, moderator)).statusCode).toBe(403);
    for (const body of [
      { kind: 'suspend' },
      { kind: 'suspend', days: 0 },
      { kind: 'ban', days: 3 },
      { kind: 'shadow' },
      { kind: 'ban', reason: ' ' },
      { kind: 'ban', reason: 'x'.repeat(2_001) },
    ])
      expect((await lay(id, body)).statusCode).toBe(400);
    expect((await lay('x', { kind: 'ban' })).statusCode).toBe(404);
    const twice = await Promise.all([lay(id, { kind: 'ban' }), lay(id, { kind: 'ban' })]);
    expect(twice.map(({ statusCode }) => statusCode).sort((a, b) => a - b)).toEqual([201, 409]);
    const hold = await lay(id, { kind: 'hold_always' }, moderator);
    expect(hold.statusCode).toBe(201);
    const ban = twice.find(({ statusCode }) => statusCode === 201)?.json<MeasureView>();
    expect((await moderator.send('POST', `/review/measures/${ban?.id}/end`, {})).statusCode).toBe(403);
    const own = hold.json<MeasureView>();
    expect((await moderator.send('POST', `/review/measures/${own.id}/end`, {})).statusCode).toBe(200);
    expect((await lead.send('POST', '/review/measures/x/end', {})).statusCode).toBe(404);
    expect((await cardOf(id)).measures.map(({ kind, inForce }) => [kind, inForce])).toEqual([
      ['ban', true],
      ['hold_always', false],
    ]);
    const { entries } = (await moderator.get(`/review/submissions/${id}/timeline`)).json<Timeline>();
    expect(
      entries.flatMap((entry) => (entry.kind === 'measure' ? [[entry.measure, entry.ended]] : [])),
    ).toEqual([
      ['hold_always', true],
      ['hold_always', false],
      ['ban', false],
    ]);
  });

  it('keeps no name and no address: only a hash that the installation alone can make', async () => {
    const held = await rows.heldSubmission({ siteId: site.id, ...MIRA });
    await laid(held.id, { kind: 'ban' });
    const stored: { row: string }[] = await database.dataSource.query(
      `select m::text as row from author_measure m`,
    );
    expect(stored).toHaveLength(1);
    expect(stored[0]?.row).not.toMatch(/mira/i);
  });
});
