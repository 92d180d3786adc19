import { createHash } from 'node:crypto';
import type { Thread } from '../../src/domain/thread.entity.js';
import type { Comment } from '../../src/domain/comment.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { given } from '../support/given.js';
import { elementById, elementsByClass, elementsOf } from '../support/html.js';

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

const here = (thread: Thread) => `http://desk.example/sites/default/threads/${thread.key}`;

const get = async (url: string, headers: Record<string, string> = {}) => {
  const answer = await app.inject({ url, headers });
  return { status: answer.statusCode, headers: answer.headers, html: answer.body };
};

const page = (thread: Thread, query = '', headers: Record<string, string> = {}) =>
  get(`/sites/default/threads/${thread.key}${query}`, headers);

/** A comment with a chain of replies below it. */
async function chain(threadId: string, length: number): Promise<Comment[]> {
  const made: Comment[] = [];
  for (let level = 1; level <= length; level++) {
    const parentNumber = made.at(-1)?.id ?? null;
    made.push(await rows.approvedComment({ threadId, name: `Level ${level}`, parentNumber }));
  }
  return made;
}

describe('a comment on the page', () => {
  it('is the element WordPress writes, with date and reply links', async () => {
    const thread = await rows.thread();
    const comment = await rows.approvedComment({
      threadId: thread.id,
      name: 'Ann <b>',
      url: 'https://ann.example/',
      body: 'Hello',
    });
    const reply = await rows.approvedComment({ threadId: thread.id, name: 'Ben', parentNumber: comment.id });
    const { html } = await page(thread);
    expect(elementById(html, `comment-${comment.id}`)?.attribs['class']).toBe(
      'comment even thread-even depth-1 parent',
    );
    expect(elementById(html, `comment-${reply.id}`)?.attribs['class']).toBe('comment odd alt depth-2');
    expect(elementById(html, `div-comment-${comment.id}`)).toMatchObject({
      name: 'article',
      attribs: { class: 'comment-body' },
    });
    expect(html).toContain(
      '<bdi><a href="https://ann.example/" class="url" rel="ugc external nofollow noopener">Ann &lt;b&gt;</a></bdi>',
    );
    expect(html).toContain(`<a href="${here(thread)}#comment-${comment.id}"><time datetime="`);
    expect(html).toContain(
      `<a rel="nofollow" class="comment-reply-link" href="${here(thread)}?replytocom=${comment.id}#respond" data-commentid="${comment.id}" data-postid="${thread.key}" data-belowelement="div-comment-${comment.id}" data-respondelement="respond" data-replyto="Reply to Ann &lt;b&gt;" aria-label="Reply to Ann &lt;b&gt;">Reply</a>`,
    );
    expect(
      elementById(html, `comment-${comment.id}`)?.inside.some(
        ({ attribs }) => attribs['class'] === 'children',
      ),
    ).toBe(true);
  });

  it('alternates even and odd over the page and over its branches', async () => {
    const thread = await rows.thread();
    for (let n = 0; n < 3; n++) await rows.approvedComment({ threadId: thread.id });
    const { html } = await page(thread);
    expect(elementsByClass(html, 'comment').map(({ attribs }) => attribs['class'])).toEqual([
      'comment even thread-even depth-1',
      'comment odd alt thread-odd thread-alt depth-1',
      'comment even thread-even depth-1',
    ]);
  });

  it('has a reply link down to depth 4; deeper replies stand flat at 5', async () => {
    const thread = await rows.thread();
    const comments = await chain(thread.id, 7);
    const { html } = await page(thread);
    const depths = comments.map(
      ({ id }) => elementById(html, `comment-${id}`)?.attribs['class']?.match(/depth-\d/)?.[0],
    );
    expect(depths).toEqual(['depth-1', 'depth-2', 'depth-3', 'depth-4', 'depth-5', 'depth-5', 'depth-5']);
    const links = elementsByClass(html, 'comment-reply-link').map(({ attribs }) =>
      Number(attribs['data-commentid']),
    );
    expect(links).toEqual(comments.slice(0, 4).map(({ id }) => id));
    const deepest = comments.at(-1)?.id;
    const reply = await page(thread, `?replytocom=${deepest}`);
    expect(elementById(reply.html, 'comment_parent')?.attribs['value']).toBe(String(deepest));
  });

  it('is text with the allowed tags, links for addresses, in its own language', async () => {
    const thread = await rows.thread();
    const comment = await rows.approvedComment({
      threadId: thread.id,
      name: '',
      body: '記事は「http://例え.jp/a」\n\n<b>太字</b><script>x</script> 5 < 6',
    });
    const { html } = await page(thread);
    expect(html).toContain('<bdi>Anonymous</bdi>');
    expect(html).toContain(`<div class="comment-content" lang="ja" dir="auto">
<p dir="auto">記事は「<a href="http://例え.jp/a" rel="nofollow ugc noopener">http://例え.jp/a</a>」</p>
<p dir="auto"><b>太字</b>x 5 &lt; 6</p>
</div>`);
    expect(elementById(html, `comment-${comment.id}`)?.text).not.toContain('@');
  });

  it('never shows an e-mail address, nor loads anything from elsewhere', async () => {
    const thread = await rows.thread();
    await rows.approvedComment({ threadId: thread.id, email: 'secret@private.example' });
    const { html } = await page(thread);
    expect(html).not.toContain('private.example');
    expect(
      elementsOf(html).filter(({ name }) => ['img', 'script', 'iframe', 'style'].includes(name)),
    ).toEqual([]);
  });
});

describe('the form on the page', () => {
  it('names the thread and leads back to the page', async () => {
    const thread = await rows.thread();
    const { html } = await page(thread);
    expect(elementById(html, 'commentform')?.attribs['action']).toBe('/wp-comments-post.php');
    expect(elementById(html, 'comment_post_ID')?.attribs['value']).toBe(thread.key);
    expect(elementById(html, 'comment_parent')?.attribs['value']).toBe('0');
    expect(elementById(html, 'cancel-comment-reply-link')?.attribs['href']).toBe(`${here(thread)}#respond`);
  });

  it('leads back to the page it was sent from, where the thread has an address elsewhere', async () => {
    const thread = await rows.thread({ url: 'https://news.example/2026/article/' });
    const { html } = await page(thread);
    const back = elementsOf(html).find(({ attribs }) => attribs['name'] === 'redirect_to');
    expect(back?.attribs['value']).toBe(here(thread));
    const own = (await page(await rows.thread())).html;
    expect(own).not.toContain('redirect_to');
  });

  it('posts to its own site', async () => {
    const site = await rows.site();
    const thread = await rows.thread({ siteId: site.id });
    const { html } = await get(`/sites/${site.key}/threads/${thread.key}`);
    expect(elementById(html, 'commentform')?.attribs['action']).toBe(
      `/sites/${site.key}/wp-comments-post.php`,
    );
  });

  it('replies to the comment that ?replytocom= names, and search engines stay away', async () => {
    const thread = await rows.thread();
    const comment = await rows.approvedComment({ threadId: thread.id, name: 'Ann' });
    const { html } = await page(thread, `?replytocom=${comment.id}`);
    expect(html).toContain(`>Leave a Reply to <a href="#comment-${comment.id}">Ann</a>`);
    expect(elementById(html, 'comment_parent')?.attribs['value']).toBe(String(comment.id));
    expect(html).toContain('<meta name="robots" content="noindex, follow">');
    expect((await page(thread)).html).not.toContain('noindex');
  });

  it('is the plain form for a comment that is unknown, held, rejected or of another thread', async () => {
    const thread = await rows.thread();
    const held = await rows.heldSubmission({ threadId: thread.id });
    const rejected = await rows.settled('reject', { threadId: thread.id });
    const foreign = await rows.approvedComment();
    const plain = withoutKey((await page(thread)).html);
    for (const id of [
      999_999_999,
      held.number,
      rejected.number,
      foreign.id,
      0,
      -1,
      'abc',
      '1e3',
      '9'.repeat(30),
    ]) {
      expect(withoutKey((await page(thread, `?replytocom=${id}`)).html)).toBe(plain);
    }
  });

  it('is filled for a returning reader, and the page is for no one else', async () => {
    const thread = await rows.thread();
    const suffix = createHash('md5').update('http://desk.example').digest('hex');
    const cookie = [
      `comment_author_${suffix}=Ann%20%22%E3%81%82`,
      `comment_author_email_${suffix}=ann%40example.org`,
      `comment_author_url_${suffix}=https%3A%2F%2Fann.example`,
    ].join('; ');
    const { html, headers } = await page(thread, '', { cookie });
    expect(elementById(html, 'author')?.attribs['value']).toBe('Ann "あ');
    expect(elementById(html, 'email')?.attribs['value']).toBe('ann@example.org');
    expect(elementById(html, 'url')?.attribs['value']).toBe('https://ann.example');
    expect(elementById(html, 'wp-comment-cookies-consent')?.attribs).toHaveProperty('checked');
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['etag']).toBeUndefined();
  });

  it('is absent where comments are closed; the comments stay', async () => {
    const thread = await rows.thread({ closed: true });
    const comment = await rows.approvedComment({ threadId: thread.id });
    const { html } = await page(thread, `?replytocom=${comment.id}`);
    expect(html).toContain('Comments are closed.');
    expect(html).not.toMatch(/id="respond"|comment-reply-link/);
    expect(elementById(html, `comment-${comment.id}`)).toBeDefined();
  });
});

function withoutKey(html: string): string {
  return html.replace(/(name="replydesk_key" value=")[^"]*/, '$1');
}

describe('the page', () => {
  it('is in the reader’s language where the site allows it, else in the thread’s', async () => {
    const both = await rows.thread({ locale: 'ja' });
    expect((await page(both)).html).toContain('<html lang="ja">');
    expect((await page(both, '', { 'accept-language': 'en' })).html).toContain('Leave a Reply');
    const site = await rows.site();
    const english = await rows.thread({ siteId: site.id });
    const { html } = await get(`/sites/${site.key}/threads/${english.key}`, { 'accept-language': 'ja' });
    expect(html).toContain('Leave a Reply');
  });

  it('speaks Japanese throughout', async () => {
    const thread = await rows.thread();
    await rows.approvedComment({ threadId: thread.id, name: '山田' });
    const { html } = await page(thread, '', { 'accept-language': 'ja' });
    for (const text of ['コメント 1 件', 'より:', 'aria-label="山田 に返信">返信</a>', 'コメントを残す']) {
      expect(html).toContain(text);
    }
  });

  it('can be validated, and changes when a comment is published', async () => {
    const thread = await rows.thread();
    const first = await page(thread);
    const etag = String(first.headers['etag']);
    expect(first.headers['cache-control']).toBe('public, max-age=0, must-revalidate');
    expect(first.headers['vary']).toBe('Accept-Language, Cookie');
    const again = await page(thread, '', { 'if-none-match': `"x", ${etag}` });
    expect([again.status, again.html]).toEqual([304, '']);
    await rows.approvedComment({ threadId: thread.id });
    expect((await page(thread, '', { 'if-none-match': etag })).status).toBe(200);
  });

  it('allows neither script nor foreign frames, forms and bases', async () => {
    const site = await rows.site({ url: 'https://news.example' });
    const thread = await rows.thread({ siteId: site.id, url: 'https://www.news.example/a/' });
    const { headers, html } = await get(`/sites/${site.key}/threads/${thread.key}`);
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; style-src 'self'; form-action 'self' https://www.news.example https://news.example; frame-ancestors 'self' https://www.news.example https://news.example; base-uri 'none'",
    );
    expect(headers).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    });
    expect(html).not.toMatch(/<script|\sstyle=|\son[a-z]+=/i);
    expect(html).toContain('<link rel="canonical" href="https://www.news.example/a/">');
  });

  it('is not there for an unknown thread or site, nor for a hidden thread: the same page', async () => {
    const hidden = await rows.thread({ hidden: true });
    await rows.approvedComment({ threadId: hidden.id });
    const pages = await Promise.all([
      page(hidden),
      get('/sites/default/threads/no-such'),
      get('/sites/no-such/threads/1'),
      get('/sites/default/threads/%00'),
    ]);
    expect(pages.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    expect(new Set(pages.map(({ html }) => html)).size).toBe(1);
    expect(pages[0]?.html).toContain('Page not found');
  });

  it('goes on where the page before ended, with branches whole', async () => {
    const thread = await rows.thread();
    const [top] = await chain(thread.id, 2);
    await Promise.all(
      Array.from({ length: 105 }, () =>
        rows.approvedComment({ threadId: thread.id, parentNumber: top?.id ?? null }),
      ),
    );
    const first = await page(thread);
    const next =
      elementsOf(first.html).find(({ attribs }) => attribs['rel'] === 'next')?.attribs['href'] ?? '';
    expect(next).toMatch(/\?after=[\w-]+#comments$/);
    const second = await get(new URL(next).pathname + new URL(next).search);
    const ids = [first, second].map(({ html }) =>
      elementsByClass(html, 'comment').map(({ attribs }) => attribs['id']),
    );
    expect(ids.map((list) => list.length)).toEqual([100, 7]);
    expect(new Set(ids.flat()).size).toBe(107);
    expect(elementsByClass(second.html, 'comment')[0]?.attribs['class']).toContain('depth-2');
    expect(second.html).toContain('First comments');
  });
});
