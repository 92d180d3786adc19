import type { LightMyRequestResponse } from 'fastify';
import type { RecoveryCodes, SecondFactorStart, SecondFactorView } from '../../src/contract/account-api.js';
import type { CodeNeeded, Problem, SessionView } from '../../src/contract/review-api.js';
import { startApp, type TestApp } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import {
  bearerOf,
  cookieOf,
  ModeratorBrowser,
  newModerator,
  ORIGIN,
  postSignIn,
} from '../support/moderators.js';
import { codeOf, forgetLastCode, growStale } from '../support/second-factor.js';

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

const forgetAttempts = () => database.dataSource.query('delete from sign_in_attempt');

let network = 0;

/** A new moderator, signed in, whose telephone makes codes. */
async function enrolled(on: TestApp = app) {
  network += 1;
  const { email, id } = await newModerator(database.dataSource, 'lead');
  const browser = await browserOf(await postSignIn(on, { email }), on);
  const { secret } = (await browser.send('POST', '/account/second-factor')).json<SecondFactorStart>();
  const confirmed = await browser.send('POST', '/account/second-factor/confirm', { code: codeOf(secret) });
  const { codes } = confirmed.json<RecoveryCodes>();
  await forgetLastCode(database.dataSource, email);
  return { id, email, browser, secret, codes, remoteAddress: `203.10.${network}.1` };
}

async function browserOf(answer: LightMyRequestResponse, on: TestApp = app): Promise<ModeratorBrowser> {
  const cookies = [answer.headers['set-cookie']].flat().map((line) => line?.split(';')[0] ?? '');
  const cookie = cookies.find((one) => /^replydesk_session=./.test(one));
  if (cookie === undefined) throw new Error(`no session: ${answer.statusCode} ${answer.body}`);
  return new ModeratorBrowser(on, answer.json<SessionView>(), cookie);
}

const giveCode = (cookie: string, code: string, remoteAddress = '192.0.2.1', on: TestApp = app) =>
  on.inject({
    method: 'POST',
    url: '/api/v1/session/code',
    headers: { cookie, origin: ORIGIN },
    payload: { code },
    remoteAddress,
  });

async function halfSignedIn(one: { email: string; remoteAddress: string }): Promise<string> {
  return cookieOf(await postSignIn(app, one, one)) ?? '';
}

describe('signing in with a second factor', () => {
  it('takes password, then code; in between nothing is open', async () => {
    const one = await enrolled();
    const half = await postSignIn(app, one, one);
    expect([half.statusCode, half.json<CodeNeeded>()]).toEqual([200, { codeNeeded: true }]);
    expect(half.headers['set-cookie']).toMatch(
      /^replydesk_step=[\w-]{43}; Max-Age=300; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    const step = cookieOf(half) ?? '';
    for (const cookie of [step, step.replace('replydesk_step', 'replydesk_session')])
      expect((await app.inject({ url: '/api/v1/session', headers: { cookie } })).statusCode).toBe(401);
    const whole = await giveCode(step, codeOf(one.secret));
    expect(whole.json<SessionView>().moderator.email).toBe(one.email);
    const browser = await browserOf(whole);
    expect((await browser.get('/session')).statusCode).toBe(200);
    expect((await giveCode(step, codeOf(one.secret, 1))).statusCode).toBe(401);
  });

  it('gives a new session id: a planted cookie does not survive it', async () => {
    const one = await enrolled();
    const planted = `${one.browser.cookie}; ${await halfSignedIn(one)}`;
    const browser = await browserOf(await giveCode(planted, codeOf(one.secret)));
    expect(browser.cookie).not.toBe(one.browser.cookie);
    expect((await one.browser.get('/session')).statusCode).toBe(401);
  });

  it('takes each code once, the one before and after too, and none further away', async () => {
    const one = await enrolled();
    const [now, next] = [codeOf(one.secret), codeOf(one.secret, 1)];
    expect((await giveCode(await halfSignedIn(one), now)).statusCode).toBe(200);
    const again = await giveCode(await halfSignedIn(one), now);
    expect([again.statusCode, again.json<Problem>().errors?.[0]?.field]).toEqual([422, 'code']);
    expect((await giveCode(await halfSignedIn(one), codeOf(one.secret, 5))).statusCode).toBe(422);
    await forgetAttempts();
    expect((await giveCode(await halfSignedIn(one), next)).statusCode).toBe(200);
    expect((await giveCode(await halfSignedIn(one), now)).statusCode).toBe(422);
  });

  it('takes a code once, however many send it at once', async () => {
    const one = await enrolled();
    const steps = await Promise.all([halfSignedIn(one), halfSignedIn(one)]);
    const code = codeOf(one.secret);
    const answers = await Promise.all(steps.map((step) => giveCode(step, code)));
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200, 422]));
  });

  it('takes each recovery code once, and counts those left', async () => {
    const one = await enrolled();
    expect(one.codes).toHaveLength(10);
    const [first = ''] = one.codes;
    const browser = await browserOf(await giveCode(await halfSignedIn(one), first.toUpperCase()));
    expect((await giveCode(await halfSignedIn(one), first)).statusCode).toBe(422);
    const view = (await browser.get('/account/second-factor')).json<SecondFactorView>();
    expect(view).toEqual({ on: true, recoveryCodesLeft: 9, required: false });
    const renewed = (
      await browser.send('POST', '/account/second-factor/recovery-codes')
    ).json<RecoveryCodes>();
    expect(renewed.codes).toHaveLength(10);
    expect((await giveCode(await halfSignedIn(one), one.codes[1] ?? '')).statusCode).toBe(422);
    await forgetAttempts();
    expect((await giveCode(await halfSignedIn(one), renewed.codes[1] ?? '')).statusCode).toBe(200);
  });

  it('locks out who guesses codes, and the right password in between forgives nothing', async () => {
    const one = await enrolled();
    const statuses: number[] = [];
    for (let n = 0; n < 3; n++) {
      const half = await postSignIn(app, one, { remoteAddress: `203.11.${n}.1` });
      statuses.push(half.statusCode);
      statuses.push((await giveCode(cookieOf(half) ?? '', '000000', `203.12.${n}.1`)).statusCode);
    }
    expect(statuses).toEqual([200, 422, 200, 422, 200, 429]);
    expect((await postSignIn(app, one, { remoteAddress: '203.13.0.1' })).statusCode).toBe(429);
  });

  it('keeps neither secret nor recovery codes where they can be read', async () => {
    const one = await enrolled();
    const stored = JSON.stringify([
      await database.dataSource.query('select * from second_factor'),
      await database.dataSource.query('select * from recovery_code'),
      await database.dataSource.query('select * from sign_in_step'),
    ]);
    for (const secret of [one.secret, ...one.codes]) expect(stored).not.toContain(secret.replaceAll('-', ''));
  });
});

describe('the second factor', () => {
  it('counts only once a code was given, and is not set up twice', async () => {
    const { email } = await newModerator(database.dataSource);
    const browser = await browserOf(await postSignIn(app, { email }));
    const first = (await browser.send('POST', '/account/second-factor')).json<SecondFactorStart>();
    expect(first.uri).toContain(first.secret);
    expect((await postSignIn(app, { email })).json()).toHaveProperty('csrfToken');
    const begun = (await browser.send('POST', '/account/second-factor')).json<SecondFactorStart>();
    const confirm = (code: string) => browser.send('POST', '/account/second-factor/confirm', { code });
    expect((await confirm(codeOf(first.secret))).statusCode).toBe(422);
    expect((await confirm(codeOf(begun.secret))).statusCode).toBe(200);
    expect((await confirm(codeOf(begun.secret))).statusCode).toBe(422);
    expect((await browser.send('POST', '/account/second-factor')).statusCode).toBe(409);
    expect((await postSignIn(app, { email })).json()).toEqual({ codeNeeded: true });
  });

  it('is switched off after a confirmation only', async () => {
    const { browser, email, secret } = await enrolled();
    await growStale(database.dataSource);
    const refused = await browser.send('DELETE', '/account/second-factor');
    expect([refused.statusCode, refused.json<Problem>().stepUp]).toEqual([403, true]);
    const wrong = await browser.send('POST', '/session/step-up', { code: '000000' });
    expect([wrong.statusCode, wrong.json<Problem>().errors?.[0]?.field]).toEqual([422, 'code']);
    const confirmed = await browserOf(
      await browser.send('POST', '/session/step-up', { code: codeOf(secret) }),
    );
    expect((await browser.get('/session')).statusCode).toBe(401);
    expect((await confirmed.send('DELETE', '/account/second-factor')).statusCode).toBe(204);
    expect((await postSignIn(app, { email })).json()).toHaveProperty('csrfToken');
  });
});

describe('a desk that asks everybody for a second factor', () => {
  let strict: TestApp;

  beforeAll(async () => {
    strict = await startApp({ databaseUrl: database.url, env: { SECOND_FACTOR: 'required' } });
  });
  afterAll(() => strict.close());

  it('opens nothing but enrolment to who has none', async () => {
    const { email } = await newModerator(database.dataSource, 'admin');
    const browser = await browserOf(await postSignIn(strict, { email }), strict);
    expect(browser.session.enrolFirst).toBe(true);
    expect((await browser.get('/session')).json<SessionView>().enrolFirst).toBe(true);
    for (const path of ['/review/counts', '/tokens', '/account/sessions']) {
      const refused = await browser.get(path);
      expect([path, refused.statusCode, refused.json<Problem>().enrolFirst]).toEqual([path, 403, true]);
    }
    const { secret } = (await browser.send('POST', '/account/second-factor')).json<SecondFactorStart>();
    await browser.send('POST', '/account/second-factor/confirm', { code: codeOf(secret) });
    expect((await browser.get('/review/counts')).statusCode).toBe(200);
    expect((await browser.get('/session')).json<SessionView>().enrolFirst).toBeUndefined();
    expect((await browser.send('DELETE', '/account/second-factor')).statusCode).toBe(409);
  });

  it('leaves scripts their tokens', async () => {
    const headers = await bearerOf(database.dataSource, 'viewer');
    expect((await strict.inject({ url: '/api/v1/review/counts', headers })).statusCode).toBe(200);
  });
});
