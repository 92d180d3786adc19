import { createHash } from 'node:crypto';
import type { LightMyRequestResponse } from 'fastify';
import type { Site } from '../../src/domain/site.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { expectAccepted, formFields, numberIn, postComment, postForm } from '../support/comment-form.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { given } from '../support/given.js';

const DESK = 'http://desk.example';
const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

let database: TestDatabase;
let app: TestApp;
/** A site elsewhere, on https, and a thread of it whose address has a query. */
let news: Site;
let newsDoor: string;
const ARTICLE = 'https://news.example/?p=77';

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startApp({ databaseUrl: database.url });
  await database.dataSource.query('update site set flood_seconds = 0');
  const rows = given(database.dataSource);
  news = await rows.site({ url: 'https://news.example/', floodSeconds: 0 });
  newsDoor = `/sites/${news.key}/wp-comments-post.php`;
  await rows.thread({ siteId: news.id, key: '77', url: ARTICLE });
  await rows.thread({ siteId: news.id, key: '78', url: null });
}, 60_000);

afterAll(async () => {
  await app.close();
  await database.destroy();
});

const cookiesOf = (response: LightMyRequestResponse): string[] =>
  [response.headers['set-cookie'] ?? []].flat();

const cookieNamed = (response: LightMyRequestResponse, name: string): string => {
  const found = cookiesOf(response).filter((cookie) => cookie.startsWith(`${name}=`));
  expect(found).toHaveLength(1);
  return found[0] as string;
};

describe('the answer to an accepted form', () => {
  it('is 302 without body, absolute, and kept by no cache', async () => {
    const response = await postComment(app);
    expect(response.statusCode).toBe(302);
    expect(response.body).toBe('');
    expect(response.headers['x-redirect-by']).toBe('Replydesk');
    expect(response.headers['cache-control']).toBe('no-cache, must-revalidate, max-age=0, no-store, private');
    expect(response.headers['expires']).toBe('Wed, 11 Jan 1984 05:00:00 GMT');
    expect(Object.keys(response.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  it('without consent leads to the permalink with a signature of this one submission', async () => {
    const [first, second] = await Promise.all([postComment(app), postComment(app)]);
    const form =
      /^http:\/\/desk\.example\/example\/english\/\?unapproved=(\d+)&moderation-hash=([0-9a-f]{32})#comment-(\d+)$/;
    const one = form.exec(String(first.headers.location));
    const other = form.exec(String(second.headers.location));
    expect(one?.[1]).toBe(one?.[3]);
    expect(one?.[1]).not.toBe(other?.[1]);
    expect(one?.[2]).not.toBe(other?.[2]);
  });

  it('without consent and e-mail is signed as well, where WordPress leaves the author without', async () => {
    const site = await given(database.dataSource).site({ requireNameEmail: false, floodSeconds: 0 });
    await given(database.dataSource).thread({ siteId: site.id, key: '5' });
    const response = await postComment(
      app,
      { comment_post_ID: '5', author: '', email: '' },
      { to: `/sites/${site.key}/wp-comments-post.php` },
    );
    expect(response.headers.location).toMatch(
      /^http:\/\/desk\.example\/sites\/site-\d+\/threads\/5\?unapproved=\d+&moderation-hash=/,
    );
  });

  it('with consent leads to the bare permalink', async () => {
    const response = await postComment(app, { 'wp-comment-cookies-consent': 'yes' });
    expect(response.headers.location).toMatch(/^http:\/\/desk\.example\/example\/english\/#comment-\d+$/);
  });

  it("leads to the thread's own address, or to the desk's page of a thread that has none", async () => {
    const own = await postComment(app, { comment_post_ID: '77' }, { to: newsDoor });
    expect(own.headers.location).toMatch(/^https:\/\/news\.example\/\?p=77&unapproved=\d+&moderation-hash=/);
    const desk = await postComment(app, { comment_post_ID: '78' }, { to: newsDoor });
    expect(desk.headers.location).toMatch(
      new RegExp(`^${DESK}/sites/${news.key}/threads/78\\?unapproved=\\d+&`),
    );
  });
});

describe('redirect_to', () => {
  const locationFor = async (redirect_to: string, to?: string): Promise<string> => {
    const comment_post_ID = to === undefined ? '1' : '77';
    const response = await postComment(
      app,
      { redirect_to, comment_post_ID, 'wp-comment-cookies-consent': 'yes' },
      to === undefined ? {} : { to },
    );
    expectAccepted(response);
    return String(response.headers.location).replace(/#comment-\d+$/, '#comment-N');
  };

  it('local: is followed, and relative stays relative', async () => {
    expect(await locationFor('/thanks/')).toBe('/thanks/#comment-N');
    expect(await locationFor(`${DESK}/thanks/`)).toBe(`${DESK}/thanks/#comment-N`);
    expect(await locationFor('/thanks/', newsDoor)).toBe('https://news.example/thanks/#comment-N');
    expect(await locationFor('https://news.example/x', newsDoor)).toBe('https://news.example/x#comment-N');
  });

  it('carries the receipt without consent', async () => {
    const response = await postComment(app, { redirect_to: '/thanks/?a=1' });
    expect(response.headers.location).toMatch(
      /^\/thanks\/\?a=1&unapproved=\d+&moderation-hash=[0-9a-f]{32}#comment-\d+$/,
    );
  });

  it.each([
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    '/a\r\nX: y',
  ])(
    'elsewhere (%j): the comment is stored and the permalink follows, where WordPress leads to its admin',
    async (redirect_to) => {
      expect(await locationFor(redirect_to)).toBe(`${DESK}/example/english/#comment-N`);
    },
  );

  it('to another site of the same desk is elsewhere', async () => {
    expect(await locationFor('https://news.example/')).toBe(`${DESK}/example/english/#comment-N`);
  });
});

describe('cookies', () => {
  it.each(['yes', 'no', ''])('consent "%s": remembered for a year', async (consent) => {
    const suffix = md5(DESK);
    const response = await postComment(app, {
      author: '山田 花子',
      email: 'hana+a@example.jp',
      url: 'example.com',
      'wp-comment-cookies-consent': consent,
    });
    const number = numberIn(response);
    const inAYear =
      /; Max-Age=31536000; Path=\/; Expires=\w{3}, \d\d \w{3} \d{4} [\d:]{8} GMT; SameSite=Lax$/;
    const author = cookieNamed(response, `comment_author_${suffix}`);
    expect(author).toContain(`=${encodeURIComponent('山田 花子')};`);
    expect(author).toMatch(inAYear);
    expect(cookieNamed(response, `comment_author_email_${suffix}`)).toContain('=hana%2Ba%40example.jp;');
    expect(cookieNamed(response, `comment_author_url_${suffix}`)).toContain('=http%3A%2F%2Fexample.com;');
    const pending = cookieNamed(response, `replydesk_pending_${suffix}`);
    expect(pending).toMatch(new RegExp(`=${number}\\.[0-9a-f]{32};`));
    expect(pending).toMatch(/; HttpOnly; SameSite=Lax$/);
    expect(cookiesOf(response)).toHaveLength(4);
  });

  it('no consent: expired, all of them', async () => {
    const response = await postComment(app);
    expectAccepted(response);
    for (const name of [
      'comment_author',
      'comment_author_email',
      'comment_author_url',
      'replydesk_pending',
    ]) {
      expect(cookieNamed(response, `${name}_${md5(DESK)}`)).toMatch(
        /=%20; Max-Age=0; Path=\/; Expires=Thu, 01 Jan 1970 00:00:00 GMT/,
      );
    }
    expect(cookiesOf(response)).toHaveLength(4);
  });

  it('are secure and named after the site where that is on https', async () => {
    const response = await postComment(
      app,
      { comment_post_ID: '77', 'wp-comment-cookies-consent': 'yes' },
      { to: newsDoor },
    );
    const cookies = cookiesOf(response);
    expect(cookies).toHaveLength(4);
    for (const cookie of cookies) {
      expect(cookie).toContain(`_${md5('https://news.example/')}=`);
      expect(cookie).toContain('; Secure');
    }
  });

  it('the list of own submissions grows from what the browser sent', async () => {
    const name = `replydesk_pending_${md5(DESK)}`;
    const first = await postComment(app, { 'wp-comment-cookies-consent': 'yes' });
    const item = new RegExp(`^${name}=([^;]+);`).exec(cookieNamed(first, name))?.[1];
    const second = await postComment(
      app,
      { 'wp-comment-cookies-consent': 'yes' },
      { headers: { cookie: `${name}=${String(item)}` } },
    );
    expect(cookieNamed(second, name)).toMatch(
      new RegExp(`=${numberIn(second)}\\.[0-9a-f]{32}-${numberIn(first)}\\.[0-9a-f]{32};`),
    );
  });

  it('a refused comment sets none', async () => {
    for (const over of [{ comment: '' }, { comment_post_ID: '3' }, { comment_post_ID: '404' }]) {
      const response = await postComment(app, { 'wp-comment-cookies-consent': 'yes', ...over });
      expect(response.statusCode).toBeGreaterThanOrEqual(400);
      expect(cookiesOf(response)).toEqual([]);
    }
  });
});

describe('pressing the button more than once', () => {
  const KEY = '7d0c9a52-3d5e-4a3e-9d0c-1f2e3d4c5b6a';

  it('with our form is one submission and one redirect', async () => {
    const fields = formFields({ replydesk_key: KEY });
    const answers = await Promise.all([1, 2, 3].map(() => postForm(app, fields)));
    answers.push(await postForm(app, fields));
    expect(new Set(answers.map(({ statusCode, headers }) => `${statusCode} ${headers.location}`)).size).toBe(
      1,
    );
    const rows: { count: number }[] = await database.dataSource.query(
      'select count(*)::int as count from submission where body = $1',
      [fields['comment']],
    );
    expect(rows[0]?.count).toBe(1);
    expect(numberIn(answers[0] as LightMyRequestResponse)).toBeGreaterThan(0);
  });

  it('with a changed text is another submission', async () => {
    const one = numberIn(await postComment(app, { replydesk_key: KEY }));
    const other = numberIn(await postComment(app, { replydesk_key: KEY }));
    expect(other).not.toBe(one);
  });

  it("with WordPress's form is a duplicate", async () => {
    const fields = formFields();
    expectAccepted(await postForm(app, fields));
    expect((await postForm(app, fields)).statusCode).toBe(409);
  });

  it.each(['', 'short', 'x'.repeat(101), '<b>not-a-key-at-all</b>'])(
    'a key %j counts as none',
    async (key) => {
      const fields = formFields({ replydesk_key: key });
      expectAccepted(await postForm(app, fields));
      expect((await postForm(app, fields)).statusCode).toBe(409);
    },
  );
});
