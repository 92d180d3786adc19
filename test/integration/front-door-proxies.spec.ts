import { JsonLogger } from '../../src/http/json-logger.js';
import { warnOfUntrustedProxy } from '../../src/http/request-checks.js';
import type { Submission } from '../../src/domain/submission.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { expectAccepted, numberIn, postComment } from '../support/comment-form.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { newModerator, postSignIn } from '../support/moderators.js';

let database: TestDatabase;
let direct: TestApp;
let proxied: TestApp;

beforeAll(async () => {
  database = await createTestDatabase();
  direct = await startApp({ databaseUrl: database.url });
  proxied = await startApp({ databaseUrl: database.url, env: { TRUSTED_PROXIES: '10.0.0.0/8' } });
}, 60_000);

afterAll(async () => {
  await direct.close();
  await proxied.close();
  await database.destroy();
});

/** What somebody could say of where a request comes from. */
const FORGED: Record<string, string>[] = [
  { 'x-forwarded-for': '203.0.113.1' },
  { 'x-forwarded-for': '127.0.0.1, 10.0.0.1, 203.0.113.2' },
  { 'x-forwarded-for': 'unknown, "; drop table submission' },
  { 'x-real-ip': '203.0.113.3' },
  { forwarded: 'for=203.0.113.4;host=evil.example;proto=https' },
  { 'x-client-ip': '203.0.113.5', 'true-client-ip': '203.0.113.5', 'cf-connecting-ip': '203.0.113.5' },
  { 'x-forwarded-for': '203.0.113.6', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
];

const storedOf = async (number: number): Promise<Submission> =>
  database.dataSource.getRepository<Submission>('submission').findOneByOrFail({ number });

async function networkOf(
  app: TestApp,
  from: string,
  headers: Record<string, string>,
): Promise<string | null> {
  await database.dataSource.query('delete from flood_gate');
  const { addressHash, networkHash } = await storedOf(
    numberIn(await postComment(app, {}, { from, headers })),
  );
  return `${addressHash} ${networkHash}`;
}

describe('who says to be somewhere else', () => {
  it.each(FORGED)('and comes directly is counted where the connection comes from: %j', async (headers) => {
    const honest = await networkOf(direct, '198.51.100.20', {});
    expect(await networkOf(direct, '198.51.100.20', headers)).toBe(honest);
    expect((await postComment(direct, {}, { from: '198.51.100.20', headers })).statusCode).toBe(429);
  });

  it.each(FORGED)('and comes directly past a proxy that is trusted, too: %j', async (headers) => {
    const honest = await networkOf(proxied, '198.51.100.21', {});
    expect(await networkOf(proxied, '198.51.100.21', headers)).toBe(honest);
  });

  it('and comes by the proxy is counted where the proxy saw the connection', async () => {
    const honest = await networkOf(proxied, '10.0.0.1', { 'x-forwarded-for': '198.51.100.22' });
    for (const before of ['203.0.113.1', '10.0.0.1, 203.0.113.1', 'unknown', '127.0.0.1', '::1', ' ,, ']) {
      const headers = { 'x-forwarded-for': `${before}, 198.51.100.22` };
      expect([before, await networkOf(proxied, '10.0.0.1', headers)]).toEqual([before, honest]);
    }
    for (const more of FORGED.slice(3, 6)) {
      const headers = { 'x-forwarded-for': '198.51.100.22', ...more };
      expect([more, await networkOf(proxied, '10.0.0.1', headers)]).toEqual([more, honest]);
    }
  });

  it('is locked out of the sign-in all the same', async () => {
    const { email } = await newModerator(database.dataSource);
    const statuses: number[] = [];
    for (let n = 0; n < 7; n++) {
      const headers = { 'x-forwarded-for': `203.0.${n}.1`, 'x-real-ip': `203.0.${n}.1` };
      const wish = { remoteAddress: '198.51.100.30', headers };
      statuses.push(
        (await postSignIn(direct, { email: `${n}${email}`, password: 'wrong wrong wrong' }, wish)).statusCode,
      );
    }
    const rows: { points: number }[] = await database.dataSource.query(
      `select points from sign_in_attempt where key like 'network%'`,
    );
    expect(statuses).toEqual(Array(7).fill(401));
    expect(rows).toEqual([{ points: 7 }]);
  });
});

describe('a proxy that is not named', () => {
  it('is told once in the log', async () => {
    const lines: unknown[] = [];
    const hook = warnOfUntrustedProxy({ warn: (line: unknown) => void lines.push(line) });
    const pass = (headers: Record<string, string>) =>
      hook({ headers } as never, undefined as never, () => undefined);
    pass({});
    expect(lines).toEqual([]);
    pass({ 'x-forwarded-for': '203.0.113.1' });
    pass({ 'x-forwarded-for': '203.0.113.2' });
    expect(lines).toEqual([expect.stringContaining('TRUSTED_PROXIES is not set')]);
  });

  it('is told by the application, unless it trusts one', async () => {
    const warn = jest.spyOn(JsonLogger.prototype, 'warn').mockImplementation(() => undefined);
    try {
      for (const [app, times] of [
        [proxied, 0],
        [direct, 1],
      ] as const) {
        const fresh = await startApp({
          databaseUrl: database.url,
          env: { TRUSTED_PROXIES: app.config.http.trustedProxies.join(',') },
        });
        fresh.app.useLogger(new JsonLogger('fatal', 'api'));
        warn.mockClear();
        for (let n = 0; n < 3; n++) {
          await fresh.inject({ url: '/healthz', headers: { 'x-forwarded-for': '203.0.113.9' } });
        }
        expect(warn).toHaveBeenCalledTimes(times);
        await fresh.close();
      }
    } finally {
      warn.mockRestore();
    }
  });
});

describe('a forged host', () => {
  const HOSTS = [
    'evil.example',
    'evil.example:443',
    'desk.example@evil.example',
    'desk.example.evil.example',
  ];
  const lies = (host: string) => ({
    host,
    'x-forwarded-host': host,
    'x-forwarded-proto': 'https',
    forwarded: `host=${host};proto=https`,
    'x-original-url': `http://${host}/`,
    'x-rewrite-url': `http://${host}/`,
  });

  it.each(HOSTS)('%s is in no redirect, link, cookie or policy', async (host) => {
    for (const app of [direct, proxied]) {
      const from = app === proxied ? '10.0.0.1' : '198.51.100.40';
      await database.dataSource.query('delete from flood_gate');
      const answers = [
        await postComment(app, { 'wp-comment-cookies-consent': 'yes' }, { headers: lies(host), from }),
        await postComment(app, { comment: '' }, { headers: lies(host), from }),
        ...(await Promise.all(
          [
            '/',
            '/example/',
            '/example/english/',
            '/sites/default/threads/1',
            '/api/v1/sites/default/threads/1/comments',
            '/console',
            '/console/',
            '/none',
          ].map((url) => app.inject({ url, headers: lies(host), remoteAddress: from })),
        )),
      ];
      expectAccepted(answers[0] as never);
      expect(String(answers[0]?.headers.location)).toMatch(/^http:\/\/desk\.example\//);
      for (const answer of answers) {
        const told = JSON.stringify(answer.headers) + answer.body;
        expect([answer.statusCode, told.includes('evil.example')]).toEqual([answer.statusCode, false]);
      }
    }
  });

  it('is not taken for the desk’s own where no PUBLIC_URL is set', async () => {
    const bare = await startApp({ databaseUrl: database.url, env: { PUBLIC_URL: '' } });
    try {
      for (const host of [...HOSTS, 'localhost.evil.example', '127.0.0.1.evil.example']) {
        const { body } = await bare.inject({
          url: '/api/v1/sites/default/threads/1/comments',
          headers: { host },
        });
        expect([host, body.includes('evil.example')]).toEqual([host, false]);
      }
    } finally {
      await bare.close();
    }
  });
});

describe('what caches may keep', () => {
  const cookie = 'replydesk_session=x';

  it.each([
    ['/api/v1/session', 'no-store'],
    ['/api/v1/review/submissions', 'no-store'],
    ['/api/v1/none', 'no-store'],
    ['/healthz', 'no-store'],
    ['/readyz', 'no-store'],
    ['/sites/default/threads/none', 'no-store'],
    ['/sites/default/threads/1', 'public, max-age=0, must-revalidate'],
    ['/api/v1/sites/default/threads/1/comments', 'public, max-age=0, must-revalidate'],
  ])('of %s is %s', async (url, cacheControl) => {
    const { headers } = await direct.inject({ url, headers: { cookie } });
    expect(headers['cache-control']).toBe(cacheControl);
  });

  it('of a page depends on language and cookies, and nothing of a reader’s own is kept', async () => {
    const page = await direct.inject({ url: '/sites/default/threads/1' });
    expect(page.headers['vary']).toBe('Accept-Language, Cookie');
    const accepted = await postComment(direct, {}, { from: '198.51.100.50' });
    expect(accepted.headers['cache-control']).toContain('no-store');
    const { pathname, search } = new URL(String(accepted.headers.location));
    const own = await direct.inject({ url: `${pathname}${search}` });
    expect(own.headers['cache-control']).toBe('no-store');
    const refused = await postComment(direct, { comment: '' });
    expect(refused.headers['cache-control']).toContain('no-store');
    expect(refused.headers['vary']).toBe('Accept, Accept-Language');
  });
});
