import type { LightMyRequestResponse } from 'fastify';
import { startApp, type TestApp } from '../support/app.js';
import { expectAccepted, formFields, postComment, postForm } from '../support/comment-form.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { given } from '../support/given.js';

let database: TestDatabase;
let app: TestApp;

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startApp({ databaseUrl: database.url });
}, 60_000);

afterAll(async () => {
  await app.close();
  await database.destroy();
});

const floodSeconds = (seconds: number): Promise<unknown> =>
  database.dataSource.query(`update site set flood_seconds = $1 where key = 'default'`, [seconds]);

const statuses = (answers: LightMyRequestResponse[]): Record<number, number> => {
  const counts: Record<number, number> = {};
  for (const { statusCode } of answers) counts[statusCode] = (counts[statusCode] ?? 0) + 1;
  return counts;
};

describe('duplicates', () => {
  beforeAll(() => floodSeconds(0));

  const original = { author: 'Hana', email: 'hana@example.jp', comment: 'ははは、Ａ１ と ｶﾞｸ' };

  it('the same again: 409, with the form and the text on the page', async () => {
    const fields = formFields(original);
    expectAccepted(await postForm(app, fields));
    const response = await postForm(app, fields);
    expect(response.statusCode).toBe(409);
    expect(response.body).toContain(
      '<p>Duplicate comment detected; it looks as though you’ve already said that!</p>',
    );
    expect(response.body).toContain('ははは、Ａ１ と ｶﾞｸ</textarea>');
  });

  it.each([
    [
      'letter case and width',
      { author: 'ＨＡＮＡ', email: 'HANA@EXAMPLE.JP', comment: 'ははは、a1 と ガク' },
    ],
    ['invisible characters', { comment: 'は\u200bはは、Ａ１ と ｶﾞｸ' }],
    ['url and address', { url: 'https://other.example' }],
    ['white space at the ends', { comment: '　ははは、Ａ１ と ｶﾞｸ \r\n' }],
  ])('a difference in %s makes no other comment', async (_name, over) => {
    expect((await postComment(app, { ...original, ...over })).statusCode).toBe(409);
  });

  it.each([
    ['voiced kana', { comment: 'ぱぱぱ、Ａ１ と ｶﾞｸ' }],
    ['hiragana for katakana', { comment: 'ははは、Ａ１ と がく' }],
    ['inner spacing', { comment: 'ははは、Ａ１  と ｶﾞｸ' }],
    ['the name', { author: 'Hanako' }],
    ['the e-mail', { email: 'other@example.jp' }],
    ['the thread', { comment_post_ID: '2' }],
    ['an emoji', { comment: 'ははは、Ａ１ と ｶﾞｸ😀' }],
  ])('a difference in %s makes another comment', async (_name, over) => {
    expectAccepted(await postComment(app, { ...original, ...over }));
  });

  it('a text with forbidden tags is recognised', async () => {
    const fields = formFields({ comment: '<p>Hello</p><script>x</script>' });
    expectAccepted(await postForm(app, fields));
    expect((await postForm(app, fields)).statusCode).toBe(409);
  });

  it('one hundred at the same time make one submission', async () => {
    const fields = formFields();
    const answers = await Promise.all(Array.from({ length: 100 }, () => postForm(app, fields)));
    expect(statuses(answers)).toEqual({ 302: 1, 409: 99 });
  });
});

describe('flood', () => {
  beforeEach(async () => {
    await floodSeconds(15);
    await database.dataSource.query('delete from flood_gate');
  });

  const wait = (seconds: number): Promise<unknown> =>
    database.dataSource.query(
      `update flood_gate set last_at = date_trunc('second', last_at) - make_interval(secs => $1)`,
      [seconds],
    );

  it('the same address again: 429 with Retry-After, with the form and the text on the page', async () => {
    expectAccepted(await postComment(app, {}, { from: '198.51.100.7' }));
    const response = await postComment(app, { comment: 'Too quick' }, { from: '198.51.100.7' });
    expect(response.statusCode).toBe(429);
    const seconds = Number(response.headers['retry-after']);
    expect(seconds).toBeGreaterThanOrEqual(14);
    expect(seconds).toBeLessThanOrEqual(15);
    expect(response.body).toContain('<p>You are posting comments too quickly. Slow down.</p>');
    expect(response.body).toContain(`Please wait ${seconds} seconds, then press the button again`);
    expect(response.body).toContain('Too quick</textarea>');
  });

  it('the same e-mail in any case, from another address and on another thread: 429', async () => {
    expectAccepted(await postComment(app, { email: 'quick@example.org' }, { from: '198.51.100.8' }));
    const response = await postComment(
      app,
      { email: 'QUICK@example.org', comment_post_ID: '2' },
      { from: '198.51.100.9' },
    );
    expect(response.statusCode).toBe(429);
  });

  it('an IPv6 /64 is one reader, its neighbour another', async () => {
    expectAccepted(await postComment(app, {}, { from: '2001:db8:0:1::1' }));
    expect((await postComment(app, {}, { from: '2001:db8:0:1:ffff::9' })).statusCode).toBe(429);
    expectAccepted(await postComment(app, {}, { from: '2001:db8:0:2::1' }));
  });

  it('14 seconds are too few, 15 are enough', async () => {
    expectAccepted(await postComment(app, {}, { from: '198.51.100.10' }));
    await wait(13);
    expect((await postComment(app, {}, { from: '198.51.100.10' })).statusCode).toBe(429);
    await wait(2);
    expectAccepted(await postComment(app, {}, { from: '198.51.100.10' }));
  });

  it('refused attempts do not make the wait longer', async () => {
    expectAccepted(await postComment(app, {}, { from: '198.51.100.11' }));
    await wait(10);
    for (let i = 0; i < 3; i++) {
      expect((await postComment(app, {}, { from: '198.51.100.11' })).statusCode).toBe(429);
    }
    await wait(5);
    expectAccepted(await postComment(app, {}, { from: '198.51.100.11' }));
  });

  it('the same comment again is a duplicate before it is a flood', async () => {
    const fields = formFields();
    expectAccepted(await postForm(app, fields));
    expect((await postForm(app, fields)).statusCode).toBe(409);
  });

  it('eight different ones at the same time from one address: one is stored', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => postComment(app, {}, { from: '198.51.100.12' })),
    );
    expect(statuses(answers)).toEqual({ 302: 1, 429: 7 });
  });

  it('forged X-Forwarded-For neither helps nor harms', async () => {
    const headers = (address: string) => ({ 'x-forwarded-for': address });
    expectAccepted(await postComment(app, {}, { from: '198.51.100.13', headers: headers('203.0.113.1') }));
    const again = await postComment(app, {}, { from: '198.51.100.13', headers: headers('203.0.113.2') });
    expect(again.statusCode).toBe(429);
    expectAccepted(await postComment(app, {}, { from: '198.51.100.14', headers: headers('198.51.100.13') }));
  });

  it('behind a trusted proxy its word counts', async () => {
    const proxied = await startApp({ databaseUrl: database.url, env: { TRUSTED_PROXIES: '10.0.0.0/8' } });
    try {
      const by = (address: string) =>
        postComment(proxied, {}, { from: '10.0.0.1', headers: { 'x-forwarded-for': address } });
      expectAccepted(await by('203.0.113.1'));
      expectAccepted(await by('203.0.113.2'));
      expect((await by('203.0.113.2')).statusCode).toBe(429);
      expect((await by('203.0.113.99, 203.0.113.2')).statusCode).toBe(429);
    } finally {
      await proxied.close();
    }
  });

  it('is off where the site says 0', async () => {
    const rows = given(database.dataSource);
    const site = await rows.site({ floodSeconds: 0 });
    const thread = await rows.thread({ siteId: site.id });
    const to = `/sites/${site.key}/wp-comments-post.php`;
    for (let i = 0; i < 3; i++)
      expectAccepted(await postComment(app, { comment_post_ID: thread.key }, { to }));
  });
});
