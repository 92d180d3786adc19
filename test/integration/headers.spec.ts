import type { HTTPMethods, LightMyRequestResponse } from 'fastify';
import { startApp, type TestApp } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { given } from '../support/given.js';
import { type ModeratorBrowser, signedInAs } from '../support/moderators.js';

/** Every route is asked, some of them hash passwords. */
jest.setTimeout(60_000);

let database: TestDatabase;
let app: TestApp;
let admin: ModeratorBrowser;
let names: { thread: string; number: string };

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startApp({ databaseUrl: database.url });
  admin = await signedInAs(app, database.dataSource, 'admin');
  const rows = given(database.dataSource);
  const thread = await rows.thread();
  const { id } = await rows.approvedComment({ threadId: thread.id });
  names = { thread: thread.key, number: String(id) };
});

afterAll(async () => {
  await app.close();
  await database.destroy();
});

interface Answered {
  asked: string;
  answer: LightMyRequestResponse;
}

const NOBODY = '0190a1b2-0000-7000-8000-000000000000';

/** The answers of all routes but the stream without end, and signing out; to a stranger, or to who sends these headers. */
async function answers(headers: Record<string, string>): Promise<Answered[]> {
  const found: Answered[] = [];
  for (const { method, url } of app.routes) {
    const asked = url
      .replace(':site', 'default')
      .replace(':thread', names.thread)
      .replace(':number', names.number)
      .replaceAll(/:\w+/g, NOBODY)
      .replace('*', '');
    if (asked.endsWith('/review/events') || (method === 'DELETE' && asked.endsWith('/session'))) continue;
    const answer = await app.inject({ method: method as HTTPMethods & 'GET', url: asked, headers });
    found.push({ asked: `${method} ${asked}`, answer });
  }
  return found;
}

const isHtml = ({ answer }: Answered) => String(answer.headers['content-type']).startsWith('text/html');

it.each(['a stranger', 'an admin'])('whatever %s asks for shields itself', async (who) => {
  const all = await answers(who === 'an admin' ? admin.headers : {});
  expect(all.length).toBeGreaterThan(100);
  const bare = all.filter(
    ({ answer: { headers } }) =>
      headers['x-content-type-options'] !== 'nosniff' || headers['referrer-policy'] === undefined,
  );
  expect(bare.map(({ asked }) => asked)).toEqual([]);

  const pages = all.filter(isHtml);
  expect(pages.length).toBeGreaterThan(5);
  const open = pages.filter(({ answer: { headers } }) => {
    const policy = String(headers['content-security-policy']);
    return (
      !policy.includes("default-src 'none'") ||
      !policy.includes('frame-ancestors') ||
      !policy.includes("base-uri 'none'") ||
      policy.includes("'unsafe-inline'") ||
      policy.includes("'unsafe-eval'")
    );
  });
  expect(open.map(({ asked }) => asked)).toEqual([]);

  const reused = all.filter(
    ({ asked, answer: { headers } }) =>
      / \/api\/v1\/(?!sites\/default\/threads|policy\/schema)/.test(asked) &&
      !String(headers['cache-control']).includes('no-store'),
  );
  expect(reused.map(({ asked }) => asked)).toEqual([]);
});
