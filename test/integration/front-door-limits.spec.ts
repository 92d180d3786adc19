import { gzipSync } from 'node:zlib';
import type { AddressInfo } from 'node:net';
import { BODY_LIMIT, MAX_FIELDS } from '../../src/http/body.js';
import { JSON_LIMITS } from '../../src/http/json-body.js';
import { MAX_HEADERS } from '../../src/http/request-checks.js';
import { Submission } from '../../src/domain/submission.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { formFields, numberIn } from '../support/comment-form.js';
import type { TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { type FrontDoor, openFrontDoor } from '../support/front-door.js';
import { answerTo, converse, request, statusesIn } from '../support/raw-socket.js';

let door: FrontDoor;
let database: TestDatabase;
let app: TestApp;
let port: number;

beforeAll(async () => {
  door = await openFrontDoor();
  ({ database, app, port } = door);
}, 60_000);

afterAll(() => door.close());

const FORM = '/wp-comments-post.php';
const JSON_DOOR = '/api/v1/sites/default/threads/1/submissions';
const URLENCODED = 'application/x-www-form-urlencoded';

const post = (path: string, type: string, body: string | Buffer, more: string[] = []) =>
  answerTo(port, request([`POST ${path} HTTP/1.1`, `content-type: ${type}`, ...more], body));

const form = (over: Record<string, string | undefined> = {}) =>
  new URLSearchParams(formFields(over)).toString();

/** A form filled up to a length with a field that nobody reads. */
function formOf(bytes: number, over: Record<string, string | undefined> = {}): string {
  const start = `${form(over)}&filler=`;
  return start + 'x'.repeat(bytes - start.length);
}

const stored = () => database.dataSource.getRepository(Submission).count();

describe('the size of a body', () => {
  it.each([
    [0, 302],
    [1, 413],
  ])('of a form may be the limit; %i byte more: %i', async (more, status) => {
    expect(statusesIn(await post(FORM, URLENCODED, formOf(BODY_LIMIT + more)))).toEqual([status]);
  });

  it.each([
    [0, 302],
    [1, 413],
  ])('of a form of untold length may be the limit; %i byte more: %i', async (more, status) => {
    const body = formOf(BODY_LIMIT + more);
    const chunks = (body.match(/.{1,60000}/gs) ?? []).map(
      (chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`,
    );
    const answer = await post(FORM, URLENCODED, `${chunks.join('')}0\r\n\r\n`, [
      'transfer-encoding: chunked',
    ]);
    expect(statusesIn(answer)).toEqual([status]);
  });

  it.each([
    [0, 302],
    [1, 413],
  ])('of a multipart form may be the limit, files and all; %i byte more: %i', async (more, status) => {
    const part = (name: string, value: string) =>
      `--b\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    const head =
      Object.entries(formFields())
        .map(([name, value]) => part(name, value))
        .join('') + '--b\r\ncontent-disposition: form-data; name="file"; filename="f"\r\n\r\n';
    const tail = '\r\n--b--\r\n';
    const body = head + 'x'.repeat(BODY_LIMIT + more - head.length - tail.length) + tail;
    expect(statusesIn(await post(FORM, 'multipart/form-data; boundary=b', body))).toEqual([status]);
    const chunked = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
    const told = await post(FORM, 'multipart/form-data; boundary=b', chunked, ['transfer-encoding: chunked']);
    expect(statusesIn(told)).toEqual([status === 302 ? 409 : 413]);
  });

  it.each([
    [0, 400],
    [1, 413],
  ])('of JSON may be the limit; %i byte more: %i', async (more, status) => {
    const body = `{"comment":"${'x'.repeat(BODY_LIMIT + more - 14)}"}`;
    expect(statusesIn(await post(JSON_DOOR, 'application/json', body))).toEqual([status]);
  });

  it.each([
    [0, 404],
    [1, 413],
  ])('of a type nobody reads is bounded too; %i byte more: %i', async (more, status) => {
    expect(statusesIn(await post(FORM, 'text/plain', 'x'.repeat(BODY_LIMIT + more)))).toEqual([status]);
  });

  it('an endless file of untold length is not read to its end', async () => {
    const head = '--b\r\ncontent-disposition: form-data; name="file"; filename="f"\r\n\r\n';
    const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
    const { socket, received, closed } = converse(
      port,
      `POST ${FORM} HTTP/1.1\r\nhost: desk.example\r\ncontent-type: multipart/form-data; boundary=b\r\n` +
        `transfer-encoding: chunked\r\n\r\n${head.length.toString(16)}\r\n${head}\r\n`,
    );
    for (let sent = 0; sent < 2 * BODY_LIMIT; sent += 0x10000) socket.write(chunk);
    const dripping = setInterval(() => socket.writable && socket.write(chunk), 100);
    try {
      await closed;
    } finally {
      clearInterval(dripping);
    }
    expect(statusesIn(received())).toEqual([413]);
  });
});

describe('the number of fields', () => {
  const filler = (count: number) => Array.from({ length: count }, (_, n) => `&x${n}=1`).join('');
  const own = Object.keys(formFields()).length;

  it('of a form may be the limit', async () => {
    const body = form() + filler(MAX_FIELDS - own);
    expect(statusesIn(await post(FORM, URLENCODED, body))).toEqual([302]);
  });

  it('of a form may not be more: 413, with the text on the page', async () => {
    const body = form({ comment: 'Kept although refused' }) + filler(MAX_FIELDS - own + 1);
    const answer = await post(FORM, URLENCODED, body);
    expect(statusesIn(answer)).toEqual([413]);
    expect(answer).toContain('Kept although refused');
  });

  it('of a multipart form is the same', async () => {
    const part = (name: string, value: string) =>
      `--b\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    const body = (count: number) =>
      Object.entries(formFields({ comment: `Kept in ${count} parts` }))
        .map(([name, value]) => part(name, value))
        .concat(Array.from({ length: count - own }, (_, n) => part(`x${n}`, '1')))
        .join('') + '--b--\r\n';
    expect(statusesIn(await post(FORM, 'multipart/form-data; boundary=b', body(MAX_FIELDS)))).toEqual([302]);
    const answer = await post(FORM, 'multipart/form-data; boundary=b', body(MAX_FIELDS + 1));
    expect(statusesIn(answer)).toEqual([413]);
    expect(answer).toContain(`Kept in ${MAX_FIELDS + 1} parts`);
  });

  it.each([
    ['deep', `{"comment":${'['.repeat(JSON_LIMITS.depth)}1${']'.repeat(JSON_LIMITS.depth)}}`],
    ['wide', `{${Array.from({ length: 50_000 }, (_, n) => `"m${n}":1`).join(',')}}`],
    ['repetitive', '{"comment":"a","comment":"b"}'],
    ['poisonous', '{"comment":"a","__proto__":{"author":"x"}}'],
    ['not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
  ])('and the form of JSON are bounded: %s', async (_name, body) => {
    const answer = await post(JSON_DOOR, 'application/json', body);
    expect(statusesIn(answer)).toEqual([400]);
    expect(answer.length).toBeLessThan(2_000);
  });
});

describe('the head of a request', () => {
  const get = (lines: string[]) => answerTo(port, request(['GET /healthz HTTP/1.1', ...lines]));

  it('may have as many lines as the limit, and no more: 431', async () => {
    // `request` adds three of its own.
    const lines = (count: number) => Array.from({ length: count - 3 }, (_, n) => `x-${n}: 1`);
    expect(statusesIn(await get(lines(MAX_HEADERS)))).toEqual([200]);
    expect(statusesIn(await get(lines(MAX_HEADERS + 1)))).toEqual([431]);
    expect(statusesIn(await get(lines(3_000)))).toEqual([431]);
  });

  it('may have 16 KiB, whether in headers or in the address: 431', async () => {
    expect(statusesIn(await get([`x-long: ${'x'.repeat(15_000)}`]))).toEqual([200]);
    expect(statusesIn(await get([`x-long: ${'x'.repeat(17_000)}`]))).toEqual([431]);
    const to = (length: number) => answerTo(port, request([`GET /healthz?${'x'.repeat(length)} HTTP/1.1`]));
    expect(statusesIn(await to(15_000))).toEqual([200]);
    expect(statusesIn(await to(17_000))).toEqual([431]);
  });

  it('refuses a form with too many lines with a page', async () => {
    const lines = Array.from({ length: MAX_HEADERS }, (_, n) => `x-${n}: 1`);
    const answer = await post(FORM, URLENCODED, form(), lines);
    expect(statusesIn(answer)).toEqual([415]);
    expect(answer).toContain('go back with your browser');
  });
});

describe('a compressed body', () => {
  it.each(['gzip', 'br', 'deflate', 'identity, gzip', 'x'])('as %s is refused: 415', async (encoding) => {
    const before = await stored();
    const answer = await post(FORM, URLENCODED, gzipSync(form()), [`content-encoding: ${encoding}`]);
    expect(statusesIn(answer)).toEqual([415]);
    expect(answer).toContain('The form could not be read.');
    const json = await post(JSON_DOOR, 'application/json', gzipSync('{}'), [`content-encoding: ${encoding}`]);
    expect(statusesIn(json)).toEqual([415]);
    expect(json.toLowerCase()).toContain('accept-encoding: identity');
    expect(await stored()).toBe(before);
  });

  it('that is none may say so', async () => {
    expect(statusesIn(await post(FORM, URLENCODED, form(), ['content-encoding: identity']))).toEqual([302]);
  });
});

describe('many requests and many connections', () => {
  it('requests sent ahead are answered in their order', async () => {
    const get = (path: string, last = false) =>
      `GET ${path} HTTP/1.1\r\nhost: desk.example\r\n${last ? 'connection: close\r\n' : ''}\r\n`;
    const answer = await answerTo(
      port,
      [get('/healthz'), get('/none'), get('/healthz'), get('/api/v1/session', true)].join(''),
    );
    expect(statusesIn(answer)).toEqual([200, 404, 200, 401]);
  });

  it('a connection is closed after a thousand requests', async () => {
    const { socket, received, closed } = converse(port);
    const one = 'GET /healthz HTTP/1.1\r\nhost: desk.example\r\n\r\n';
    expect(app.app.getHttpServer()).toMatchObject({ maxRequestsPerSocket: 1_000 });
    for (let n = 0; n < 1_001; n++) socket.write(one);
    await closed;
    const statuses = statusesIn(received());
    expect(statuses.filter((status) => status === 200)).toHaveLength(1_000);
  });

  it('connections beyond the limit are closed at once, and others are served', async () => {
    const small = await startApp({ databaseUrl: database.url, env: { MAX_CONNECTIONS: '10' } });
    await small.app.listen(0, '127.0.0.1');
    const at = (small.app.getHttpServer().address() as AddressInfo).port;
    const held = Array.from({ length: 10 }, () => converse(at));
    try {
      await eventually('ten connections', async () => (await connectionsOf(small)) === 10);
      const eleventh = converse(at, 'GET /healthz HTTP/1.1\r\nhost: desk.example\r\n\r\n');
      await eleventh.closed;
      expect(eleventh.received()).toBe('');
      held[0]?.socket.write('GET /healthz HTTP/1.1\r\nhost: desk.example\r\n\r\n');
      await eventually('an answer', () => held[0]?.received());
      expect(statusesIn(held[0]?.received() ?? '')).toEqual([200]);
    } finally {
      for (const { socket } of held) socket.destroy();
      await small.close();
    }
  });
});

describe('slow clients', () => {
  it('have the times that are documented', () => {
    expect(app.app.getHttpServer()).toMatchObject({
      headersTimeout: 10_000,
      requestTimeout: 15_000,
      keepAliveTimeout: 10_000,
      timeout: 30_000,
      maxConnections: 5_000,
    });
  });

  it('do not keep others waiting, and are turned out when their time is over', async () => {
    const server = app.app.getHttpServer() as { headersTimeout: number; requestTimeout: number };
    const before = { headersTimeout: server.headersTimeout, requestTimeout: server.requestTimeout };
    // Until all are there none is turned out, however busy the machine is.
    Object.assign(server, { headersTimeout: 60_000, requestTimeout: 60_000 });
    const starts = [
      `POST ${FORM} HTTP/1.1\r\nhost: desk.example\r\nx-slow: `,
      `POST ${FORM} HTTP/1.1\r\nhost: desk.example\r\ncontent-type: ${URLENCODED}\r\ncontent-length: 100000\r\n\r\ncomment=`,
      `POST ${FORM} HTTP/1.1\r\nhost: desk.example\r\ncontent-type: multipart/form-data; boundary=b\r\ncontent-length: 100000\r\n\r\n--b\r\n`,
      'GET /healthz?',
    ];
    const slow = Array.from({ length: 600 }, (_, n) => converse(port, starts[n % starts.length]));
    const dripping = setInterval(
      () => slow.forEach(({ socket }) => socket.writable && socket.write('a')),
      400,
    );
    try {
      await eventually('all are connected', async () => (await connectionsOf(app)) >= 600, {
        timeoutMs: 50_000,
      });
      for (let n = 0; n < 5; n++) {
        const answer = await post(FORM, URLENCODED, form());
        expect(statusesIn(answer)).toEqual([302]);
      }
      // The check that turns them out looks at these each time.
      Object.assign(server, { headersTimeout: 1, requestTimeout: 1 });
      await Promise.all(slow.map(({ closed }) => closed));
      const statuses = slow.flatMap(({ received }) => statusesIn(received()));
      expect(statuses.filter((status) => status !== 408)).toEqual([]);
    } finally {
      clearInterval(dripping);
      for (const { socket } of slow) socket.destroy();
      Object.assign(server, before);
    }
    expect(
      numberIn(
        await app.inject({
          method: 'POST',
          url: FORM,
          headers: { 'content-type': URLENCODED },
          payload: form(),
        }),
      ),
    ).toBeGreaterThan(0);
  }, 120_000);
});

function connectionsOf({ app: nest }: TestApp): Promise<number> {
  const server = nest.getHttpServer() as {
    getConnections(done: (error: unknown, count: number) => void): void;
  };
  return new Promise((resolve) => server.getConnections((_error, count) => resolve(count)));
}
