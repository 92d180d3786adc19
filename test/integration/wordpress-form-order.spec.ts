import type { Comment } from '../../src/domain/comment.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { expectAccepted, formFields, numberIn, postComment, postForm } from '../support/comment-form.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { given } from '../support/given.js';

let database: TestDatabase;
let app: TestApp;
let approved: Comment;
let heldNumber: number;
let threadKey: string;

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startApp({ databaseUrl: database.url });
  await database.dataSource.query('update site set flood_seconds = 0');
  const rows = given(database.dataSource);
  const thread = await rows.thread();
  threadKey = thread.key;
  approved = await rows.approvedComment({ threadId: thread.id });
  heldNumber = (await rows.heldSubmission({ threadId: thread.id })).number;
}, 60_000);

afterAll(async () => {
  await app.close();
  await database.destroy();
});

const stored = async (): Promise<number> => {
  const rows: { count: number }[] = await database.dataSource.query(
    'select count(*)::int as count from submission',
  );
  return rows[0]?.count ?? NaN;
};

/** Status and sentence of a refusal; fails if something was stored. */
async function refusal(over: Record<string, string | undefined>): Promise<[number, string | undefined]> {
  const before = await stored();
  const response = await postComment(app, { comment_post_ID: threadKey, ...over });
  expect(await stored()).toBe(before);
  const sentence = /<div class="wp-die-message"[^>]*><p>(.*?)<\/p>/s.exec(response.body)?.[1];
  return [response.statusCode, sentence];
}

describe('methods', () => {
  it.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const)(
    '%s is not allowed',
    async (method) => {
      for (const url of ['/wp-comments-post.php', '/sites/default/wp-comments-post.php']) {
        const response = await app.inject({ method, url });
        expect(response.statusCode).toBe(405);
        expect(response.headers['allow']).toBe('POST');
        expect(response.headers['content-type']).toMatch(/^text\/plain/);
        expect(response.body).toBe('');
      }
    },
  );

  it('a body that cannot be read changes nothing about that', async () => {
    const response = await app.inject({
      method: 'PUT',
      url: '/wp-comments-post.php',
      headers: { 'content-type': 'application/json' },
      payload: '{broken',
    });
    expect([response.statusCode, response.headers['allow'], response.body]).toEqual([405, 'POST', '']);
  });
});

describe('each check, and the one before it answers', () => {
  const EVERYTHING_WRONG = {
    author: '',
    email: 'wrong',
    comment: '',
    url: 'x'.repeat(201),
  };

  it('a parent that is unknown or not public: 403, even where the thread is unknown', async () => {
    const sentence = 'Sorry, replies to unapproved comments are not allowed.';
    for (const comment_parent of [String(heldNumber), '999999', '-999999', '9'.repeat(30)]) {
      expect(await refusal({ ...EVERYTHING_WRONG, comment_parent })).toEqual([403, sentence]);
      expect(await refusal({ comment_parent, comment_post_ID: '404404' })).toEqual([403, sentence]);
    }
  });

  it('a parent on another thread: 403, where WordPress stores it', async () => {
    expect(await refusal({ comment_parent: String(approved.id), comment_post_ID: '1' })).toEqual([
      403,
      'Sorry, replies to unapproved comments are not allowed.',
    ]);
  });

  it('a thread that is unknown, missing, 0 or not a number: 404, where WordPress shows an empty page', async () => {
    const sentence = 'Sorry, there is no page here that takes comments.';
    for (const comment_post_ID of ['404404', '', '0', '-1', 'abc', undefined]) {
      expect(await refusal({ ...EVERYTHING_WRONG, comment_post_ID })).toEqual([404, sentence]);
    }
  });

  it('an unknown site: 404', async () => {
    const response = await postComment(app, {}, { to: '/sites/nowhere/wp-comments-post.php' });
    expect(response.statusCode).toBe(404);
  });

  it('a hidden thread, closed or not: 404, as if it did not exist', async () => {
    const hidden = await given(database.dataSource).thread({ hidden: true, closed: true });
    const unknown = await postComment(app, { ...EVERYTHING_WRONG, comment_post_ID: '404404' });
    const response = await postComment(app, { ...EVERYTHING_WRONG, comment_post_ID: hidden.key });
    expect(response.statusCode).toBe(404);
    expect(response.body).toBe(unknown.body);
  });

  it('a closed thread: 403', async () => {
    expect(await refusal({ ...EVERYTHING_WRONG, comment_post_ID: '3' })).toEqual([
      403,
      'Sorry, comments are closed for this item.',
    ]);
  });

  it.each([
    [EVERYTHING_WRONG, '<strong>Error:</strong> Please fill the required fields.'],
    [
      { ...EVERYTHING_WRONG, author: 'A', email: '' },
      '<strong>Error:</strong> Please fill the required fields.',
    ],
    [{ ...EVERYTHING_WRONG, author: undefined }, '<strong>Error:</strong> Please fill the required fields.'],
    [{ ...EVERYTHING_WRONG, author: 'A' }, '<strong>Error:</strong> Please enter a valid email address.'],
    [
      { ...EVERYTHING_WRONG, author: 'x'.repeat(246), email: `${'x'.repeat(99)}@x.jp` },
      '<strong>Error:</strong> Please type your comment text.',
    ],
    [
      {
        comment: 'x'.repeat(65526),
        author: 'x'.repeat(246),
        email: `${'x'.repeat(99)}@x.jp`,
        url: 'x'.repeat(201),
      },
      '<strong>Error:</strong> Your name is too long.',
    ],
    [
      { comment: 'x'.repeat(65526), email: `${'x'.repeat(99)}@x.jp`, url: 'x'.repeat(201) },
      '<strong>Error:</strong> Your email address is too long.',
    ],
    [{ comment: 'x'.repeat(65526), url: 'x'.repeat(201) }, '<strong>Error:</strong> Your URL is too long.'],
    [{ comment: 'x'.repeat(65526) }, '<strong>Error:</strong> Your comment is too long.'],
    [{ comment: undefined }, '<strong>Error:</strong> Please type your comment text.'],
  ])('fields of form %#: 400, where WordPress answers 200', async (over, sentence) => {
    expect(await refusal(over)).toEqual([400, sentence]);
  });

  it('fields are looked at before duplicates', async () => {
    const fields = formFields();
    expectAccepted(await postForm(app, fields));
    expect((await postForm(app, fields)).statusCode).toBe(409);
    expect((await postForm(app, { ...fields, url: 'x'.repeat(201) })).statusCode).toBe(400);
  });
});

describe('a site that requires neither name nor e-mail', () => {
  it('takes a form without them, and looks at no e-mail', async () => {
    const rows = given(database.dataSource);
    const site = await rows.site({ requireNameEmail: false, floodSeconds: 0 });
    const thread = await rows.thread({ siteId: site.id });
    const to = `/sites/${site.key}/wp-comments-post.php`;
    const post = (over: Record<string, string | undefined>) =>
      postComment(app, { comment_post_ID: thread.key, ...over }, { to });
    expectAccepted(await post({ author: undefined, email: undefined }));
    expectAccepted(await post({ author: '', email: 'not an address' }));
    expect((await post({ author: '', email: '', comment: '' })).statusCode).toBe(400);
  });
});

describe('what is empty', () => {
  it.each([
    ['author', '　　'],
    ['author', '<b></b>'],
    ['author', ' \t '],
    ['email', '　'],
    ['comment', '　\r\n　'],
    ['comment', '<p></p>'],
    ['comment', '<script></script>'],
    ['comment', '\u200b'],
  ])('%s %j', async (field, value) => {
    expect((await refusal({ [field]: value }))[0]).toBe(400);
  });

  it('a field sent as a list', async () => {
    const { comment, ...fields } = formFields({ comment_post_ID: threadKey });
    const response = await postForm(app, { ...fields, 'comment[]': String(comment) });
    expect(response.statusCode).toBe(400);
    expect(response.body).toContain('Please type your comment text.');
  });

  it.each([
    ['application/json', '{"comment_post_ID":"1","author":"A","email":"a@b.co","comment":"x"}'],
    ['application/json', '{broken'],
    ['text/plain', 'comment_post_ID=1&author=A&email=a@b.co&comment=x'],
    ['multipart/form-data', 'no boundary'],
    ['multipart/form-data; boundary=x', 'not of that form'],
    ['application/x-www-form-urlencoded', ''],
  ])('a body of type %s is an empty form: 404', async (type, payload) => {
    const response = await app.inject({
      method: 'POST',
      url: '/wp-comments-post.php',
      headers: { 'content-type': type, accept: 'text/html' },
      payload,
    });
    expect(response.statusCode).toBe(404);
    expect(response.body).toContain('Sorry, there is no page here that takes comments.');
  });

  it('no body at all: 404', async () => {
    expect((await app.inject({ method: 'POST', url: '/wp-comments-post.php' })).statusCode).toBe(404);
  });
});

describe('numbers', () => {
  it('comment_post_ID=5abc counts as 5', async () => {
    expectAccepted(await postComment(app, { comment_post_ID: `${threadKey}abc` }));
  });

  it.each(['0', '', 'abc', undefined])('comment_parent=%s is no reply', async (comment_parent) => {
    expectAccepted(await postComment(app, { comment_post_ID: threadKey, comment_parent }));
  });

  it('a negative parent counts without its sign', async () => {
    const number = numberIn(
      await postComment(app, { comment_post_ID: threadKey, comment_parent: `-${approved.id}` }),
    );
    const rows: { parent_number: number }[] = await database.dataSource.query(
      'select parent_number from submission where number = $1',
      [number],
    );
    expect(rows[0]?.parent_number).toBe(approved.id);
  });
});
