import type { DecisionResult, ReviewItemDetail } from '../../src/contract/review-api.js';
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

const detailOf = async (id: string, headers?: Record<string, string>): Promise<ReviewItemDetail> =>
  (await moderator.get(`/review/submissions/${id}`, headers)).json<ReviewItemDetail>();

const decide = (id: string, body: object, by = moderator, headers?: Record<string, string>) =>
  by.send('POST', `/review/submissions/${id}/decisions`, body, headers);

const decided = async (id: string, body: object): Promise<DecisionResult> => {
  const answer = await decide(id, body);
  expect([answer.statusCode, answer.statusCode === 200 ? '' : answer.body]).toEqual([200, '']);
  return answer.json<DecisionResult>();
};

describe('one submission', () => {
  it('comes with parent, the author’s history and its own', async () => {
    const site = await rows.site();
    const thread = await rows.thread({ siteId: site.id });
    const author = { siteId: site.id, name: 'Ann Author', email: 'ann@example.org' };
    const parent = await rows.settled('approve', { threadId: thread.id, name: 'Pat', body: 'The parent' });
    await rows.settled('approve', { ...author, name: 'ＡＮＮ  author' });
    await rows.settled('reject', author);
    await rows.heldSubmission({ ...author, email: 'other@example.org' });
    await rows.heldSubmission({ name: author.name, email: author.email });
    const newest = await rows.heldSubmission({ ...author, body: 'the newest' });
    const { id } = await rows.heldSubmission({
      ...author,
      threadId: thread.id,
      parentNumber: parent.number,
      receivedAt: new Date('2026-01-01T00:00:00Z'),
    });
    const detail = await detailOf(id);
    expect(detail.parent).toEqual({
      number: parent.number,
      author: 'Pat',
      text: 'The parent',
      publishedAt: expect.any(String) as string,
    });
    expect(detail.authorHistory).toMatchObject({ approved: 1, rejected: 1, held: 1 });
    expect(detail.authorHistory.recent).toHaveLength(3);
    expect(detail.authorHistory.recent[0]).toEqual({
      id: newest.id,
      state: 'held',
      text: 'the newest',
      severe: null,
      receivedAt: newest.receivedAt.toISOString(),
    });
    expect(detail.policyVersion).toBe(1);
    expect(detail.history).toEqual([
      {
        id: expect.any(String) as string,
        at: expect.any(String) as string,
        by: { kind: 'machine' },
        act: 'hold',
        reason: 'first-comments',
        note: null,
        fromState: 'received',
        toState: 'held',
        policyVersion: 1,
      },
    ]);
  });

  it('whose author gave neither name nor e-mail has no history', async () => {
    const site = await rows.site();
    const nobody = { siteId: site.id, name: '', email: '' };
    await rows.settled('approve', nobody);
    const { id } = await rows.heldSubmission(nobody);
    expect((await detailOf(id)).authorHistory).toEqual({ approved: 0, rejected: 0, held: 0, recent: [] });
  });

  it('that the machine has not seen yet has neither signals nor reason', async () => {
    const { id } = await rows.submission();
    expect(await detailOf(id)).toMatchObject({ state: 'received', because: [], signals: [], history: [] });
  });

  it('shows no parent that is no longer public', async () => {
    const thread = await rows.thread();
    const parent = await rows.settled('approve', { threadId: thread.id });
    const { id } = await rows.heldSubmission({ threadId: thread.id, parentNumber: parent.number });
    await decided(parent.id, { act: 'reject', version: parent.version });
    expect((await detailOf(id)).parent).toBeNull();
  });
});
