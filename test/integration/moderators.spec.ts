import type { Problem, SessionView } from '../../src/contract/review-api.js';
import { Moderator } from '../../src/domain/moderator.entity.js';
import { Session } from '../../src/domain/session.entity.js';
import { createModerator, type NewModerator } from '../../src/moderators/create-moderator.js';
import { startApp, type TestApp } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { cookieOf, newModerator, ORIGIN, PASSWORD, postSignIn, signedInAs } from '../support/moderators.js';

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

describe('requests of another site', () => {
  it('cannot sign a browser in', async () => {
    const { email } = await newModerator(database.dataSource);
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: ORIGIN, 'sec-fetch-site': 'cross-site' },
    ];
    for (const headers of foreign) {
      const answer = await postSignIn(app, { email }, { headers });
      expect([answer.statusCode, cookieOf(answer)]).toEqual([403, undefined]);
    }
  });
});
