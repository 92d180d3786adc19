import { deriveKeys, signReceipt } from '../../src/domain/keys.js';
import type { RejectReason } from '../../src/domain/decision.entity.js';
import type { Submission } from '../../src/domain/submission.entity.js';
import type { Thread } from '../../src/domain/thread.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { given } from '../support/given.js';
import { type ModeratorBrowser, signedInAs } from '../support/moderators.js';

const SECRET = 'a secret of this test, long enough';
const keys = deriveKeys(SECRET);

let database: TestDatabase;
let app: TestApp;
let moderator: ModeratorBrowser;
let rows: ReturnType<typeof given>;

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startApp({ databaseUrl: database.url, env: { REPLYDESK_SECRET: SECRET } });
  moderator = await signedInAs(app, database.dataSource, 'moderator');
  rows = given(database.dataSource);
}, 60_000);

afterAll(async () => {
  await app.close();
  await database.destroy();
});

const pageOf = (thread: Thread, submission?: Submission, headers: Record<string, string> = {}) => {
  const query =
    submission === undefined
      ? ''
      : `?unapproved=${submission.number}&moderation-hash=${signReceipt(keys, submission.id)}`;
  return app.inject({ url: `/sites/default/threads/${thread.key}${query}`, headers });
};

async function rejected(thread: Thread, reason: RejectReason): Promise<Submission> {
  const held = await rows.heldSubmission({ threadId: thread.id, body: 'What was rejected' });
  const body = { act: 'reject', reason, version: held.version };
  const answer = await moderator.send('POST', `/review/submissions/${held.id}/decisions`, body);
  expect(answer.statusCode).toBe(200);
  return held;
}

describe('a rejected submission and its author', () => {
  it('is shown with the reason, to its author alone, in the language of the page, for 30 days', async () => {
    const thread = await rows.thread();
    const submission = await rejected(thread, 'off-topic');
    expect((await pageOf(thread)).body).not.toContain('What was rejected');
    const { body, headers } = await pageOf(thread, submission, { 'accept-language': 'ja' });
    expect(body).toContain('What was rejected');
    expect(body).toContain('記事の内容と関係がないため掲載できませんでした');
    expect(headers['cache-control']).toBe('no-store');
    expect((await pageOf(thread, submission)).body).toContain('because it is not about the article');
    await database.dataSource.query(
      `update submission set settled_at = now() - interval '31 days' where id = $1`,
      [submission.id],
    );
    expect((await pageOf(thread, submission)).body).not.toContain('What was rejected');
  });

  it.each([
    ['author-measure', 'comments from you are not accepted here at the moment'],
    ['disallowed-words', 'it does not follow the rules of this comment section'],
  ])('that the machine rejected by %s is told so', async (rule, text) => {
    const thread = await rows.thread();
    const submission = await rows.settled('reject', { threadId: thread.id }, [], rule);
    expect((await pageOf(thread, submission)).body).toContain(text);
  });
});
