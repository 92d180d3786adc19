import { Submission } from '../../src/domain/submission.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { expectAccepted, formFields, numberIn, postComment, postForm } from '../support/comment-form.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { given } from '../support/given.js';

let database: TestDatabase;
let app: TestApp;

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startApp({ databaseUrl: database.url });
  await database.dataSource.query('update site set flood_seconds = 0');
}, 60_000);

afterAll(async () => {
  await app.close();
  await database.destroy();
});

const rowOf = (number: number): Promise<Submission> =>
  database.dataSource.getRepository(Submission).findOneByOrFail({ number });

const storedFrom = async (over: Record<string, string | undefined>): Promise<Submission> =>
  rowOf(numberIn(await postComment(app, over)));

describe('what is stored', () => {
  it('is the form, normalised, with address and browser', async () => {
    const response = await postForm(
      app,
      formFields({
        author: ' <i>Aki</i>  Sato ',
        email: ' Aki@Example.JP ',
        url: 'example.com',
        comment: '  One\r\nTwo & <b>three</b>  ',
      }),
      { headers: { 'user-agent': 'x'.repeat(300) }, from: '203.0.113.9' },
    );
    expect(await rowOf(numberIn(response))).toMatchObject({
      authorName: 'Aki Sato',
      authorEmail: 'Aki@Example.JP',
      authorUrl: 'http://example.com',
      body: 'One\nTwo & <b>three</b>',
      parentNumber: null,
      userAgent: 'x'.repeat(254),
      address: '203.0.113.9',
      state: 'received',
    });
  });

  it('of a text with < and > is all of it', async () => {
    expect((await storedFrom({ comment: '5 < 6 & 7 > 3' })).body).toBe('5 < 6 & 7 > 3');
  });

  it.each([
    ['example.com', 'http://example.com'],
    ['not a url', 'http://not%20a%20url'],
    ['//host.example/x', 'http://host.example/x'],
    ['javascript:alert(1)', ''],
    ['https://日本語.jp/パス', 'https://日本語.jp/パス'],
  ])('of url %s is %s', async (url, stored) => {
    expect((await storedFrom({ url })).authorUrl).toBe(stored);
  });

  it('of bytes that are no UTF-8, and of NUL, is nothing', async () => {
    const { comment, ...fields } = formFields();
    const payload = `${new URLSearchParams(fields).toString()}&comment=a%00b%FFc%F0%9F%98%80d&x=${String(comment).length}`;
    const response = await app.inject({
      method: 'POST',
      url: '/wp-comments-post.php',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload,
    });
    expect((await rowOf(numberIn(response))).body).toBe('abc😀d');
  });
});

describe('the longest of everything', () => {
  it.each(['x', 'あ', '𠮷', '👍🏽'])('of %s is stored whole', async (character) => {
    const author = character.repeat(245);
    const comment = character.repeat(65525 / (character === '👍🏽' ? 5 : 1));
    const row = await storedFrom({ author, comment, email: `${'x'.repeat(90)}@x.example` });
    expect(row.authorName).toBe(author);
    expect(row.body).toBe(comment);
  });

  it('of a name whose every character is a family, or folds into eighteen, is stored whole', async () => {
    for (const character of ['👨‍👩‍👧‍👦', '\ufdfa', 'a' + '\u0301'.repeat(15)]) {
      const author = character.repeat(245);
      expect((await storedFrom({ author })).authorName).toBe(author);
    }
  });

  it('of marks heaped on one letter is refused', async () => {
    const response = await postComment(app, { author: 'a' + '\u0301'.repeat(4000) });
    expect(response.statusCode).toBe(400);
    expect(response.body).toContain('Your name is too long.');
  });
});

describe('multipart forms', () => {
  it('are read like urlencoded ones, and files are left out', async () => {
    const boundary = '----replydesk';
    const parts = Object.entries(formFields({ comment: '複数行\r\nの文章', redirect_to: '/thanks/' })).map(
      ([name, value]) =>
        `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    );
    parts.splice(
      2,
      0,
      `--${boundary}\r\nContent-Disposition: form-data; name="comment"; filename="a.txt"\r\n\r\n${'x'.repeat(100_000)}\r\n`,
    );
    const response = await app.inject({
      method: 'POST',
      url: '/wp-comments-post.php',
      headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
      payload: `${parts.join('')}--${boundary}--\r\n`,
    });
    expect(response.headers.location).toMatch(/^\/thanks\/\?unapproved=/);
    expect((await rowOf(numberIn(response))).body).toBe('複数行\nの文章');
  });
});

describe("a theme's unchanged form", () => {
  it('is taken with whatever plugins add to it, and without what themes leave out', async () => {
    expectAccepted(
      await postComment(app, {
        akismet_comment_nonce: 'abc123',
        ak_js: '1700000000000',
        ak_hp_textarea: '',
        _wp_unfiltered_html_comment_disabled: 'x',
        comment_extra: 'ignored',
      }),
    );
    expectAccepted(await postComment(app, { submit: undefined, url: undefined, comment_parent: undefined }));
  });

  it('needs neither Referer nor User-Agent nor Origin', async () => {
    const response = await postForm(app, formFields(), {
      headers: { 'user-agent': '', origin: 'https://anywhere.example' },
    });
    expect((await rowOf(numberIn(response))).userAgent).toBe('');
  });

  it('of equal names the last counts', async () => {
    const { comment, ...fields } = formFields();
    const response = await app.inject({
      method: 'POST',
      url: '/wp-comments-post.php',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: `comment=first&${new URLSearchParams(fields).toString()}&comment=${encodeURIComponent(String(comment))}`,
    });
    expect((await rowOf(numberIn(response))).body).toBe(comment);
  });
});

describe('replies', () => {
  it('to an approved comment of the thread name it, however deep it stands', async () => {
    const rows = given(database.dataSource);
    const thread = await rows.thread();
    let parentNumber: number | null = null;
    for (let depth = 0; depth < 7; depth++) {
      parentNumber = (await rows.approvedComment({ threadId: thread.id, parentNumber })).id;
    }
    const row = await storedFrom({ comment_post_ID: thread.key, comment_parent: String(parentNumber) });
    expect(row.parentNumber).toBe(parentNumber);
  });
});

describe('threads on first sight', () => {
  it('are made where the site says so, once', async () => {
    const rows = given(database.dataSource);
    const site = await rows.site({ createThreads: true, floodSeconds: 0 });
    const to = `/sites/${site.key}/wp-comments-post.php`;
    const posts = await Promise.all(
      [1, 2, 3].map(() => postComment(app, { comment_post_ID: '4242' }, { to })),
    );
    const threadIds = await Promise.all(posts.map(async (post) => (await rowOf(numberIn(post))).threadId));
    expect(new Set(threadIds).size).toBe(1);
    expect(posts[0]?.headers.location).toMatch(
      new RegExp(`^http://desk\\.example/sites/${site.key}/threads/4242\\?unapproved=`),
    );
  });

  it('are not made of a form that is refused, nor of what is no positive number', async () => {
    const site = await given(database.dataSource).site({ createThreads: true, floodSeconds: 0 });
    const to = `/sites/${site.key}/wp-comments-post.php`;
    expect((await postComment(app, { comment_post_ID: '4243', comment: '' }, { to })).statusCode).toBe(400);
    for (const comment_post_ID of ['0', '-4', 'abc', '']) {
      expect((await postComment(app, { comment_post_ID }, { to })).statusCode).toBe(404);
    }
    expect(await database.dataSource.query('select id from thread where site_id = $1', [site.id])).toEqual(
      [],
    );
  });
});
