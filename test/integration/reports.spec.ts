import type { QueueCounts, ReviewItemDetail, ReviewPage } from '../../src/contract/review-api.js';
import type { Comment } from '../../src/domain/comment.entity.js';
import { Submission } from '../../src/domain/submission.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { mustBalance } from '../support/doctor.js';
import { dumpOf } from '../support/dump.js';
import { given } from '../support/given.js';
import { type ModeratorBrowser, signedInAs } from '../support/moderators.js';

let database: TestDatabase;
let app: TestApp;
let rows: ReturnType<typeof given>;
let moderator: ModeratorBrowser;
let lead: ModeratorBrowser;

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startApp({ databaseUrl: database.url });
  rows = given(database.dataSource);
  moderator = await signedInAs(app, database.dataSource, 'moderator');
  lead = await signedInAs(app, database.dataSource, 'lead');
});

beforeEach(() => database.dataSource.query('truncate report, reported, reporter_mute'));

afterEach(() => mustBalance(database));

afterAll(async () => {
  await app.close();
  await database.destroy();
});

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

const post = (comment: Pick<Comment, 'id'>, fields: Record<string, string>, from = '198.51.100.7') =>
  app.inject({
    method: 'POST',
    url: `/comments/${comment.id}/report`,
    headers: FORM,
    payload: new URLSearchParams(fields).toString(),
    remoteAddress: from,
  });

/** Somebody of a network of their own. */
const neighbour = (n: number) => `10.${Math.floor(n / 200)}.${n % 200}.1`;

const page = async (query = ''): Promise<ReviewPage> =>
  (await moderator.get(`/review/submissions?queue=reported${query}`)).json();

const counts = async (): Promise<QueueCounts> => (await moderator.get('/review/counts')).json();

const detail = async ({ submissionId }: Comment): Promise<ReviewItemDetail> =>
  (await moderator.get(`/review/submissions/${submissionId}`)).json();

const stored = ({ submissionId: id }: Comment) =>
  database.dataSource.getRepository(Submission).findOneByOrFail({ id });

const decide = async (comment: Comment, decision: object) =>
  moderator.send('POST', `/review/submissions/${comment.submissionId}/decisions`, {
    version: (await stored(comment)).version,
    ...decision,
  });

const undo = async (comment: Comment) =>
  moderator.send('POST', `/review/submissions/${comment.submissionId}/undo`, {
    version: (await stored(comment)).version,
  });

describe('a reader', () => {
  it('finds the way to report a comment beside it, in the language of the page', async () => {
    const comment = await rows.approvedComment();
    const [thread]: { key: string }[] = await database.dataSource.query(
      'select key from thread where id = $1',
      [comment.threadId],
    );
    const url = `/sites/default/threads/${thread?.key}`;
    const english = await app.inject({ url, headers: { 'accept-language': 'en' } });
    expect(english.body).toContain(`href="/comments/${comment.id}/report" aria-label="Report the comment by`);
    const form = await app.inject({
      url: `/comments/${comment.id}/report`,
      headers: { 'accept-language': 'ja' },
    });
    expect(form.statusCode).toBe(200);
    expect(form.headers).toMatchObject({ 'cache-control': 'no-store' });
    expect(form.body).toContain('<html lang="ja">');
    expect(form.body).toContain('コメントを報告');
    expect(form.body).toContain(comment.body);
    expect(form.body).not.toContain('<script');
  });

  it('reports by a plain form and is thanked, whether or not it was reported before', async () => {
    const comment = await rows.approvedComment();
    for (let time = 0; time < 2; time++) {
      const answer = await post(comment, { kind: 'hate', note: ' It is.\r\nReally. ' });
      expect([answer.statusCode, answer.headers.location]).toEqual([303, '?sent=1']);
    }
    const thanks = await app.inject({ url: `/comments/${comment.id}/report?sent=1` });
    expect(thanks.body).toContain('Thank you for your report');
    const { reported, reports } = await detail(comment);
    expect(reported.map(({ kind, note, open }) => ({ kind, note, open }))).toEqual([
      { kind: 'hate', note: 'It is.\nReally.', open: true },
    ]);
    expect(reports).toMatchObject({ open: 1, harm: 0.45, kinds: [{ kind: 'hate', count: 1 }] });
  });

  it.each([
    [{ note: 'Mein Hund' }, 'kind-fault', 'Please choose what is wrong'],
    [{ kind: 'murder', note: 'Mein Hund' }, 'kind-fault', 'Please choose what is wrong'],
    [{ kind: 'hate', note: `Mein Hund${'x'.repeat(500)}` }, 'note-fault', 'at most 500 characters'],
  ])('who sends %j keeps what was written and is told what to mend', async (fields, fault, sentence) => {
    const comment = await rows.approvedComment();
    const answer = await post(comment, fields as Record<string, string>);
    expect(answer.statusCode).toBe(400);
    expect(answer.body).toContain(`id="${fault}"`);
    expect(answer.body).toContain(sentence);
    expect(answer.body).toContain('Mein Hund');
    expect(await counts()).toMatchObject({ reported: 0 });
  });

  it('reports by JSON, in the thread where the comment stands only', async () => {
    const comment = await rows.approvedComment();
    const [thread]: { key: string }[] = await database.dataSource.query(
      'select key from thread where id = $1',
      [comment.threadId],
    );
    const send = (key: string | undefined, payload: object) =>
      app.inject({
        method: 'POST',
        url: `/api/v1/sites/default/threads/${key}/comments/${comment.id}/reports`,
        payload,
      });
    expect((await send('another', { kind: 'spam' })).statusCode).toBe(404);
    const wrong = await send(thread?.key, { kind: 'spam', more: 1 });
    expect([wrong.statusCode, wrong.json().errors]).toEqual([
      400,
      [expect.objectContaining({ field: 'more' })],
    ]);
    const taken = await send(thread?.key, { kind: 'spam', note: 'コピペ' });
    expect([taken.statusCode, taken.json()]).toEqual([202, { received: true }]);
    expect((await detail(comment)).reported[0]).toMatchObject({ kind: 'spam', note: 'コピペ' });
  });

  it('cannot report what is not public, and learns nothing of it', async () => {
    const held = await rows.heldSubmission();
    const asked = [held.number, 999_999_999, '0', 'x', '1e3', '99999999999999999999'];
    const pages = await Promise.all(asked.map((number) => app.inject({ url: `/comments/${number}/report` })));
    const posts = await Promise.all(asked.map((id) => post({ id } as Comment, { kind: 'hate' })));
    expect([...pages, ...posts].map(({ statusCode }) => statusCode)).toEqual(
      Array.from({ length: 12 }, () => 404),
    );
    expect(new Set([...pages, ...posts].map(({ body }) => body)).size).toBe(1);
    expect(await database.dataSource.query('select id from report')).toEqual([]);
  });

  it('cannot send more than 20 reports within an hour', async () => {
    const thread = await rows.thread();
    const comments: Comment[] = [];
    for (let n = 0; n < 21; n++) comments.push(await rows.approvedComment({ threadId: thread.id }));
    const statuses: number[] = [];
    for (const comment of comments) statuses.push((await post(comment, { kind: 'spam' })).statusCode);
    expect(statuses).toEqual([...Array.from({ length: 20 }, () => 303), 429]);
    const last = comments.at(-1) as Comment;
    const full = await post(last, { kind: 'spam', note: 'Mein Hund' });
    expect(full.headers['retry-after']).toBe('3600');
    expect(full.body).toContain('You have sent 20 reports within an hour');
    expect(full.body).toContain('Mein Hund');
    expect((await post(last, { kind: 'spam' }, '198.51.100.8')).statusCode).toBe(303);
  });
});

describe('the queue of what is reported', () => {
  it('shows the worst and likeliest first, counts truly, and what is approved stays public', async () => {
    const [spam, illegal, hate] = [
      await rows.approvedComment(),
      await rows.approvedComment(),
      await rows.approvedComment(),
    ];
    await post(spam, { kind: 'spam' });
    await post(illegal, { kind: 'illegal' });
    await post(hate, { kind: 'hate' });
    await post(hate, { kind: 'insult' }, '203.0.113.4');
    const { items, counts: shown } = await page('&order=next');
    expect(items.map(({ id }) => id)).toEqual([hate, illegal, spam].map(({ submissionId }) => submissionId));
    expect(items.map(({ reports }) => reports?.harm)).toEqual([0.675, 0.5, 0.2]);
    expect(items[0]?.reports?.kinds).toEqual([
      { kind: 'hate', count: 1 },
      { kind: 'insult', count: 1 },
    ]);
    expect(shown).toMatchObject({ reported: 3 });
    expect(items.every(({ state }) => state === 'approved')).toBe(true);
    const newest = await page('&order=newest&limit=1');
    expect(newest.items[0]?.id).toBe(hate.submissionId);
    const next = await page(`&order=newest&limit=1&cursor=${newest.next}`);
    expect(next.items[0]?.id).toBe(illegal.submissionId);
    expect((await page('&site=default&language=ja')).items).toEqual([]);
  });

  it('is not moved by 500 false reports: nothing changes but what a person decides', async () => {
    const comment = await rows.approvedComment();
    const before = await dumpOf(database.dataSource);
    const all = Array.from({ length: 500 }, (_, n) => n);
    for (let at = 0; at < all.length; at += 50)
      await Promise.all(all.slice(at, at + 50).map((n) => post(comment, { kind: 'illegal' }, neighbour(n))));
    const after = await dumpOf(database.dataSource);
    const changed = Object.keys(after).filter((name) => after[name] !== before[name]);
    expect(changed.sort()).toEqual(['queue_tally', 'report', 'reported']);
    expect(await counts()).toMatchObject({ reported: 1 });
    expect((await detail(comment)).reported).toHaveLength(100);
    expect((await page()).items[0]?.reports).toMatchObject({ open: 500, harm: 1 });
  });

  it('loses what a person rejects, and gets it back with its reports when that is undone', async () => {
    const comment = await rows.approvedComment();
    await post(comment, { kind: 'hate' });
    expect((await decide(comment, { act: 'reject', reason: 'abuse' })).statusCode).toBe(200);
    expect(await counts()).toMatchObject({ reported: 0 });
    expect((await detail(comment)).reported[0]).toMatchObject({ open: false });
    expect((await undo(comment)).statusCode).toBe(200);
    expect((await detail(comment)).reports).toMatchObject({ open: 1 });
    expect(await counts()).toMatchObject({ reported: 1 });
  });

  it('loses what a person keeps, which stays public, and gets it back when that is undone', async () => {
    const comment = await rows.approvedComment();
    await post(comment, { kind: 'hate' });
    const kept = await decide(comment, { act: 'approve' });
    expect([kept.statusCode, kept.json().state]).toEqual([200, 'approved']);
    expect(await counts()).toMatchObject({ reported: 0 });
    expect((await app.inject({ url: `/comments/${comment.id}/report` })).statusCode).toBe(200);
    const [again] = await database.dataSource.query('select published_at from comment where id = $1', [
      comment.id,
    ]);
    expect(again.published_at).toEqual(comment.publishedAt);
    expect((await decide(comment, { act: 'approve' })).statusCode).toBe(409);
    const timeline = (await moderator.get(`/review/submissions/${comment.submissionId}/timeline`)).json();
    expect(timeline.entries.map(({ kind }: { kind: string }) => kind)).toEqual([
      ...['decision', 'report', 'published', 'verdict', 'received'],
    ]);
    expect((await undo(comment)).statusCode).toBe(200);
    expect(await counts()).toMatchObject({ reported: 1 });
    expect((await detail(comment)).reports).toMatchObject({ open: 1 });
  });

  it('is decided on by one person only, the other is told who was faster', async () => {
    const comment = await rows.approvedComment();
    await post(comment, { kind: 'hate' });
    const { version } = await stored(comment);
    const wishes = [{ act: 'approve' }, { act: 'reject', reason: 'abuse' }];
    const answers = await Promise.all(
      [moderator, lead].map((who, index) =>
        who.send('POST', `/review/submissions/${comment.submissionId}/decisions`, {
          ...wishes[index],
          version,
        }),
      ),
    );
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200, 409]));
    expect(await counts()).toMatchObject({ reported: 0 });
  });

  it('is found as a whole, and what is approved and not reported is not approved once more', async () => {
    const thread = await rows.thread();
    for (let n = 0; n < 3; n++)
      await post(await rows.approvedComment({ threadId: thread.id }), { kind: 'spam' });
    const plain = await moderator.send('POST', '/review/bulk', {
      ...{ act: 'approve', expected: 3, filter: { queue: 'approved', thread: thread.key } },
    });
    expect(plain.statusCode).toBe(400);
    expect((await moderator.get(`/review/matching?queue=reported&thread=${thread.key}`)).json()).toEqual({
      ...{ count: 3, more: false },
    });
  });
});

describe('whose reports count', () => {
  it('is what earlier ones were worth', async () => {
    for (const act of [{ act: 'approve' }, { act: 'approve' }, { act: 'reject' }]) {
      const comment = await rows.approvedComment();
      await post(comment, { kind: 'illegal' });
      await decide(comment, act);
    }
    const comment = await rows.approvedComment();
    await post(comment, { kind: 'illegal' });
    const { reports, reported } = await detail(comment);
    expect(reports).toMatchObject({ harm: 0.4 });
    expect(reported[0]).toMatchObject({ record: { answered: 3, upheld: 1 } });
  });

  it('a lead says: of those who report in bad faith nothing counts, and they are not told', async () => {
    const [one, other] = [await rows.approvedComment(), await rows.approvedComment()];
    await post(one, { kind: 'illegal' });
    await post(other, { kind: 'illegal' }, '203.0.113.9');
    const [report] = (await detail(one)).reported;
    const path = `/review/reports/${report?.id}`;
    expect((await moderator.send('POST', `${path}/disregard`, {})).statusCode).toBe(403);
    expect((await lead.send('POST', `${path}/disregard`, {})).statusCode).toBe(204);
    expect(await counts()).toMatchObject({ reported: 1 });
    expect((await post(other, { kind: 'hate' })).statusCode).toBe(303);
    expect((await detail(other)).reported.map(({ disregarded }) => disregarded)).toEqual([false, true]);
    expect((await detail(other)).reports).toMatchObject({ open: 1 });
    expect((await lead.send('POST', `${path}/believe`, {})).statusCode).toBe(204);
    expect(await counts()).toMatchObject({ reported: 2 });
    expect((await detail(other)).reports).toMatchObject({ open: 2 });
    const unknown = '0190a1b2-0000-7000-8000-000000000000';
    expect((await lead.send('POST', `/review/reports/${unknown}/disregard`, {})).statusCode).toBe(404);
  });
});
