import type { LightMyRequestResponse } from 'fastify';
import type { Problem } from '../../src/contract/review-api.js';
import { startApp, type TestApp } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { newModerator, postSignIn } from '../support/moderators.js';

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
