import type { CommentPage } from '../../src/contract/reader-api.js';
import type { Comment } from '../../src/domain/comment.entity.js';
import { settleSubmissions } from '../../src/domain/settle-submission.js';
import { Submission } from '../../src/domain/submission.entity.js';
import type { Thread } from '../../src/domain/thread.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { given } from '../support/given.js';

let database: TestDatabase;
let app: TestApp;
let rows: ReturnType<typeof given>;

jest.setTimeout(30_000);

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startApp({ databaseUrl: database.url });
  rows = given(database.dataSource);
}, 60_000);

afterAll(async () => {
  await app.close();
  await database.destroy();
});

const ask = (thread: Thread, query = '', headers: Record<string, string> = {}) =>
  app.inject({ url: `/api/v1/sites/default/threads/${thread.key}/comments${query}`, headers });

const read = async (thread: Thread, query = ''): Promise<CommentPage> => (await ask(thread, query)).json();

async function takeDown(submissionId: string): Promise<void> {
  const submission = await database.dataSource
    .getRepository(Submission)
    .findOneByOrFail({ id: submissionId });
  const moderator = await rows.moderator();
  const policy = await rows.policyInForce(submission.siteId);
  await database.dataSource.transaction((manager) =>
    settleSubmissions(manager, [
      {
        submissionId,
        from: 'approved',
        version: submission.version,
        to: 'rejected',
        reason: 'abuse',
        record: {
          kind: 'decision',
          policyId: policy.id,
          moderatorId: moderator.id,
          act: 'reject',
          reason: 'abuse',
          note: null,
          undoesId: null,
        },
      },
    ]),
  );
}

describe('the comments of a thread as JSON', () => {
  it('are the approved ones in thread order, as the contract says', async () => {
    const thread = await rows.thread({ title: 'T', url: 'https://news.example/a' });
    const first = await rows.approvedComment({
      threadId: thread.id,
      name: 'Ann',
      url: 'https://ann.example/',
    });
    const second = await rows.approvedComment({
      threadId: thread.id,
      name: 'Ben',
      body: '日本語の記事はこちら http://e.example/',
    });
    const reply = await rows.approvedComment({ threadId: thread.id, parentNumber: first.id });
    await rows.heldSubmission({ threadId: thread.id });
    const page = await read(thread);
    expect(page.thread).toEqual({
      key: thread.key,
      title: 'T',
      url: 'https://news.example/a',
      closed: false,
    });
    expect(page.comments.map(({ id, parent, depth }) => [id, parent, depth])).toEqual([
      [first.id, null, 1],
      [reply.id, first.id, 2],
      [second.id, null, 1],
    ]);
    expect(page.next).toBeUndefined();
    expect(page.comments[0]).toMatchObject({ author: { name: 'Ann', url: 'https://ann.example/' } });
    expect(page.comments[2]).toEqual({
      id: second.id,
      parent: null,
      depth: 1,
      author: { name: 'Ben', url: null },
      html: '<p dir="auto">日本語の記事はこちら <a href="http://e.example/" rel="nofollow ugc noopener">http://e.example/</a></p>',
      language: 'ja',
      submittedAt: second.submittedAt.toISOString(),
      publishedAt: second.publishedAt.toISOString(),
      url: `https://news.example/a#comment-${second.id}`,
    });
  });

  it('come in pages that hold each comment once', async () => {
    const thread = await rows.thread();
    const made: Comment[] = [];
    for (let n = 0; n < 7; n++) {
      made.push(
        await rows.approvedComment({
          threadId: thread.id,
          parentNumber: n % 3 === 2 ? (made[n - 2]?.id ?? null) : null,
        }),
      );
    }
    const seen: number[] = [];
    let query = '?limit=3';
    for (let pages = 0; pages < 5; pages++) {
      const page = await read(thread, query);
      seen.push(...page.comments.map(({ id }) => id));
      if (page.next === undefined) break;
      query = `?limit=3&after=${page.next}`;
    }
    expect(seen).toEqual((await read(thread)).comments.map(({ id }) => id));
    expect(seen.toSorted((a, b) => a - b)).toEqual(made.map(({ id }) => id));
  });

  it('can be validated and read by pages of other sites', async () => {
    const thread = await rows.thread();
    const first = await ask(thread);
    expect(first.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'public, max-age=0, must-revalidate',
      'access-control-allow-origin': '*',
    });
    const again = await ask(thread, '', { 'if-none-match': String(first.headers['etag']) });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    await rows.approvedComment({ threadId: thread.id });
    expect((await ask(thread, '', { 'if-none-match': String(first.headers['etag']) })).statusCode).toBe(200);
  });

  it.each([
    'limit=0',
    'limit=201',
    'limit=x',
    'limit=1.5',
    'limit=',
    'limit=1&limit=2',
    'after=x',
    'after=',
    'after=MQ==',
    `after=${Buffer.from('1.0').toString('base64url')}`,
    `after=${Buffer.from('1.2.3.4.5.6').toString('base64url')}`,
    `after=${Buffer.from('9'.repeat(17)).toString('base64url')}`,
    'after=MQ&after=MQ',
    "after='%20or%201=1",
  ])('refuse %s with a problem that names the field', async (query) => {
    const answer = await ask(await rows.thread(), `?${query}`, { 'accept-language': 'ja' });
    expect(answer.statusCode).toBe(400);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.json()).toMatchObject({
      title: 'クエリが正しくありません',
      errors: [{ field: query.split('=')[0], message: expect.stringContaining('指定してください') }],
    });
  });

  it('are not there for an unknown or hidden thread: the same answer', async () => {
    const hidden = await rows.thread({ hidden: true });
    await rows.approvedComment({ threadId: hidden.id });
    const answers = await Promise.all([
      ask(hidden),
      app.inject({ url: '/api/v1/sites/default/threads/none/comments' }),
      app.inject({ url: '/api/v1/sites/none/threads/1/comments' }),
    ]);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([404, 404, 404]);
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
  });

  it('do not tell of a comment that was taken down; its replies stay in place', async () => {
    const thread = await rows.thread();
    const gone = await rows.approvedComment({ threadId: thread.id, name: 'Gone', body: 'vanished' });
    const reply = await rows.approvedComment({ threadId: thread.id, parentNumber: gone.id });
    const deeper = await rows.approvedComment({ threadId: thread.id, parentNumber: reply.id });
    await takeDown(gone.submissionId);
    const page = await read(thread);
    expect(page.comments.map(({ id, parent, depth }) => [id, parent, depth])).toEqual([
      [reply.id, null, 2],
      [deeper.id, reply.id, 3],
    ]);
    const html = (await app.inject({ url: `/sites/default/threads/${thread.key}` })).body;
    expect(html).toContain(`id="comment-${deeper.id}"`);
    expect(html).not.toMatch(new RegExp(`Gone|vanished|comment-${gone.id}\\b`));
  });
});
