import type { PolicyTestResult } from '../../src/contract/policy-api.js';
import type { Site } from '../../src/domain/site.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { given } from '../support/given.js';
import { type ModeratorBrowser, signedInAs } from '../support/moderators.js';

let database: TestDatabase;
let app: TestApp;
let lead: ModeratorBrowser;
let site: Site;

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startApp({ databaseUrl: database.url });
  lead = await signedInAs(app, database.dataSource, 'lead');
  site = await given(database.dataSource).site();
});

afterAll(async () => {
  await app.close();
  await database.destroy();
});

const POLICY = `
lists: { feud: { terms: [バカ] } }
rules:
  - id: feud
    says: { en: Insults, ja: 侮辱 }
    when: { contains: '@feud' }
    then: { action: hold }
  - id: watch
    says: { en: Watched, ja: 試行 }
    when: { signal: links.count, gte: 1 }
    then: { action: reject }
    mode: shadow
`;

const test = (body: object, language = 'en', by = lead) =>
  by.send('POST', `/sites/${site.key}/policy/test`, body, { 'accept-language': language });

it.each([
  ['en', 'Insults'],
  ['ja', '侮辱'],
])('tells in %s what a document makes of a text, and why', async (language, says) => {
  const text = 'お前はバ★カだ https://example.com/';
  const answer = await test({ text, document: POLICY }, language);
  expect(answer.statusCode).toBe(200);
  const result = answer.json<PolicyTestResult>();
  expect(result).toMatchObject({
    outcome: 'hold',
    rule: 'feud',
    matched: [{ rule: 'feud', says }],
    without: [{ rule: 'feud', says, outcome: 'approve' }],
  });
  expect(result.rules.map(({ rule, mode, action }) => [rule, mode, action])).toEqual([
    ['feud', 'live', 'hold'],
    ['watch', 'shadow', null],
  ]);
  for (const { aloud } of result.rules) expect(aloud.length).toBeGreaterThan(10);
  expect(result.spans.map(({ start, end }) => text.slice(start, end))).toContain('バ★カ');
  expect(result.views.squashed).toContain('ばか');
});

it('takes the policy in force, or a version or draft by its number', async () => {
  const rows = given(database.dataSource);
  await rows.policy(site.id, { disallowed_words: ['smithgate'] });
  const { version } = await rows.policy(site.id, { disallowed_words: [] });
  const outcomeOf = async (more: object) =>
    (await test({ text: 'smithgate', ...more })).json<PolicyTestResult>().outcome;
  expect(await outcomeOf({})).toBe('approve');
  expect(await outcomeOf({ version: version - 1 })).toBe('reject');
  const draft = await lead.send('POST', `/sites/${site.key}/policy/drafts`, {
    document: 'disallowed_words: [smithgate]',
  });
  expect(await outcomeOf({ draft: draft.json<{ number: number }>().number })).toBe('reject');
});

it('stores nothing', async () => {
  const count = () =>
    database.dataSource.query('select count(*) from submission union all select count(*) from verdict');
  const before: unknown = await count();
  await test({ text: 'x' });
  expect(await count()).toEqual(before);
});

it('refuses what it cannot try, with one error each', async () => {
  const errorsOf = async (body: object) => {
    const answer = await test(body);
    expect(answer.statusCode).toBe(400);
    return answer.json<{ errors: { field: string }[] }>().errors.map(({ field }) => field);
  };
  expect(await errorsOf({ text: '' })).toEqual(['text']);
  expect(await errorsOf({})).toEqual(['text']);
  expect(await errorsOf({ text: 'x'.repeat(65_526) })).toEqual(['text']);
  expect(await errorsOf({ text: 'x', version: 1, draft: 1 })).toEqual(['document']);
  expect(await errorsOf({ text: 'x', version: 99 })).toEqual(['version']);
  expect(await errorsOf({ text: 'x', draft: 99 })).toEqual(['draft']);
  expect(await errorsOf({ text: 'x', document: 'max_links: many' })).toEqual(['document.max_links']);
});

it('is for leads, and for sites that exist', async () => {
  const moderator = await signedInAs(app, database.dataSource, 'moderator');
  expect((await test({ text: 'x' }, 'en', moderator)).statusCode).toBe(403);
  expect((await lead.send('POST', '/sites/none/policy/test', { text: 'x' })).statusCode).toBe(404);
});
