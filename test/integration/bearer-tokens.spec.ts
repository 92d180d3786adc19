import type { CreatedToken, TokenView } from '../../src/contract/review-api.js';
import { ApiToken } from '../../src/domain/session.entity.js';
import { createToken } from '../../src/moderators/create-token.js';
import { startApp, type TestApp } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { bearerOf, newModerator, signedInAs } from '../support/moderators.js';

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
