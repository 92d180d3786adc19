import fc from 'fast-check';
import type { HTTPMethods, LightMyRequestResponse } from 'fastify';
import { Submission } from '../../src/domain/submission.entity.js';
import type { TestApp } from '../support/app.js';
import { formFields } from '../support/comment-form.js';
import type { TestDatabase } from '../support/database.js';
import { given } from '../support/given.js';
import { type ModeratorBrowser, ORIGIN, signedInAs } from '../support/moderators.js';
import { type FrontDoor, openFrontDoor } from '../support/front-door.js';
import { converse, statusesIn } from '../support/raw-socket.js';

let door: FrontDoor;
let database: TestDatabase;
let app: TestApp;
let moderator: ModeratorBrowser;
let port: number;

beforeAll(async () => {
  door = await openFrontDoor();
  ({ database, app, port } = door);
  moderator = await signedInAs(app, database.dataSource, 'moderator');
}, 60_000);

afterAll(() => door.close());

const FORM = '/wp-comments-post.php';
const JSON_DOOR = '/api/v1/sites/default/threads/1/submissions';
const FIELDS = ['author', 'email', 'url', 'comment'] as const;

/** Text that has broken others. */
const TEXTS: [string, string][] = [
  ['NUL', 'a\0b'],
  ['half a character', 'a\ud800b'],
  ['the other half', '\udc00'],
  ['halves in the wrong order', '\udc00\ud800'],
  ['marks', `a${'\u0301\u0316'.repeat(2_000)}`],
  ['expanding letters', '\ufdfa'.repeat(240)],
  ['a family of families', '👩‍👩‍👧‍👦\u200d'.repeat(60)],
  ['flags', '🇯🇵'.repeat(100)],
  ['turns of direction', '\u202e\u2066\u202dabc\u2069'.repeat(20)],
  ['tags and variation selectors', 'a\u{e0061}\u{e007f}\ufe0f\u{e01ef}'.repeat(30)],
  ['the last code points', '\u{10ffff}\uffff\ufffe\ufdd0'],
  [
    'controls',
    Array.from({ length: 32 }, (_, n) => String.fromCharCode(n)).join('') + '\x7f\x85\u2028\u2029',
  ],
  ['nothing that is seen', '\u3164\u115f\u2800\u200b'.repeat(20)],
];

/** Bytes that are no UTF-8. */
const BYTES: [string, string][] = [
  ['a lone continuation', '%80'],
  ['an overlong slash', '%C0%AF'],
  ['an overlong NUL', '%C0%80'],
  ['a surrogate in UTF-8', '%ED%A0%80'],
  ['beyond the last code point', '%F4%90%80%80'],
  ['five bytes', '%F8%88%80%80%80'],
  ['a cut character', '%E3%81'],
  ['FE and FF', '%FE%FF'],
  ['UTF-16', '%00a%00b'],
];

/** What percent signs stand for, byte by byte. */
function bytesOf(text: string): Buffer {
  const pairs = text.replace(
    /%([0-9A-F]{2})|([^%])/g,
    (_all, hex?: string, char = '') => hex ?? Buffer.from(String(char)).toString('hex'),
  );
  return Buffer.from(pairs, 'hex');
}

const rows = () => database.dataSource.getRepository(Submission);

function expectAnswered({ statusCode }: LightMyRequestResponse, ...told: unknown[]): void {
  expect([...told, statusCode, statusCode < 500]).toEqual([...told, statusCode, true]);
}

async function expectClean(): Promise<void> {
  const all = await rows().find();
  for (const { body, authorName, authorEmail, authorUrl, userAgent } of all) {
    for (const text of [body, authorName, authorEmail, authorUrl, userAgent]) {
      expect(text.isWellFormed()).toBe(true);
      expect(text).not.toContain('\0');
    }
  }
}

describe('strange text', () => {
  it.each(TEXTS)('in a form is refused or stored clean: %s', async (name, text) => {
    for (const field of FIELDS) {
      const fields = { ...formFields(), [field]: text };
      const body = Object.entries(fields)
        .map(([key, value]) => `${key}=${encodeURIComponent(value.toWellFormed())}`)
        .join('&');
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      expectAnswered(await app.inject({ method: 'POST', url: FORM, headers, payload: body }), field, name);
    }
    await expectClean();
  });

  it.each(BYTES)('as bytes in a form is refused or stored clean: %s', async (name, bytes) => {
    for (const raw of [false, true]) {
      for (const field of [...FIELDS, 'comment_parent', 'redirect_to', 'replydesk_key']) {
        const fields = Object.entries(formFields()).filter(([key]) => key !== field);
        const value = `x${bytes}y`;
        const rest = fields.map(([key, text]) => `${key}=${encodeURIComponent(text)}`).join('&');
        const payload = raw
          ? Buffer.concat([Buffer.from(`${rest}&${field}=`), bytesOf(value)])
          : `${rest}&${field}=${value}`;
        const headers = { 'content-type': 'application/x-www-form-urlencoded' };
        expectAnswered(await app.inject({ method: 'POST', url: FORM, headers, payload }), field, name);
      }
    }
    await expectClean();
  });

  it.each(TEXTS)('in JSON is refused or stored clean: %s', async (name, text) => {
    for (const field of FIELDS) {
      const { author, email, url, comment } = formFields();
      const payload = JSON.stringify({ author, email, url, comment, [field]: text });
      const headers = { 'content-type': 'application/json' };
      expectAnswered(await app.inject({ method: 'POST', url: JSON_DOOR, headers, payload }), field, name);
    }
    await expectClean();
  });

  it.each(TEXTS)('at the sign-in, in searches and in notes is answered: %s', async (name, text) => {
    const { id, version } = await given(database.dataSource).heldSubmission();
    const query = encodeURIComponent(text.slice(0, 190).toWellFormed());
    const answers = [
      await app.inject({
        method: 'POST',
        url: '/api/v1/session',
        headers: { origin: ORIGIN },
        payload: { email: text.slice(0, 3_900), password: text.slice(0, 3_900) },
        remoteAddress: `203.0.${TEXTS.findIndex(([other]) => other === name)}.1`,
      }),
      await moderator.get(`/review/submissions?q=${query}`),
      await moderator.get(`/review/submissions?thread=${query}&site=${query}`),
      await moderator.send('POST', `/review/submissions/${id}/decisions`, {
        act: 'reject',
        note: text.slice(0, 1_900),
        version,
      }),
      await moderator.send('POST', '/tokens', { name: text.slice(0, 90) }),
      await app.inject({ url: `/sites/${query}/threads/${query}` }),
      await app.inject({ url: `/api/v1/sites/default/threads/${query}/comments?after=${query}` }),
      await app.inject({ url: '/example/english/', headers: { cookie: `comment_author_x=${query}` } }),
    ];
    for (const [index, answer] of answers.entries()) expectAnswered(answer, index, name);
  });

  it('that fills the whole body with marks neither stops the desk nor is shown at once', async () => {
    const marks = 'a' + '\u0301'.repeat(240_000) + '\u0316'.repeat(240_000);
    const before = process.cpuUsage();
    const answer = await app.inject({
      method: 'POST',
      url: FORM,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: `comment=${marks}&author=A&email=marks%40example.org&comment_post_ID=1`,
    });
    const { user, system } = process.cpuUsage(before);
    expectAnswered(answer);
    // Sorting that many marks takes minutes.
    expect((user + system) / 1e6).toBeLessThan(8);
  });
});

describe('any bytes', () => {
  const bytes = (maxLength: number) => fc.uint8Array({ maxLength }).map((array) => Buffer.from(array));

  it('as a body of any type, at every door, are answered without a fault of ours', async () => {
    const doors: [string, HTTPMethods][] = [
      [FORM, 'POST'],
      [JSON_DOOR, 'POST'],
      ['/api/v1/session', 'POST'],
      ['/api/v1/setup', 'POST'],
    ];
    const types = [
      'application/json',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=b',
      'text/plain',
      'x',
      '',
    ];
    const part = Buffer.from('--b\r\ncontent-disposition: form-data; name="comment"\r\n\r\n');
    const before = process.memoryUsage().rss;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...doors),
        fc.constantFrom(...types),
        fc.oneof(
          bytes(300),
          bytes(300).map((body) => Buffer.concat([part, body, Buffer.from('\r\n--b--\r\n')])),
          bytes(200).map((body) => Buffer.concat([Buffer.from('comment_post_ID=1&comment='), body])),
          bytes(200).map((body) => Buffer.concat([Buffer.from('{"comment":"'), body, Buffer.from('"}')])),
        ),
        async ([url, method], type, payload) => {
          const headers = type === '' ? {} : { 'content-type': type };
          expectAnswered(
            await app.inject({
              method: method as 'POST',
              url,
              headers,
              payload,
              remoteAddress: '192.0.2.200',
            }),
            url,
            type,
          );
        },
      ),
      { numRuns: 400 },
    );
    await expectClean();
    expect((process.memoryUsage().rss - before) / 2 ** 20).toBeLessThan(300);
  });

  it('as any JSON at the doors for scripts are answered without a fault of ours', async () => {
    const value = fc.jsonValue({ maxDepth: 3, noUnicodeString: false });
    const text = fc.string({ unit: 'binary', maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          value,
          fc.record({ author: text, email: text, url: text, comment: text }, { requiredKeys: [] }),
          fc.record({ comment: value, parent: fc.oneof(fc.integer(), fc.double(), text) }),
          fc.record({ email: text, password: text }),
        ),
        fc.constantFrom(JSON_DOOR, '/api/v1/setup'),
        async (body, url) => {
          const headers = { 'content-type': 'application/json' };
          expectAnswered(
            await app.inject({ method: 'POST', url, headers, payload: JSON.stringify(body) }),
            url,
            body,
          );
        },
      ),
      { numRuns: 300 },
    );
    await expectClean();
  });

  it('in headers, cookies and addresses are answered without a fault of ours', async () => {
    const names = [
      'accept',
      'accept-language',
      'cookie',
      'authorization',
      'if-none-match',
      'idempotency-key',
      'origin',
      'referer',
      'user-agent',
      'host',
      'x-forwarded-for',
      'range',
      'content-type',
    ];
    const latin = fc.string({
      unit: fc
        .integer({ min: 0x20, max: 0xff })
        .filter((n) => n !== 0x7f)
        .map((n) => String.fromCharCode(n)),
      maxLength: 80,
    });
    const urls = [
      '/sites/default/threads/1',
      '/api/v1/sites/default/threads/1/comments',
      '/api/v1/session',
      '/example/',
      '/console/',
      FORM,
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.constantFrom(...names), latin, { maxKeys: 4 }),
        fc.constantFrom(...urls),
        fc.string({ unit: 'binary', maxLength: 30 }).map((text) => encodeURIComponent(text.toWellFormed())),
        async (headers, url, query) => {
          expectAnswered(
            await app.inject({ url: `${url}?after=${query}&unapproved=${query}&${query}`, headers }),
            url,
            headers,
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it('on a bare connection leave the process alive', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          bytes(200),
          bytes(60).map((body) =>
            Buffer.concat([Buffer.from('GET /'), body, Buffer.from(' HTTP/1.1\r\nhost: x\r\n\r\n')]),
          ),
          bytes(60).map((body) =>
            Buffer.concat([Buffer.from('GET / HTTP/1.1\r\nhost: x\r\nx-a: '), body, Buffer.from('\r\n\r\n')]),
          ),
        ),
        async (sent) => {
          const { socket, received, closed } = converse(port, sent);
          socket.end();
          await closed;
          expect(statusesIn(received()).filter((status) => status >= 500)).toEqual([]);
        },
      ),
      { numRuns: 100 },
    );
    expect((await app.inject('/healthz')).statusCode).toBe(200);
  });
});
