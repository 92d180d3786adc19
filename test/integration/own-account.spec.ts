import type { SessionListItem } from '../../src/contract/account-api.js';
import type { Problem, SessionView } from '../../src/contract/review-api.js';
import { startApp, type TestApp } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import {
  bearerOf,
  cookieOf,
  ModeratorBrowser,
  newModerator,
  PASSWORD,
  postSignIn,
} from '../support/moderators.js';
import { growStale } from '../support/second-factor.js';

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

const NEXT = 'another long password';
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

async function signIn(email: string, userAgent = 'test'): Promise<ModeratorBrowser> {
  const answer = await postSignIn(app, { email }, { headers: { 'user-agent': userAgent } });
  return new ModeratorBrowser(app, answer.json<SessionView>(), cookieOf(answer) ?? '');
}

const listOf = async (browser: ModeratorBrowser) =>
  (await browser.get('/account/sessions')).json<SessionListItem[]>();
const isIn = async (browser: ModeratorBrowser) => (await browser.get('/session')).statusCode === 200;

describe('the sessions of a moderator', () => {
  it('are listed with device and shortened network, the own one first', async () => {
    const { email } = await newModerator(database.dataSource);
    const [first] = [await signIn(email, FIREFOX), await signIn(email)];
    const list = await listOf(first);
    expect(list).toHaveLength(2);
    expect(list[0]).toMatchObject({
      current: true,
      device: { browser: 'Firefox', system: 'Linux' },
      network: '192.0.2.0/24',
    });
    expect(list[1]).toMatchObject({ current: false, device: { browser: null, system: null } });
    expect(JSON.stringify(list)).not.toContain('192.0.2.1');
  });

  it('are ended one by one, or all but the own', async () => {
    const { email } = await newModerator(database.dataSource);
    const browsers = [await signIn(email), await signIn(email), await signIn(email)] as const;
    const [mine, other, third] = browsers;
    const { id = '' } = (await listOf(other)).find(({ current }) => current) ?? {};
    expect((await mine.send('DELETE', `/account/sessions/${id}`)).statusCode).toBe(204);
    expect([await isIn(mine), await isIn(other), await isIn(third)]).toEqual([true, false, true]);
    expect((await mine.send('DELETE', '/account/sessions')).statusCode).toBe(204);
    expect([await isIn(mine), await isIn(third)]).toEqual([true, false]);
  });

  it('of somebody else are neither seen nor ended', async () => {
    const mine = await signIn((await newModerator(database.dataSource)).email);
    const foreign = await signIn((await newModerator(database.dataSource, 'admin')).email);
    const [{ id } = { id: '' }] = await listOf(mine);
    expect((await foreign.send('DELETE', `/account/sessions/${id}`)).statusCode).toBe(404);
    expect((await foreign.send('DELETE', '/account/sessions/nonsense')).statusCode).toBe(404);
    expect(await isIn(mine)).toBe(true);
  });

  it('are nothing for scripts', async () => {
    const headers = await bearerOf(database.dataSource, 'admin');
    for (const url of ['/api/v1/account/sessions', '/api/v1/account/second-factor'])
      expect((await app.inject({ url, headers })).statusCode).toBe(403);
  });
});

describe('changing the password', () => {
  const change = (browser: ModeratorBrowser, current: string, password = NEXT) =>
    browser.send('POST', '/account/password', { current, password });

  it('needs the one that counts', async () => {
    const { email } = await newModerator(database.dataSource);
    const browser = await signIn(email);
    const wrong = await change(browser, 'wrong wrong wrong');
    expect([wrong.statusCode, wrong.json<Problem>().errors?.[0]?.field]).toEqual([422, 'current']);
    const short = await change(browser, PASSWORD, 'short');
    expect([short.statusCode, short.json<Problem>().errors?.[0]?.field]).toEqual([400, 'password']);
    expect((await postSignIn(app, { email })).statusCode).toBe(200);
  });

  it('signs all other browsers out and goes on here under a new cookie', async () => {
    const { email } = await newModerator(database.dataSource);
    const [mine, other] = [await signIn(email), await signIn(email)];
    const answer = await change(mine, PASSWORD);
    const after = new ModeratorBrowser(app, answer.json<SessionView>(), cookieOf(answer) ?? '');
    expect([await isIn(mine), await isIn(other), await isIn(after)]).toEqual([false, false, true]);
    expect((await postSignIn(app, { email })).statusCode).toBe(401);
    expect((await postSignIn(app, { email, password: NEXT })).statusCode).toBe(200);
  });

  it('cannot be used to guess it', async () => {
    const browser = await signIn((await newModerator(database.dataSource)).email);
    const statuses: number[] = [];
    for (let n = 0; n < 6; n++) statuses.push((await change(browser, `wrong guess ${n}`)).statusCode);
    expect(statuses).toEqual([422, 422, 422, 422, 422, 429]);
  });
});

describe('a confirmation', () => {
  it('lasts ten minutes, ends the old cookie, and is asked for in the reader’s language', async () => {
    const { email } = await newModerator(database.dataSource);
    const browser = await signIn(email);
    expect((await browser.send('POST', '/tokens', { name: 'fresh from sign-in' })).statusCode).toBe(201);
    await growStale(database.dataSource);
    const refused = await browser.send('POST', '/tokens', { name: 'x' }, { 'accept-language': 'ja' });
    expect([refused.statusCode, refused.json<Problem>().stepUp]).toEqual([403, true]);
    expect(refused.json<Problem>().detail).toContain('ご本人');
    const wrong = await browser.send('POST', '/session/step-up', { password: 'wrong wrong wrong' });
    expect([wrong.statusCode, wrong.json<Problem>().errors?.[0]?.field]).toEqual([422, 'password']);
    const answer = await browser.send('POST', '/session/step-up', { password: PASSWORD });
    const after = new ModeratorBrowser(app, answer.json<SessionView>(), cookieOf(answer) ?? '');
    expect((await after.send('POST', '/tokens', { name: 'x' })).statusCode).toBe(201);
    expect(await isIn(browser)).toBe(false);
  });

  it('cannot be used to guess the password', async () => {
    const browser = await signIn((await newModerator(database.dataSource)).email);
    const statuses: number[] = [];
    for (let n = 0; n < 6; n++) {
      const proof = { password: `wrong guess ${n}` };
      statuses.push((await browser.send('POST', '/session/step-up', proof)).statusCode);
    }
    expect(statuses).toEqual([422, 422, 422, 422, 422, 429]);
  });
});
