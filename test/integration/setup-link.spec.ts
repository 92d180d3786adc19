import type { Problem, SessionView } from '../../src/contract/review-api.js';
import { Moderator } from '../../src/domain/moderator.entity.js';
import { issueSetupLink } from '../../src/moderators/issue-setup-link.js';
import { startApp, type TestApp } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { cookieOf, newModerator, ORIGIN, PASSWORD } from '../support/moderators.js';

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

beforeEach(() => database.dataSource.query('delete from moderator'));

async function issued(): Promise<string> {
  const token = await issueSetupLink(database.dataSource);
  if (token === null) throw new Error('there is an admin');
  return token;
}

const setUp = (token: string, over: object = {}) =>
  app.inject({
    method: 'POST',
    url: '/api/v1/setup',
    headers: { origin: ORIGIN },
    payload: { token, email: 'first@example.org', name: 'First', password: PASSWORD, ...over },
  });

const admins = () => database.dataSource.getRepository(Moderator).countBy({ role: 'admin' });

describe('the one-time link', () => {
  it('creates the first admin, signed in', async () => {
    const answer = await setUp(await issued());
    expect(answer.statusCode).toBe(200);
    expect(answer.json<SessionView>().moderator).toMatchObject({ email: 'first@example.org', role: 'admin' });
    const headers = { cookie: cookieOf(answer) ?? '' };
    expect((await app.inject({ url: '/api/v1/session', headers })).statusCode).toBe(200);
  });

  it('works once', async () => {
    const token = await issued();
    await setUp(token);
    const again = await setUp(token, { email: 'second@example.org' });
    expect([again.statusCode, await admins()]).toEqual([404, 1]);
  });

  it('makes one admin, however many use it at once', async () => {
    const token = await issued();
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) => setUp(token, { email: `n${n}@example.org` })),
    );
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
    expect(answers.filter(({ statusCode }) => statusCode === 404)).toHaveLength(7);
    expect(await admins()).toBe(1);
  });

  it('is replaced by the next, and there is none once there is an admin', async () => {
    const [first, second] = [await issued(), await issued()];
    expect((await setUp(first)).statusCode).toBe(404);
    expect((await setUp(second)).statusCode).toBe(200);
    expect(await issueSetupLink(database.dataSource)).toBeNull();
  });

  it('is worth nothing when an admin came by another way', async () => {
    const token = await issued();
    await newModerator(database.dataSource, 'admin');
    expect((await setUp(token)).statusCode).toBe(404);
  });

  it.each([
    ['password', { password: 'short' }, 400],
    ['email', { email: 'nobody' }, 400],
    ['name', { name: '' }, 400],
    ['role', { role: 'admin' }, 400],
  ])('survives a bad %s', async (field, over, status) => {
    const token = await issued();
    const refused = await setUp(token, over);
    expect(refused.statusCode).toBe(status);
    expect(refused.json<Problem>().errors?.map((error) => error.field)).toEqual([field]);
    expect((await setUp(token)).statusCode).toBe(200);
  });

  it('survives an e-mail that has an account', async () => {
    const token = await issued();
    const { email } = await newModerator(database.dataSource, 'viewer');
    const refused = await setUp(token, { email });
    expect([refused.statusCode, refused.json<Problem>().errors?.[0]?.field]).toEqual([422, 'email']);
    expect((await setUp(token)).statusCode).toBe(200);
  });

  it('that is made up leads nowhere', async () => {
    await issued();
    expect([(await setUp('guess')).statusCode, await admins()]).toEqual([404, 0]);
  });
});
