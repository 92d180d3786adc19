import { createHash, randomUUID } from 'node:crypto';
import { deriveKeys, type Keys, signReceipt } from '../../src/domain/keys.js';
import type { RejectReason } from '../../src/domain/decision.entity.js';
import { settleSubmissions } from '../../src/domain/settle-submission.js';
import { Submission } from '../../src/domain/submission.entity.js';
import type { Thread } from '../../src/domain/thread.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { given } from '../support/given.js';
import { elementById, elementsByClass } from '../support/html.js';

const SECRET = 'a secret of this test, long enough';
const SUFFIX = createHash('md5').update('http://desk.example').digest('hex');

let database: TestDatabase;
let app: TestApp;
let rows: ReturnType<typeof given>;
const keys: Keys = deriveKeys(SECRET);

jest.setTimeout(30_000);

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startApp({ databaseUrl: database.url, env: { REPLYDESK_SECRET: SECRET } });
  rows = given(database.dataSource);
  await database.dataSource.query('update site set flood_seconds = 0');
}, 60_000);

afterAll(async () => {
  await app.close();
  await database.destroy();
});

const hashOf = (submission: Submission) => signReceipt(keys, submission.id);
const link = (submission: Submission, hash = hashOf(submission)) =>
  `?unapproved=${submission.number}&moderation-hash=${hash}`;
const pendingCookie = (...items: string[]) => ({ cookie: `replydesk_pending_${SUFFIX}=${items.join('-')}` });

async function page(thread: Thread, query = '', headers: Record<string, string> = {}) {
  const { body, headers: answered } = await app.inject({
    url: `/sites/default/threads/${thread.key}${query}`,
    headers,
  });
  return { html: body, headers: answered };
}

/** What anybody can tell from an answer: all but the random key of the form and the clock. */
const told = ({ html, headers }: Awaited<ReturnType<typeof page>>) => ({
  html: html.replace(/(name="replydesk_key" value=")[^"]*/, '$1'),
  headers: { ...headers, date: '' },
});

async function decide(
  submission: Submission,
  act: 'approve' | 'reject',
  why: RejectReason = 'abuse',
): Promise<void> {
  const moderator = await rows.moderator();
  const policy = await rows.policyInForce(submission.siteId);
  const reason = act === 'reject' ? why : null;
  await database.dataSource.transaction((manager) =>
    settleSubmissions(manager, [
      {
        submissionId: submission.id,
        from: 'held',
        version: submission.version,
        to: act === 'approve' ? 'approved' : 'rejected',
        reason,
        record: {
          kind: 'decision',
          policyId: policy.id,
          moderatorId: moderator.id,
          act,
          reason,
          note: null,
          undoesId: null,
        },
      },
    ]),
  );
}

describe('a waiting submission and its author', () => {
  it('is shown by the link of the redirect, formatted, and as a preview that leads nowhere', async () => {
    const thread = await rows.thread();
    const held = await rows.heldSubmission({
      threadId: thread.id,
      name: 'Ann',
      url: 'https://ann.example/',
      body: '<b>bold</b> http://e.example/ <script>x</script>\n\nnext',
    });
    const { html, headers } = await page(thread, link(held));
    const comment = elementById(html, `comment-${held.number}`);
    expect(comment?.text).toContain('Ann');
    expect(elementsByClass(html, 'comment-awaiting-moderation')[0]?.text).toBe(
      'Your comment is awaiting moderation. This is a preview; your comment will be visible after it has been approved.',
    );
    expect(html).toContain('<p dir="auto"><b>bold</b> http://e.example/ x</p>\n<p dir="auto">next</p>');
    expect(html).not.toMatch(/href="https?:\/\/(ann|e)\.example/);
    expect(html).not.toContain(`data-commentid="${held.number}"`);
    expect(html).toContain('No comments yet');
    expect(html).toContain('<meta name="robots" content="noindex, follow">');
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['etag']).toBeUndefined();
  });

  it('is shown while the machine still looks at it', async () => {
    const thread = await rows.thread();
    const received = await rows.submission({ threadId: thread.id });
    expect(
      elementById((await page(thread, link(received))).html, `comment-${received.number}`),
    ).toBeDefined();
  });

  it('is shown by the cookie as it will be, with its links', async () => {
    const thread = await rows.thread();
    const [one, two] = [
      await rows.heldSubmission({
        threadId: thread.id,
        url: 'https://ann.example/',
        body: 'http://e.example/',
      }),
      await rows.heldSubmission({ threadId: thread.id }),
    ];
    const { html, headers } = await page(
      thread,
      '',
      pendingCookie(`${two.number}.${hashOf(two)}`, 'nonsense', `${one.number}.${hashOf(one)}`),
    );
    expect(elementsByClass(html, 'comment-awaiting-moderation').map(({ text }) => text)).toEqual([
      'Your comment is awaiting moderation.',
      'Your comment is awaiting moderation.',
    ]);
    expect(html).toContain('href="https://ann.example/"');
    expect(html).toContain('href="http://e.example/"');
    expect(headers['cache-control']).toBe('no-store');
  });

  it('stands below the comment it replies to', async () => {
    const thread = await rows.thread();
    const parent = await rows.approvedComment({ threadId: thread.id });
    await rows.approvedComment({ threadId: thread.id });
    const held = await rows.heldSubmission({ threadId: thread.id, parentNumber: parent.id });
    const { html } = await page(thread, link(held));
    const inside = elementById(html, `comment-${parent.id}`)?.inside.map(({ attribs }) => attribs['id']);
    expect(inside).toContain(`comment-${held.number}`);
    expect(elementById(html, `comment-${held.number}`)?.attribs['class']).toBe(
      'comment odd alt depth-2 unapproved',
    );
  });

  it('is shown in Japanese to a Japanese reader', async () => {
    const thread = await rows.thread();
    const held = await rows.heldSubmission({ threadId: thread.id });
    const { html } = await page(thread, link(held), { 'accept-language': 'ja' });
    expect(html).toContain('あなたのコメントは承認待ちです。これはプレビューです。');
  });

  it('is shown as any comment once approved, and not at all once it is spam, whatever the link', async () => {
    const thread = await rows.thread();
    const approved = await rows.heldSubmission({ threadId: thread.id });
    const spam = await rows.heldSubmission({ threadId: thread.id });
    await decide(approved, 'approve');
    await decide(spam, 'reject', 'spam');
    const plain = told(await page(thread));
    expect(plain.html).toContain(`id="comment-${approved.number}"`);
    for (const submission of [approved, spam]) {
      expect(told(await page(thread, link(submission)))).toEqual(plain);
      expect(
        told(await page(thread, '', pendingCookie(`${submission.number}.${hashOf(submission)}`))),
      ).toEqual(plain);
    }
  });

  it('does not depend on how long ago it was sent', async () => {
    const thread = await rows.thread();
    const held = await rows.heldSubmission({
      threadId: thread.id,
      receivedAt: new Date('2020-01-01T00:00:00Z'),
    });
    expect(elementById((await page(thread, link(held))).html, `comment-${held.number}`)).toBeDefined();
  });
});

describe('a reply posted with the form of the page', () => {
  const post = async (thread: Thread, more: Record<string, string>) => {
    const { html } = await page(thread);
    const form = new URLSearchParams({
      comment: `Posted ${randomUUID()}`,
      author: 'Ann',
      email: `${randomUUID()}@example.org`,
      url: '',
      comment_post_ID: elementById(html, 'comment_post_ID')?.attribs['value'] ?? '',
      comment_parent: elementById(html, 'comment_parent')?.attribs['value'] ?? '',
      replydesk_key: /name="replydesk_key" value="([^"]*)"/.exec(html)?.[1] ?? '',
      submit: 'Post Comment',
      ...more,
    });
    const answer = await app.inject({
      method: 'POST',
      url: elementById(html, 'commentform')?.attribs['action'] ?? '',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: form.toString(),
    });
    return { answer, text: String(form.get('comment')) };
  };

  it('leads to a page that shows it to its author', async () => {
    const thread = await rows.thread();
    const { answer, text } = await post(thread, {});
    expect(answer.statusCode).toBe(302);
    const { pathname, search } = new URL(String(answer.headers['location']));
    const { body } = await app.inject({ url: `${pathname}${search}` });
    expect(body).toContain(text);
    expect((await page(thread)).html).not.toContain(text);
  });

  it('is shown to a browser that agreed to cookies, which then knows its reader', async () => {
    const thread = await rows.thread();
    const { answer, text } = await post(thread, { 'wp-comment-cookies-consent': 'yes', author: 'Ann あ' });
    const cookie = answer.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ');
    const { html } = await page(thread, '', { cookie });
    expect(html).toContain(text);
    expect(elementById(html, 'author')?.attribs['value']).toBe('Ann あ');
    expect(elementById(html, 'wp-comment-cookies-consent')?.attribs).toHaveProperty('checked');
  });
});

describe('a waiting submission and everybody else', () => {
  it('cannot be told from none by any page that is not its author’s', async () => {
    const thread = await rows.thread();
    const plain = told(await page(thread));
    const held = await rows.heldSubmission({ threadId: thread.id, email: 'ann@example.org', name: 'Ann' });
    const other = await rows.heldSubmission({ threadId: thread.id });
    const elsewhere = await rows.heldSubmission();
    const wrong = [
      '',
      `?unapproved=${held.number}`,
      `?moderation-hash=${hashOf(held)}`,
      link(held, hashOf(other)),
      link(held, hashOf(held).slice(0, 31)),
      link(held, hashOf(held).toUpperCase().replace(/[A-F]/, 'G')),
      link(held, '0'.repeat(32)),
      link(held, ''),
      link(elsewhere),
      `${link(held)}&unapproved=1`,
      `?unapproved=${held.number}.0&moderation-hash=${hashOf(held)}`,
      `?unapproved=999999999&moderation-hash=${hashOf(held)}`,
      `?replytocom=${held.number}`,
    ];
    for (const query of wrong) expect([query, told(await page(thread, query))]).toEqual([query, plain]);
    for (const item of [
      `${held.number}.${hashOf(other)}`,
      `${held.number}`,
      `.${hashOf(held)}`,
      `${elsewhere.number}.${hashOf(elsewhere)}`,
    ]) {
      expect([item, told(await page(thread, '', pendingCookie(item)))]).toEqual([item, plain]);
    }
  });

  it('is not shown by the e-mail cookie alone', async () => {
    const thread = await rows.thread();
    const held = await rows.heldSubmission({ threadId: thread.id, email: 'ann@example.org', name: 'Ann' });
    const { html } = await page(thread, '', {
      cookie: `comment_author_email_${SUFFIX}=ann%40example.org; comment_author_${SUFFIX}=Ann`,
    });
    expect(elementById(html, `comment-${held.number}`)).toBeUndefined();
    expect(html).not.toContain('awaiting');
  });

  it('its text, name, number and e-mail are in no public answer', async () => {
    const thread = await rows.thread({ url: null });
    const example = await database.dataSource.getRepository('thread').findOneByOrFail({ key: '1' });
    const secrets: string[] = [];
    for (const threadId of [thread.id, String(example['id'])]) {
      const visible = await rows.approvedComment({ threadId });
      for (const make of [
        () => rows.heldSubmission({ threadId, ...words('held'), parentNumber: visible.id }),
        () => rows.settled('reject', { threadId, ...words('rejected') }),
        () => rows.submission({ threadId, ...words('received') }),
      ]) {
        const hidden = await make();
        secrets.push(
          hidden.id,
          hidden.body,
          hidden.authorName,
          hidden.authorEmail,
          `comment-${hidden.number}"`,
          `"id":${hidden.number},`,
          `value="${hidden.number}"`,
          hashOf(hidden),
        );
      }
    }
    const urls = [
      `/sites/default/threads/${thread.key}`,
      `/api/v1/sites/default/threads/${thread.key}/comments`,
      '/api/v1/sites/default/threads/1/comments?limit=200',
      '/example/',
      '/example/english/',
      ...Array.from({ length: 60 }, (_, n) => `/sites/default/threads/${thread.key}?replytocom=${n}`),
      ...Array.from(
        { length: 60 },
        (_, n) => `/example/english/?unapproved=${n}&moderation-hash=${'0'.repeat(32)}`,
      ),
    ];
    for (const url of urls) {
      const { body, headers } = await app.inject({ url });
      const answer = body + JSON.stringify(headers);
      expect([url, secrets.filter((secret) => answer.includes(secret))]).toEqual([url, []]);
    }
  });
});

let word = 0;

/** A body, a name and an e-mail that occur nowhere else. */
function words(kind: string) {
  word += 1;
  return {
    body: `${kind}-body-${word}`,
    name: `${kind}-name-${word}`,
    email: `${kind}-mail-${word}@hidden.example`,
  };
}
