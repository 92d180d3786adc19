import { randomUUID } from 'node:crypto';
import { KEYS } from '../../src/database/keys.module.js';
import { type Keys, signReceipt, verifyReceipt } from '../../src/domain/keys.js';
import { Submission } from '../../src/domain/submission.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { given } from '../support/given.js';
import { tcpGate } from '../support/tcp-gate.js';

let database: TestDatabase;
let app: TestApp;
let counter = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startApp({
    databaseUrl: database.url,
    // A queue that is not there: no answer may depend on it.
    env: { REDIS_URL: 'redis://127.0.0.1:1', TRUSTED_PROXIES: '127.0.0.1' },
  });
});

afterAll(async () => {
  await app.close();
  await database.destroy();
});

/** A body that nothing refuses, from an address of its own. */
function fresh(wish: Record<string, unknown> = {}) {
  counter += 1;
  return { author: 'Jo', email: `jo${counter}@example.org`, comment: `Text ${counter}`, ...wish };
}

interface Post {
  path?: string;
  headers?: Record<string, string>;
  on?: TestApp;
}

const post = (body: object | string, { path = 'default/threads/1', headers = {}, on = app }: Post = {}) => {
  counter += 1;
  return on.inject({
    method: 'POST',
    url: `/api/v1/sites/${path}/submissions`,
    headers: {
      'content-type': 'application/json',
      'x-forwarded-for': `198.51.${Math.floor(counter / 250)}.${(counter % 250) + 1}`,
      ...headers,
    },
    payload: typeof body === 'string' ? body : JSON.stringify(body),
  });
};

const stored = (id: string) => database.dataSource.getRepository(Submission).findOneByOrFail({ id });

describe('an accepted submission', () => {
  it('is answered 202 with id, number, state and a receipt for this one submission', async () => {
    const response = await post(fresh({ url: 'example.org', comment: ' Hello\r\nworld ' }));
    expect(response.statusCode).toBe(202);
    expect(response.headers['cache-control']).toBe('no-store');
    const answer = response.json<{ id: string; number: number; state: string; receipt: string }>();
    const row = await stored(answer.id);
    const hash = signReceipt(app.app.get<Keys>(KEYS), row.id);
    expect(answer).toEqual({
      id: row.id,
      number: row.number,
      state: 'received',
      receipt: `http://desk.example/example/english/?unapproved=${row.number}&moderation-hash=${hash}#comment-${row.number}`,
    });
    expect(row).toMatchObject({ body: 'Hello\nworld', authorName: 'Jo', state: 'received' });
  });

  it('takes the address from a trusted proxy', async () => {
    const response = await post(fresh(), { headers: { 'x-forwarded-for': '6.6.6.6, 203.0.113.77' } });
    expect(await stored(response.json<{ id: string }>().id)).toMatchObject({ address: '203.0.113.77' });
  });

  it('may be a reply to a comment that readers see in this thread', async () => {
    const rows = given(database.dataSource);
    const thread = await rows.thread({ key: 'with/reply ß' });
    const parent = await rows.approvedComment({ threadId: thread.id });
    const path = `default/threads/${encodeURIComponent(thread.key)}`;
    const response = await post(fresh({ parent: parent.id }), { path });
    expect(response.statusCode).toBe(202);
    const answer = response.json<{ id: string; receipt: string }>();
    expect(await stored(answer.id)).toMatchObject({ parentNumber: parent.id, threadId: thread.id });
    expect(answer.receipt).toMatch(
      /^http:\/\/desk\.example\/sites\/default\/threads\/with%2Freply%20%C3%9F\?/,
    );
  });
});

describe('a refused submission', () => {
  const problemOf = (response: Awaited<ReturnType<typeof post>>) => {
    expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    return response.json<Record<string, unknown>>();
  };

  it.each([
    ['an unknown site', 'nowhere/threads/1'],
    ['an unknown thread', 'default/threads/999'],
    ['a key with NUL', 'default/threads/1%00'],
  ])('names %s with 404', async (_, path) => {
    const response = await post(fresh(), { path });
    expect(response.statusCode).toBe(404);
    expect(problemOf(response)).toMatchObject({ type: 'about:blank', title: 'Not found', status: 404 });
  });

  it('cannot tell a hidden thread from an unknown one', async () => {
    const thread = await given(database.dataSource).thread({ hidden: true });
    const hidden = await post(fresh(), { path: `default/threads/${thread.key}` });
    const unknown = await post(fresh(), { path: 'default/threads/998' });
    expect([hidden.statusCode, hidden.body]).toEqual([404, unknown.body]);
  });

  it('is 403 where the thread is closed', async () => {
    const response = await post(fresh(), { path: 'default/threads/3' });
    expect([response.statusCode, problemOf(response)['detail']]).toEqual([
      403,
      'Comments are closed on this page.',
    ]);
  });

  it('is 403 where the parent is held, of another thread, or unknown', async () => {
    const rows = given(database.dataSource);
    const [held, elsewhere] = [await rows.heldSubmission(), await rows.approvedComment()];
    for (const parent of [held.number, elsewhere.id, 9_007_199_254_740_991]) {
      expect((await post(fresh({ parent }))).statusCode).toBe(403);
    }
  });

  it.each([
    [{ author: ' ' }, 'author', 'Please fill in this field.'],
    [{ author: undefined }, 'author', 'Please fill in this field.'],
    [{ email: 'a@b' }, 'email', 'Please enter a valid e-mail address.'],
    [{ comment: '\u{3000}' }, 'comment', 'Please type your comment.'],
    [{ comment: undefined }, 'comment', 'Please type your comment.'],
    [{ comment: 5 }, 'comment', 'This must be text.'],
    [{ parent: 1.5 }, 'parent', 'This must be the number of a comment, or 0 for none.'],
    [{ author: 'あ'.repeat(246) }, 'author', 'This may have at most 245 characters.'],
    [{ state: 'approved' }, 'state', expect.stringContaining('not known here')],
    [{ __proto__x: 1 }, '__proto__x', expect.stringContaining('not known here')],
  ])('%j is 400 and names the field', async (wish, field, message) => {
    const response = await post(fresh(wish));
    expect(response.statusCode).toBe(400);
    expect(problemOf(response)['errors']).toEqual([{ field, message }]);
  });

  it.each(['[1]', 'null', '"text"'])('%s is 400', async (body) => {
    const response = await post(body);
    expect(response.statusCode).toBe(400);
    expect(problemOf(response)['errors']).toEqual([
      { field: '', message: 'The body must be a JSON object.' },
    ]);
  });

  it.each(['{', '', '{"__proto__": {"state": "approved"}, "comment": "x"}'])('%j is 400', async (body) => {
    const response = await post(body);
    expect([response.statusCode, problemOf(response)['status']]).toEqual([400, 400]);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml'])(
    'is 415 as %s',
    async (type) => {
      const response = await post('comment=x', { headers: { 'content-type': type } });
      expect([response.statusCode, problemOf(response)['status']]).toEqual([415, 415]);
    },
  );

  it('is 413 beyond a mebibyte', async () => {
    const response = await post(fresh({ comment: 'x'.repeat(1024 * 1024) }));
    expect([response.statusCode, problemOf(response)['status']]).toEqual([413, 413]);
  });

  it('is 409 when it is there already', async () => {
    const body = fresh();
    await post(body);
    const response = await post(body);
    expect([response.statusCode, problemOf(response)['title']]).toEqual([409, 'Conflict']);
  });

  it('is 429 with the seconds to wait', async () => {
    const headers = { 'x-forwarded-for': '203.0.113.200' };
    await post(fresh(), { headers });
    const response = await post(fresh(), { headers });
    expect(response.statusCode).toBe(429);
    const seconds = Number(response.headers['retry-after']);
    expect(seconds).toBeGreaterThanOrEqual(13);
    expect(seconds).toBeLessThanOrEqual(15);
    expect(problemOf(response)['detail']).toBe(
      `You are commenting too quickly. Please wait ${seconds} seconds.`,
    );
  });

  it('is told in the language that site and reader share', async () => {
    const japanese = await post(fresh({ comment: '' }), { headers: { 'accept-language': 'ja' } });
    expect(problemOf(japanese)).toMatchObject({
      title: 'リクエストを読み取れませんでした',
      errors: [{ field: 'comment', message: 'コメントを入力してください。' }],
    });
    const site = await given(database.dataSource).site({ locale: 'ja', locales: ['ja'] });
    const thread = await given(database.dataSource).thread({ siteId: site.id });
    const path = `${site.key}/threads/${thread.key}`;
    const response = await post(fresh({ comment: '' }), { path, headers: { 'accept-language': 'en' } });
    expect(problemOf(response)).toMatchObject({ title: 'リクエストを読み取れませんでした' });
  });

  it('is 503 with Retry-After while the database is away, and welcome when it is back', async () => {
    const gate = await tcpGate(database.url);
    const other = await startApp({ databaseUrl: gate.url, env: { REDIS_URL: 'redis://127.0.0.1:1' } });
    await gate.shut();
    const response = await post(fresh(), { on: other });
    expect([response.statusCode, response.headers['retry-after']]).toEqual([503, '5']);
    expect(problemOf(response)['status']).toBe(503);
    await gate.open();
    expect((await post(fresh(), { on: other })).statusCode).toBe(202);
    await other.close();
    await gate.shut();
  });
});

describe('Idempotency-Key', () => {
  it('makes one submission and equal answers of 100 posts at once', async () => {
    const body = fresh();
    const headers = { 'idempotency-key': randomUUID() };
    const responses = await Promise.all(Array.from({ length: 100 }, () => post(body, { headers })));
    const answers = new Set(responses.map(({ statusCode, body: text }) => `${statusCode} ${text}`));
    expect(answers.size).toBe(1);
    expect([...answers][0]).toMatch(/^202 /);
    expect(await database.dataSource.getRepository(Submission).countBy({ body: body.comment })).toBe(1);
  });

  it('gives the state of now to a later retry', async () => {
    const body = fresh();
    const headers = { 'idempotency-key': randomUUID() };
    const first = (await post(body, { headers })).json<{ id: string; receipt: string }>();
    await database.dataSource.getRepository(Submission).update({ id: first.id }, { state: 'held' });
    expect((await post(body, { headers })).json()).toEqual({ ...first, state: 'held' });
    const hash = new URL(first.receipt).searchParams.get('moderation-hash') ?? '';
    expect(verifyReceipt(app.app.get<Keys>(KEYS), first.id, hash)).toBe(true);
  });

  it('is 422 with another body', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    await post(fresh(), { headers });
    const response = await post(fresh(), { headers });
    expect([response.statusCode, response.json<{ detail: string }>().detail]).toEqual([
      422,
      'This Idempotency-Key came with another comment before. Use a new key for each comment.',
    ]);
  });

  it.each(['', 'a b', 'x'.repeat(256), 'ключ'])('is 400 as %j', async (key) => {
    const response = await post(fresh(), { headers: { 'idempotency-key': key } });
    expect(response.statusCode).toBe(400);
  });
});

describe('a site that makes threads on first sight', () => {
  it('makes one under a key that a thread may have, and no other', async () => {
    const site = await given(database.dataSource).site({ createThreads: true, floodSeconds: 0 });
    const response = await post(fresh(), { path: `${site.key}/threads/brand-new` });
    expect(response.statusCode).toBe(202);
    expect(response.json<{ receipt: string }>().receipt).toContain(`/sites/${site.key}/threads/brand-new?`);
    const refused = await post(fresh(), { path: `${site.key}/threads/${encodeURIComponent(' x')}` });
    expect(refused.statusCode).toBe(404);
    const threads = await database.dataSource.query('select key from thread where site_id = $1', [site.id]);
    expect(threads).toEqual([{ key: 'brand-new' }]);
  });
});
