import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { LightMyRequestResponse } from 'fastify';
import type { Comment } from '../../src/domain/comment.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import {
  expectAccepted,
  formFields,
  type FormPostWish,
  numberIn,
  postComment,
  postForm,
} from '../support/comment-form.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { given } from '../support/given.js';

let database: TestDatabase;
let app: TestApp;
let parent: Comment;
let threadKey: string;

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startApp({ databaseUrl: database.url });
  await database.dataSource.query('update site set flood_seconds = 0');
  const rows = given(database.dataSource);
  const thread = await rows.thread({ url: 'https://news.example/a/' });
  threadKey = thread.key;
  parent = await rows.approvedComment({ threadId: thread.id, name: 'Ada <A>' });
}, 60_000);

afterAll(async () => {
  await app.close();
  await database.destroy();
});

const refused = async (
  over: Record<string, string | undefined> = {},
  wish: FormPostWish = {},
): Promise<LightMyRequestResponse> => postComment(app, { comment: '', ...over }, wish);

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Value of an input, or text of a textarea, as a browser would send it again. */
function fieldOf(html: string, name: string): string | undefined {
  const area = new RegExp(`<textarea[^>]* name="${name}"[^>]*>\\n?([^<]*)</textarea>`).exec(html)?.[1];
  const input = new RegExp(`<input[^>]* name="${name}"[^>]*>`).exec(html)?.[0];
  const text = area ?? (input === undefined ? undefined : (/ value="([^"]*)"/.exec(input)?.[1] ?? ''));
  return text
    ?.replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

describe('the error page', () => {
  it("has WordPress's marks, and is for no cache and no index", async () => {
    const response = await refused();
    expect(response.statusCode).toBe(400);
    expect(response.headers['content-type']).toBe('text/html; charset=UTF-8');
    expect(response.headers['cache-control']).toBe('no-cache, must-revalidate, max-age=0, no-store, private');
    expect(response.headers['expires']).toBe('Wed, 11 Jan 1984 05:00:00 GMT');
    expect(response.body).toContain('<title>Comment Submission Failure</title>');
    expect(response.body).toContain('<meta name="robots" content="noindex, follow">');
    expect(response.body).toContain('<body id="error-page">');
    expect(response.body).toContain(
      '<div class="wp-die-message" role="alert"><p><strong>Error:</strong> Please type your comment text.</p></div>',
    );
    expect(response.body).toContain('href="http://desk.example/example/english/">« Back</a>');
    expect(Object.keys(response.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  it('runs no script and takes its style by hash', async () => {
    const response = await refused({ comment_post_ID: threadKey });
    const policy = String(response.headers['content-security-policy']);
    const style = /<style>(.*?)<\/style>/s.exec(response.body)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      `style-src 'sha256-${hash}'`,
      "form-action 'self' http://desk.example https://news.example",
      "base-uri 'none'",
      "frame-ancestors 'self'",
    ]);
    expect(response.body).not.toMatch(/<script| on\w+=| style=/i);
  });

  it.each([
    ['author', { author: '' }, 'Please enter your name.'],
    ['email', { email: '' }, 'Please enter your email address.'],
    ['email', { email: 'x' }, 'Please enter a complete address such as name@example.com.'],
    ['comment', { comment: '' }, 'Please type your comment.'],
    ['url', { url: 'x'.repeat(201) }, 'Please shorten this to at most 200 characters.'],
    ['comment', { comment: 'x'.repeat(65526) }, 'Please shorten this to at most 65,525 characters.'],
  ])('says beside %s what is wrong (%#)', async (field, over, message) => {
    const { body } = await refused({ comment: 'Hello', ...over });
    const element = new RegExp(`<(?:input|textarea)[^>]* name="${field}"[^>]*>`).exec(body)?.[0];
    expect(element).toMatch(new RegExp(`aria-describedby="[^"]*\\b${field}-error"`));
    expect(element).toContain('aria-invalid="true"');
    expect(body).toContain(`id="${field}-error" class="comment-form-error">${message}</span>`);
    expect(body.match(/ aria-invalid=/g)).toHaveLength(1);
  });

  it('keeps what the reader wrote, as text', async () => {
    const sent = {
      author: `"><script>alert('a')</script>`,
      email: '"><b>@x',
      url: 'javascript:alert(1)',
      comment: `</textarea><script>alert(1)</script>\n\n  "quotes" & 'more' 𠮷`,
      'wp-comment-cookies-consent': 'yes',
      redirect_to: '/thanks/?a="b"',
    };
    const { body } = await refused(sent);
    expect(body).not.toContain('<script');
    for (const [name, value] of Object.entries(sent))
      expect([name, fieldOf(body, name)]).toEqual([name, value]);
    expect(body).toMatch(/name="wp-comment-cookies-consent"[^>]* checked/);
  });

  it('sends it again with one press', async () => {
    const fields = formFields({
      comment_post_ID: threadKey,
      comment_parent: String(parent.id),
      email: 'wrong',
      comment: 'Kept <text> & all',
      redirect_to: '/thanks/',
    });
    const { body } = await postForm(app, fields);
    expect(body).toContain(escaped('Ada <A>'));
    const again: Record<string, string> = {};
    for (const [, name] of body.matchAll(/<(?:input|textarea)[^>]* name="([^"]+)"/g)) {
      if (name !== undefined && name !== 'wp-comment-cookies-consent')
        again[name] = fieldOf(body, name) ?? '';
    }
    const action = /<form action="([^"]+)"/.exec(body)?.[1] ?? '';
    const response = await postForm(
      app,
      { ...again, email: 'right@example.org' },
      { to: new URL(action, 'http://desk.example/wp-comments-post.php').pathname },
    );
    expect(response.headers.location).toMatch(/^\/thanks\/\?unapproved=/);
    const rows: unknown[] = await database.dataSource.query(
      'select body, parent_number from submission where number = $1',
      [numberIn(response)],
    );
    expect(rows).toEqual([{ body: 'Kept <text> & all', parent_number: parent.id }]);
  });

  it('posts to the site it came from', async () => {
    const rows = given(database.dataSource);
    const site = await rows.site({ floodSeconds: 0 });
    const thread = await rows.thread({ siteId: site.id });
    const to = `/sites/${site.key}/wp-comments-post.php`;
    const { body } = await refused({ comment_post_ID: thread.key }, { to });
    const action = /<form action="([^"]+)"/.exec(body)?.[1] ?? '';
    expect(new URL(action, `http://desk.example${to}`).pathname).toBe(to);
  });

  it('keeps the key of the form, and gives one to a form without', async () => {
    const key = '0b0f4a52-3d5e-4a3e-9d0c-1f2e3d4c5b6a';
    expect(fieldOf((await refused({ replydesk_key: key })).body, 'replydesk_key')).toBe(key);
    expect(fieldOf((await refused()).body, 'replydesk_key')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('offers a reply to what is not public as a comment of its own', async () => {
    const { body } = await postComment(app, { comment_parent: '999999', comment: 'To whom?' });
    expect(fieldOf(body, 'comment')).toBe('To whom?');
    expect(fieldOf(body, 'comment_parent')).toBe('0');
  });

  it.each([
    ['closed', '3', ['http://desk.example/example/closed/']],
    ['not found', '404404', []],
  ])('gives the text back where the thread is %s, without a form', async (_name, comment_post_ID, back) => {
    const { body } = await postComment(app, { comment_post_ID, comment: 'Much <b>work</b> & care' });
    expect(body).not.toContain('<form');
    expect(body).toContain('readonly>\nMuch &lt;b&gt;work&lt;/b&gt; &amp; care</textarea>');
    expect([...body.matchAll(/<a class="back" href="([^"]*)"/g)].map(([, href]) => href)).toEqual(back);
  });
});

describe('a body that is too large', () => {
  const part = (name: string, value: string): string =>
    `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;

  it.each([
    ['application/x-www-form-urlencoded', `comment_post_ID=1&comment=${'x'.repeat(1024 * 1024)}`],
    ['multipart/form-data; boundary=b', `${part('comment', 'x'.repeat(1024 * 1024))}--b--\r\n`],
  ])('as %s: 413 and a page that says what to do', async (type, payload) => {
    const response = await app.inject({
      method: 'POST',
      url: '/wp-comments-post.php',
      headers: { 'content-type': type },
      payload,
    });
    expect(response.statusCode).toBe(413);
    expect(response.headers['content-type']).toBe('text/html; charset=UTF-8');
    expect(response.body).toContain('<body id="error-page">');
    expect(response.body).toContain('Please go back with your browser');
  });

  it('in many fields, of a length that is not told: 413', async () => {
    const response = await app.inject({
      method: 'POST',
      url: '/wp-comments-post.php',
      headers: { 'content-type': 'multipart/form-data; boundary=b', 'transfer-encoding': 'chunked' },
      payload: Readable.from(
        Array.from({ length: 20 }, (_, index) => part(`f${index}`, 'x'.repeat(100_000))).concat('--b--\r\n'),
      ),
    });
    expect(response.statusCode).toBe(413);
  });

  it('a text of 65,525 four-byte characters fits, percent-encoded', async () => {
    expectAccepted(await postComment(app, { comment: '𠮷'.repeat(65525) }));
  });
});

describe('other formats, by Accept', () => {
  it('JSON', async () => {
    const response = await refused({ author: '' }, { headers: { accept: 'application/json' } });
    expect(response.statusCode).toBe(400);
    expect(response.headers['content-type']).toBe('application/json; charset=UTF-8');
    expect(response.json()).toEqual({
      code: 'wp_die',
      message: '<p><strong>Error:</strong> Please fill the required fields.</p>',
      data: { status: 400 },
      additional_errors: [],
    });
  });

  it('XML', async () => {
    const response = await refused({ comment_post_ID: '3' }, { headers: { accept: 'text/xml' } });
    expect(response.statusCode).toBe(403);
    expect(response.headers['content-type']).toBe('text/xml; charset=UTF-8');
    expect(response.body.replace(/\n/g, '')).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><error><code>wp_die</code>' +
        '<title><![CDATA[Comment Submission Failure]]></title>' +
        '<message><![CDATA[<p>Sorry, comments are closed for this item.</p>]]></message>' +
        '<data><status>403</status></data></error>',
    );
  });

  it.each([
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'text/html'],
    ['*/*', 'text/html'],
    ['', 'text/html'],
    ['application/json, */*;q=0.1', 'application/json'],
    ['image/png', 'text/html'],
    ['application/xml', 'text/xml'],
  ])('Accept "%s" is answered with %s', async (accept, type) => {
    const response = await refused({}, { headers: { accept } });
    expect(response.headers['content-type']).toBe(`${type}; charset=UTF-8`);
    expect(response.headers['vary']).toBe('Accept, Accept-Language');
  });
});

describe('the language of the page', () => {
  const titleIn = async (acceptLanguage: string | undefined, over: Record<string, string>, to?: string) => {
    const headers: Record<string, string> =
      acceptLanguage === undefined ? {} : { 'accept-language': acceptLanguage };
    const response = await refused(over, { headers, ...(to === undefined ? {} : { to }) });
    return /<html lang="(\w+)">.*<title>(.*)<\/title>/s.exec(response.body)?.slice(1);
  };

  it("is the reader's where the site allows both, else the thread's", async () => {
    expect(await titleIn('ja,en;q=0.5', {})).toEqual(['ja', 'コメントを送信できませんでした']);
    expect(await titleIn('en', { comment_post_ID: '2' })).toEqual(['en', 'Comment Submission Failure']);
    expect(await titleIn(undefined, { comment_post_ID: '2' })).toEqual([
      'ja',
      'コメントを送信できませんでした',
    ]);
    expect(await titleIn('fr', {})).toEqual(['en', 'Comment Submission Failure']);
  });

  it("is the site's where the site allows one", async () => {
    const rows = given(database.dataSource);
    const site = await rows.site({ locale: 'ja', locales: ['ja'] });
    const thread = await rows.thread({ siteId: site.id });
    expect(
      await titleIn('en', { comment_post_ID: thread.key }, `/sites/${site.key}/wp-comments-post.php`),
    ).toEqual(['ja', 'コメントを送信できませんでした']);
  });

  it('is Japanese in every sentence', async () => {
    const response = await refused({ author: '' }, { headers: { 'accept-language': 'ja' } });
    expect(response.body).toContain('<strong>エラー:</strong> 必須項目を入力してください。');
    expect(response.body).toContain('名前を入力してください。');
    expect(response.body).toContain('コメントを送信');
    expect(response.body).toContain('« 戻る');
    const words = response.body
      .replace(/<style>.*<\/style>/s, '')
      .replace(/<[^>]*>/g, ' ')
      .match(/[A-Za-z]{3,}/g);
    expect(words).toBeNull();
  });
});
