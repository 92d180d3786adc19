import type { LightMyRequestResponse } from 'fastify';
import type { CreatedToken, Problem, SessionView, TokenView } from '../../src/contract/review-api.js';
import { Moderator } from '../../src/domain/moderator.entity.js';
import { ApiToken, Session } from '../../src/domain/session.entity.js';
import { createModerator, type NewModerator } from '../../src/moderators/create-moderator.js';
import { createToken } from '../../src/moderators/create-token.js';
import { startApp, type TestApp } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import {
  bearerOf,
  cookieOf,
  newModerator,
  ORIGIN,
  PASSWORD,
  postSignIn,
  signedInAs,
} from '../support/moderators.js';

let database: TestDatabase;
let app: TestApp;

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startApp({ databaseUrl: database.url });
});

afterAll(async () => {
  await app.close();
  await database.destroy();
});

const sql = (query: string, parameters: unknown[] = []) => database.dataSource.query(query, parameters);
const getSession = (cookie: string, desk = app) =>
  desk.inject({ method: 'GET', url: '/api/v1/session', headers: { cookie } });

describe('an account', () => {
  const input: NewModerator = {
    email: '  Hanako@Example.ORG ',
    name: ' 山田花子 ',
    role: 'lead',
    password: PASSWORD,
  };
  const create = (over: Partial<NewModerator> = {}) =>
    createModerator(database.dataSource.manager, { ...input, ...over });

  it('has a lower-case e-mail, a trimmed name and an argon2id hash', async () => {
    expect(await create()).toMatchObject({
      kind: 'created',
      moderator: { email: 'hanako@example.org', name: '山田花子', role: 'lead' },
    });
    const { passwordHash } = await database.dataSource
      .getRepository(Moderator)
      .findOneByOrFail({ email: 'hanako@example.org' });
    expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it.each([
    ['email', { email: 'nobody' }],
    ['name', { name: ' ' }],
    ['name', { name: 'a\nb' }],
    ['password', { password: 'elevenchars' }],
    ['password', { password: '十一文字の秘密の言葉で' }],
  ])('with a bad %s is refused, and the field is named', async (field, over) => {
    const result = await create({ email: 'other@example.org', ...over });
    expect(result.kind === 'invalid' && result.error.issues.map(({ path }) => path.join())).toEqual([field]);
  });

  it('takes twelve characters of any script as a password', async () => {
    expect(await create({ email: 'kanji@example.org', password: '十二文字の秘密の言葉です' })).toMatchObject({
      kind: 'created',
    });
  });

  it('is made once, however many ask at once', async () => {
    const results = await Promise.all(
      Array.from({ length: 5 }, () => create({ email: 'race@example.org', password: PASSWORD })),
    );
    expect(results.map(({ kind }) => kind).sort()).toEqual(['created', 'taken', 'taken', 'taken', 'taken']);
  });
});

describe('signing in', () => {
  it('opens a session in a cookie that scripts and other sites do not get', async () => {
    const { id, email, name } = await newModerator(database.dataSource, 'lead');
    const answer = await postSignIn(app, { email: ` ${email.toUpperCase()} ` });
    expect(answer.statusCode).toBe(200);
    const session = answer.json<SessionView>();
    expect(session).toEqual({
      moderator: { id, email, name, role: 'lead' },
      csrfToken: expect.stringMatching(/^[\w-]{43}$/) as string,
    });
    expect(answer.headers['set-cookie']).toMatch(
      /^replydesk_session=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    expect(answer.headers['cache-control']).toBe('no-store');
    expect((await getSession(cookieOf(answer) ?? '')).json()).toEqual(session);
  });

  it('keeps only the hash of the cookie', async () => {
    const { email } = await newModerator(database.dataSource);
    const token = cookieOf(await postSignIn(app, { email }))?.split('=')[1];
    const rows = await database.dataSource.getRepository(Session).find();
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it('over https uses a cookie that is bound to the host', async () => {
    const secure = await startApp({
      databaseUrl: database.url,
      env: { PUBLIC_URL: 'https://desk.example' },
    });
    try {
      const { email } = await newModerator(database.dataSource);
      const headers = { origin: 'https://desk.example' };
      const answer = await postSignIn(secure, { email }, { headers });
      expect(answer.headers['set-cookie']).toMatch(
        /^__Host-replydesk=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
      );
      expect((await getSession(cookieOf(answer) ?? '', secure)).statusCode).toBe(200);
      const renamed = cookieOf(answer)?.replace('__Host-replydesk', 'replydesk_session') ?? '';
      expect((await getSession(renamed, secure)).statusCode).toBe(401);
    } finally {
      await secure.close();
    }
  });

  it('says the same of a wrong password and of an unknown e-mail, in the reader’s language', async () => {
    const { email } = await newModerator(database.dataSource);
    const headers = { 'accept-language': 'ja' };
    const remoteAddress = '198.51.100.1';
    const wrong = await postSignIn(app, { email, password: 'wrong' }, { headers, remoteAddress });
    const unknown = await postSignIn(app, { email: 'x@example.org' }, { headers, remoteAddress });
    expect(wrong.statusCode).toBe(401);
    expect(wrong.json<Problem>().detail).toBe('メールアドレスまたはパスワードが正しくありません。');
    expect([unknown.statusCode, unknown.body]).toEqual([wrong.statusCode, wrong.body]);
    expect(wrong.headers['set-cookie']).toBeUndefined();
  });

  it('looks at a password also when the e-mail is unknown, so that the time tells nothing', async () => {
    const { email } = await newModerator(database.dataSource);
    const timed = async (address: string, network: number) => {
      const start = performance.now();
      await postSignIn(app, { email: address, password: 'wrong' }, { remoteAddress: `198.18.${network}.1` });
      return performance.now() - start;
    };
    const times = { known: [] as number[], unknown: [] as number[] };
    for (let i = 0; i < 5; i++) {
      times.known.push(await timed(email, i));
      times.unknown.push(await timed('nobody-here@example.org', i));
    }
    const least = (list: number[]) => Math.min(...list);
    expect(least(times.unknown)).toBeGreaterThan(least(times.known) / 3);
  });

  it('gives a new id each time: a planted or earlier one leads nowhere', async () => {
    const { email } = await newModerator(database.dataSource);
    const planted = 'replydesk_session=planted-by-somebody-else';
    const first = cookieOf(await postSignIn(app, { email }, { headers: { cookie: planted } })) ?? '';
    expect(first).not.toBe(planted);
    expect((await getSession(planted)).statusCode).toBe(401);
    const second = cookieOf(await postSignIn(app, { email }, { headers: { cookie: first } })) ?? '';
    expect(second).not.toBe(first);
    expect((await getSession(first)).statusCode).toBe(401);
    expect((await getSession(second)).statusCode).toBe(200);
  });

  it('out ends the session on the server and takes the cookie back', async () => {
    const browser = await signedInAs(app, database.dataSource, 'viewer');
    const answer = await browser.send('DELETE', '/session');
    expect(answer.statusCode).toBe(204);
    expect(answer.headers['set-cookie']).toMatch(/^replydesk_session=; Max-Age=0; Path=\//);
    expect((await browser.get('/session')).statusCode).toBe(401);
  });

  it('lasts so many hours after its last use', async () => {
    const browser = await signedInAs(app, database.dataSource, 'viewer');
    const { id } = browser.session.moderator;
    await sql(
      `update session set last_seen_at = now() - interval '2 hours', expires_at = now() + interval '1 hour'
        where moderator_id = $1`,
      [id],
    );
    const used = await browser.get('/session');
    expect(cookieOf(used)).toBe(browser.cookie);
    const [row]: { hours: number }[] = await sql(
      `select round(extract(epoch from expires_at - now()) / 3600)::int as hours from session where moderator_id = $1`,
      [id],
    );
    expect(row?.hours).toBe(24 * 7);
    expect(cookieOf(await browser.get('/session'))).toBeUndefined();
    await sql(`update session set expires_at = now() - interval '1 second' where moderator_id = $1`, [id]);
    expect((await browser.get('/session')).statusCode).toBe(401);
  });

  it.each([
    [{}, ['email', 'password']],
    [{ email: 'a@example.org' }, ['password']],
    [{ email: 1, password: 'x' }, ['email']],
    [{ email: 'a@example.org', password: 'x', role: 'admin' }, ['role']],
  ])('with %j is refused by field', async (payload, fields) => {
    const answer = await app.inject({ method: 'POST', url: '/api/v1/session', payload });
    expect(answer.statusCode).toBe(400);
    expect(answer.json<Problem>().errors?.map(({ field }) => field)).toEqual(fields);
  });

  it('takes JSON only', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const payload = 'email=a%40example.org&password=x';
    const answer = await app.inject({ method: 'POST', url: '/api/v1/session', headers, payload });
    expect(answer.statusCode).toBe(415);
  });
});

describe('the lockout', () => {
  const fail = (email: string, remoteAddress: string) =>
    postSignIn(app, { email, password: 'wrong wrong wrong' }, { remoteAddress });
  const statuses = (answers: LightMyRequestResponse[]) => answers.map(({ statusCode }) => statusCode);
  const openGates = () => sql(`update sign_in_attempt set expire = 0 where key not like 'lockouts%'`);

  async function failing(times: number, attempt: (n: number) => Promise<LightMyRequestResponse>) {
    const answers: LightMyRequestResponse[] = [];
    for (let n = 0; n < times; n++) answers.push(await attempt(n));
    return answers;
  }

  it('lets an account fail five times, then nobody in for a while, growing with each time', async () => {
    const { email } = await newModerator(database.dataSource);
    expect(statuses(await failing(5, (n) => fail(email, `203.0.${n}.1`)))).toEqual(Array(5).fill(401));
    const locked = await postSignIn(app, { email }, { remoteAddress: '203.0.10.1' });
    expect([locked.statusCode, locked.headers['retry-after']]).toEqual([429, '900']);
    expect(locked.json<Problem>().detail).toContain('15 minutes');
    await openGates();
    await failing(5, (n) => fail(email, `203.0.${20 + n}.1`));
    const again = await fail(email, '203.0.30.1');
    expect([again.statusCode, again.headers['retry-after']]).toEqual([429, '1800']);
  });

  it('is the same for an e-mail without account', async () => {
    const answers = await failing(6, (n) => fail('no-account@example.org', `203.1.${n}.1`));
    expect(statuses(answers)).toEqual([401, 401, 401, 401, 401, 429]);
  });

  it('cannot be outrun by many attempts at once', async () => {
    const { email } = await newModerator(database.dataSource);
    const answers = await Promise.all(Array.from({ length: 30 }, (_, n) => fail(email, `203.2.${n}.1`)));
    expect(answers.filter(({ statusCode }) => statusCode === 401)).toHaveLength(5);
    expect(answers.filter(({ statusCode }) => statusCode === 429)).toHaveLength(25);
  });

  it('lets a network fail twenty times, whatever the accounts', async () => {
    const answers = await failing(21, (n) => fail(`many${n}@example.org`, `203.3.0.${n + 1}`));
    expect(statuses(answers)).toEqual([...Array<number>(20).fill(401), 429]);
    const { email } = await newModerator(database.dataSource);
    expect((await postSignIn(app, { email }, { remoteAddress: '203.3.0.99' })).statusCode).toBe(429);
    expect((await postSignIn(app, { email }, { remoteAddress: '203.3.1.99' })).statusCode).toBe(200);
  });

  it('forgets the failures of an account that signs in, and its own attempts cost the network nothing', async () => {
    const { email } = await newModerator(database.dataSource);
    for (let round = 0; round < 8; round++) {
      const answers = await failing(2, () => fail(email, '203.4.0.1'));
      expect(statuses(answers)).toEqual([401, 401]);
      expect((await postSignIn(app, { email }, { remoteAddress: '203.4.0.1' })).statusCode).toBe(200);
    }
  });
});

describe('a bearer token', () => {
  const use = (token: string, more: Record<string, string> = {}) =>
    app.inject({
      method: 'GET',
      url: '/api/v1/session',
      headers: { authorization: `Bearer ${token}`, ...more },
    });

  it('is told once, works without cookie and CSRF token, and ends when it is deleted', async () => {
    const browser = await signedInAs(app, database.dataSource, 'lead');
    const created = await browser.send('POST', '/tokens', { name: 'ticket system' });
    expect(created.statusCode).toBe(201);
    const { token, ...view } = created.json<CreatedToken>();
    expect(token).toMatch(/^rd_[\w-]{43}$/);
    expect((await browser.get('/tokens')).json<TokenView[]>()).toEqual([view]);
    expect(JSON.stringify(await database.dataSource.getRepository(ApiToken).find())).not.toContain(token);

    expect((await use(token)).json()).toEqual({ moderator: browser.session.moderator, csrfToken: '' });
    expect((await browser.send('DELETE', `/tokens/${view.id}`)).statusCode).toBe(204);
    expect((await use(token)).statusCode).toBe(401);
    expect((await browser.send('DELETE', `/tokens/${view.id}`)).statusCode).toBe(404);
  });

  it('notes its use at most once a minute', async () => {
    const { email } = await newModerator(database.dataSource);
    const result = await createToken(database.dataSource.manager, { email, name: 'script' });
    if (result.kind !== 'created') throw new Error(result.kind);
    const used = async () =>
      (await database.dataSource.getRepository(ApiToken).findOneByOrFail({ id: result.id })).lastUsedAt;
    expect(await used()).toBeNull();
    await use(result.token);
    const first = await used();
    expect(first).not.toBeNull();
    await use(result.token);
    expect(await used()).toEqual(first);
    await sql(`update api_token set last_used_at = now() - interval '61 seconds' where id = $1`, [result.id]);
    await use(result.token);
    expect((await used())?.getTime()).toBeGreaterThanOrEqual(first?.getTime() ?? Infinity);
  });

  it('that is wrong lets nobody in, whatever the cookie says', async () => {
    const browser = await signedInAs(app, database.dataSource, 'admin');
    for (const token of ['rd_wrong', '', 'two words']) {
      expect((await use(token, { cookie: browser.cookie })).statusCode).toBe(401);
    }
    const basic = { authorization: 'Basic eDp5', cookie: browser.cookie };
    expect((await app.inject({ url: '/api/v1/session', headers: basic })).statusCode).toBe(200);
  });

  it('cannot make, end or outlive tokens, nor end sessions', async () => {
    const headers = await bearerOf(database.dataSource, 'admin');
    for (const [method, url] of [
      ['POST', '/api/v1/tokens'],
      ['DELETE', '/api/v1/tokens/0190a1b2-0000-7000-8000-000000000000'],
      ['DELETE', '/api/v1/session'],
    ] as const) {
      const answer = await app.inject({ method, url, headers, payload: { name: 'more' } });
      expect([url, answer.statusCode]).toEqual([url, 403]);
    }
  });

  it('belongs to its moderator alone', async () => {
    const [mine, other] = [
      await signedInAs(app, database.dataSource, 'admin'),
      await signedInAs(app, database.dataSource, 'viewer'),
    ];
    const { id } = (await mine.send('POST', '/tokens', { name: 'mine' })).json<CreatedToken>();
    expect((await other.get('/tokens')).json()).toEqual([]);
    expect((await other.send('DELETE', `/tokens/${id}`)).statusCode).toBe(404);
    expect((await mine.get('/tokens')).json()).toHaveLength(1);
  });

  it('is not made for an unknown e-mail', async () => {
    const wish = { email: 'unknown@example.org', name: 'script' };
    expect(await createToken(database.dataSource.manager, wish)).toEqual({ kind: 'unknown-moderator' });
  });

  it('that is made by e-mail finds the account whatever the case', async () => {
    const { email } = await newModerator(database.dataSource);
    const wish = { email: ` ${email.toUpperCase()}`, name: 'script' };
    expect(await createToken(database.dataSource.manager, wish)).toMatchObject({ kind: 'created' });
  });
});

describe('requests of another site', () => {
  it('cannot sign a browser in', async () => {
    const { email } = await newModerator(database.dataSource);
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: ORIGIN, 'sec-fetch-site': 'cross-site' },
    ]) {
      const answer = await postSignIn(app, { email }, { headers });
      expect([answer.statusCode, cookieOf(answer)]).toEqual([403, undefined]);
    }
  });
});
