import { verify } from '@node-rs/argon2';
import type { LightMyRequestResponse } from 'fastify';
import { Submission } from '../../src/domain/submission.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { formFields, numberIn, postForm } from '../support/comment-form.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { given } from '../support/given.js';
import { newModerator, postSignIn, signedInAs } from '../support/moderators.js';

jest.mock('@node-rs/argon2', () => {
  const real = jest.requireActual<typeof import('@node-rs/argon2')>('@node-rs/argon2');
  return { ...real, verify: jest.fn(real.verify) };
});

let database: TestDatabase;
let app: TestApp;
let rows: ReturnType<typeof given>;

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startApp({ databaseUrl: database.url });
  rows = given(database.dataSource);
  await database.dataSource.query('update site set flood_seconds = 0');
}, 60_000);

afterAll(async () => {
  await app.close();
  await database.destroy();
});

const FORM = '/wp-comments-post.php';
const stored = () => database.dataSource.getRepository(Submission).count();

/** Everything of an answer that one could compare, but for its time and what is random in a form. */
function told({ statusCode, headers, body }: LightMyRequestResponse, ...names: string[]): string {
  const { date: _date, ...rest } = headers;
  const text = `${statusCode}\n${JSON.stringify(rest)}\n${body}`.replace(
    /(name="replydesk_key" value=")[^"]+/g,
    '$1',
  );
  return names.reduce((left, name) => left.replaceAll(name, '∎'), text);
}

describe('what is missing, forbidden or somebody else’s', () => {
  const thread = async () => {
    const hidden = await rows.thread({ key: '770001', hidden: true });
    await rows.approvedComment({ threadId: hidden.id });
    const foreign = await rows.site();
    await rows.thread({ key: '770002', siteId: foreign.id });
    return ['770001', '770002', '770003'];
  };

  it('gets the same answers as pages and threads', async () => {
    const keys = await thread();
    const asks: ((key: string) => Promise<LightMyRequestResponse>)[] = [
      (key) => app.inject({ url: `/sites/default/threads/${key}` }),
      (key) => app.inject({ method: 'HEAD', url: `/sites/default/threads/${key}` }),
      (key) => app.inject({ url: `/sites/none/threads/${key}` }),
      (key) =>
        app.inject({
          url: `/sites/default/threads/${key}?replytocom=1&unapproved=1&moderation-hash=${'0'.repeat(32)}`,
        }),
      (key) => app.inject({ url: `/api/v1/sites/default/threads/${key}/comments` }),
      (key) =>
        app.inject({
          url: `/api/v1/sites/default/threads/${key}/comments`,
          headers: { 'accept-language': 'ja' },
        }),
      (key) =>
        postForm(app, {
          ...formFields(),
          author: 'A',
          comment: 'x',
          email: 'a@b.example',
          comment_post_ID: key,
        }),
      (key) =>
        app.inject({
          method: 'POST',
          url: `/api/v1/sites/default/threads/${key}/submissions`,
          payload: { comment: 'x', author: 'A', email: 'a@b.example' },
        }),
    ];
    for (const [index, ask] of asks.entries()) {
      const answers = await Promise.all(keys.map(async (key) => told(await ask(key), key)));
      expect([index, new Set(answers).size]).toEqual([index, 1]);
      expect([index, answers[0]?.startsWith('404\n')]).toEqual([index, true]);
    }
  });

  it('gets the same answers as comments to reply to', async () => {
    const open = await rows.thread({ key: '770010' });
    const hidden = await rows.thread({ hidden: true });
    const parents = [
      (await rows.submission({ threadId: open.id })).number,
      (await rows.heldSubmission({ threadId: open.id })).number,
      (await rows.settled('reject', { threadId: open.id })).number,
      (await rows.approvedComment({ threadId: hidden.id })).id,
      (await rows.approvedComment()).id,
      999_999,
    ].map(String);
    const fields = formFields({ comment_post_ID: open.key, author: 'A', comment: 'x', email: 'a@b.example' });
    const forms = await Promise.all(
      parents.map(async (comment_parent) => told(await postForm(app, { ...fields, comment_parent }))),
    );
    expect(new Set(forms.map((text) => text.replace(/value="\d+"/g, '')))).toHaveProperty('size', 1);
    const scripts = await Promise.all(
      parents.map(async (parent) =>
        told(
          await app.inject({
            method: 'POST',
            url: `/api/v1/sites/default/threads/${open.key}/submissions`,
            payload: { comment: 'x', author: 'A', email: 'a@b.example', parent: Number(parent) },
          }),
        ),
      ),
    );
    expect(new Set(scripts)).toHaveProperty('size', 1);
    expect(scripts[0]).toMatch(/^403\n/);
  });

  it('gets the same answers as tokens of moderators', async () => {
    const [one, other] = [
      await signedInAs(app, database.dataSource, 'admin'),
      await signedInAs(app, database.dataSource, 'moderator'),
    ];
    const { id } = (await other.send('POST', '/tokens', { name: 'mine' })).json<{ id: string }>();
    const answers = await Promise.all(
      [id, '0190a1b2-0000-7000-8000-000000000000', 'no-id-at-all'].map(async (of) =>
        told(await one.send('DELETE', `/tokens/${of}`), of),
      ),
    );
    expect(new Set(answers)).toHaveProperty('size', 1);
    expect((await other.get('/tokens')).json()).toHaveLength(1);
  });
});

describe('a form that is sent again', () => {
  const key = () => ({ replydesk_key: `key-${Math.random().toString(36).slice(2)}-0123456789` });

  it('is the same submission, whoever sends it', async () => {
    const fields = formFields(key());
    const first = numberIn(await postForm(app, fields));
    const before = await stored();
    expect(numberIn(await postForm(app, fields))).toBe(first);
    expect(numberIn(await postForm(app, fields, { from: '198.51.100.99' }))).toBe(first);
    expect(await stored()).toBe(before);
  });

  it('with another story or another text is another submission: the key is no right to anything', async () => {
    const thread = await rows.thread({ key: '770020' });
    const fields = formFields(key());
    const first = numberIn(await postForm(app, fields));
    const elsewhere = numberIn(await postForm(app, { ...fields, comment_post_ID: thread.key }));
    const changed = numberIn(await postForm(app, { ...fields, comment: 'Something else' }));
    expect(new Set([first, elsewhere, changed]).size).toBe(3);
    const original = await database.dataSource.getRepository(Submission).findOneByOrFail({ number: first });
    expect(original.body).toBe(fields['comment']);
  });

  it('without its key is refused as a duplicate', async () => {
    const fields = formFields();
    numberIn(await postForm(app, fields));
    expect((await postForm(app, fields)).statusCode).toBe(409);
  });

  it('is the same submission under a key that scripts send, and refused with another body', async () => {
    const post = (comment: string) =>
      app.inject({
        method: 'POST',
        url: '/api/v1/sites/default/threads/1/submissions',
        headers: { 'idempotency-key': 'replayed-key' },
        payload: { comment, author: 'A', email: 'replayed@example.org' },
      });
    const first = await post('Once');
    expect([first.statusCode, (await post('Once')).body]).toEqual([202, first.body]);
    expect((await post('Twice')).statusCode).toBe(422);
  });
});

describe('a form posted by another site', () => {
  const ORIGINS: Record<string, string>[] = [
    {},
    { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site', referer: 'https://evil.example/' },
    { origin: 'null', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' },
    { origin: 'http://desk.example', 'sec-fetch-site': 'same-origin' },
  ];

  it.each(ORIGINS)('brings a reader’s comment and no one’s rights: %j', async (headers) => {
    const browser = await signedInAs(app, database.dataSource, 'admin');
    for (const cookie of [undefined, browser.cookie]) {
      const sent = cookie === undefined ? headers : { ...headers, cookie };
      const answer = await postForm(app, formFields(), { headers: sent });
      const row = await database.dataSource
        .getRepository(Submission)
        .findOneByOrFail({ number: numberIn(answer) });
      expect(row).toMatchObject({ state: 'received', version: 1, reason: null });
      // No page of another site may read the answer, which leads to the text.
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
    }
  });

  it('cannot pass for a script without being asked first', async () => {
    const url = '/api/v1/sites/default/threads/1/submissions';
    const payload = JSON.stringify({ comment: 'x', author: 'A', email: 'simple@example.org' });
    const before = await stored();
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'text/plain; application/json']) {
      const headers = { origin: 'https://evil.example', 'content-type': type };
      const answer = await app.inject({ method: 'POST', url, headers, payload });
      expect([type, answer.statusCode]).toEqual([type, 415]);
    }
    const preflight = await app.inject({
      method: 'OPTIONS',
      url,
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    });
    expect(Object.keys(preflight.headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
    expect(await stored()).toBe(before);
  });

  it.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const)(
    'stores nothing by %s, which a picture or a prefetch may cause',
    async (method) => {
      const before = await stored();
      const query = new URLSearchParams(formFields()).toString();
      const answer = await app.inject({ method, url: `${FORM}?${query}` });
      expect([answer.statusCode, await stored()]).toEqual([405, before]);
    },
  );
});

describe('an attempt to sign in', () => {
  const attempt = async (email: string, remoteAddress: string) => {
    jest.mocked(verify).mockClear();
    const answer = await postSignIn(app, { email, password: 'wrong wrong wrong' }, { remoteAddress });
    const [call] = jest.mocked(verify).mock.calls;
    return {
      told: told(answer),
      // Algorithm and cost; what follows is salt and hash.
      work: jest.mocked(verify).mock.calls.length,
      cost: String(call?.[0]).split('$').slice(0, 4).join('$'),
      password: call?.[1],
    };
  };

  it('with a wrong password takes the same work and says the same, whether or not there is an account', async () => {
    const { email } = await newModerator(database.dataSource);
    const known = await attempt(email, '203.0.1.1');
    expect(known).toMatchObject({
      work: 1,
      cost: '$argon2id$v=19$m=19456,t=2,p=1',
      password: 'wrong wrong wrong',
    });
    for (const [index, unknown] of ['nobody@example.org', 'not an e-mail', '', '\u0000'].entries()) {
      expect(await attempt(unknown, `203.0.${index + 2}.1`)).toEqual(known);
    }
  });

  it('is counted the same, whether or not there is an account', async () => {
    const { email } = await newModerator(database.dataSource);
    for (const [index, name] of [email, 'nobody-else@example.org'].entries()) {
      const statuses: number[] = [];
      for (let n = 0; n < 6; n++) {
        const wish = { remoteAddress: `203.${index + 1}.${n}.1` };
        statuses.push(
          (await postSignIn(app, { email: name, password: 'wrong wrong wrong' }, wish)).statusCode,
        );
      }
      expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
    }
  });
});
