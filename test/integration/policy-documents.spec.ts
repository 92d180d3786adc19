import type {
  PolicyCheck,
  PolicyDraftDetail,
  PolicyDraftView,
  PolicyTestResult,
  PolicyVersionDetail,
  PolicyVocabulary,
  RuleSamples,
} from '../../src/contract/policy-api.js';
import type { Site } from '../../src/domain/site.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { given } from '../support/given.js';
import { type ModeratorBrowser, signedInAs } from '../support/moderators.js';

let database: TestDatabase;
let app: TestApp;
let lead: ModeratorBrowser;
let viewer: ModeratorBrowser;
let site: Site;
let path: string;

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startApp({ databaseUrl: database.url });
  lead = await signedInAs(app, database.dataSource, 'lead');
  viewer = await signedInAs(app, database.dataSource, 'viewer');
});

beforeEach(async () => {
  site = await given(database.dataSource).site();
  path = `/sites/${site.key}/policy`;
});

afterAll(async () => {
  await app.close();
  await database.destroy();
});

const DOCUMENT = {
  lists: { feud: { terms: ['smithgate'] } },
  rules: [
    {
      id: 'feud',
      says: { en: 'The feud', ja: '論争' },
      when: { contains: '@feud' },
      // oxlint-disable-next-line unicorn/no-thenable -- the language of rules is "when … then …"
      then: { action: 'hold' },
    },
  ],
};

const check = async (document: unknown, language = 'en') =>
  (
    await viewer.send('POST', `${path}/check`, { document }, { 'accept-language': language })
  ).json<PolicyCheck>();

const propose = (more: object) => lead.send('POST', `${path}/drafts`, { document: DOCUMENT, ...more });

describe('a document that is being written', () => {
  it('is read, and its rules are read aloud, without being stored', async () => {
    const found = await check(DOCUMENT);
    expect(found).toMatchObject({ ok: true, problems: [], hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(found.aloud).toEqual([expect.stringContaining('“feud”')]);
    expect((await check(DOCUMENT, 'ja')).aloud).toEqual([expect.stringContaining('「feud」')]);
    expect((await viewer.get(`${path}/drafts`)).json()).toEqual({ drafts: [] });
  });

  it.each([
    ['en', 'too large'],
    ['ja', '大きすぎます'],
  ])('has every fault told with its path and a hint, in %s', async (language, words) => {
    const [rule] = DOCUMENT.rules;
    const found = await check(
      { ...DOCUMENT, max_links: 101, rules: [rule, { ...rule, id: 'No' }] },
      language,
    );
    expect(found).toMatchObject({ ok: false, hash: null });
    expect(found.problems.map(({ path: field }) => field)).toEqual(['max_links', 'rules[1].id']);
    expect(found.problems[0]?.fault).toContain(words);
    for (const { hint } of found.problems) expect(hint).not.toBe('');
    expect(found.aloud).toEqual([expect.any(String), null]);
  });

  it('may be text, and then has lines', async () => {
    expect((await check('mode: policy\nmax_links: many')).problems).toMatchObject([
      { path: 'max_links', line: 2 },
    ]);
  });

  it('is checked for a site that is there', async () => {
    const answer = await viewer.send('POST', '/sites/nowhere/policy/check', { document: {} });
    expect(answer.statusCode).toBe(404);
  });
});

describe('stored documents', () => {
  it('are told to viewers: that in force, a version and a draft by number', async () => {
    const current = (await viewer.get(`${path}/versions/current`)).json<PolicyVersionDetail>();
    expect(current).toMatchObject({ version: 1, inForce: true, note: null });
    expect(Object.keys(current.aloud)).toContain('known-author');
    await given(database.dataSource).policy(site.id, { max_links: 41 });
    expect((await viewer.get(`${path}/versions/1`)).json()).toMatchObject({ version: 1, inForce: false });
    expect((await viewer.get(`${path}/versions/current`)).json()).toMatchObject({
      version: 2,
      document: { max_links: 41 },
    });
    const { number } = (await propose({ note: 'why' })).json<PolicyDraftView>();
    const draft = (await viewer.get(`${path}/drafts/${number}`)).json<PolicyDraftDetail>();
    expect(draft).toMatchObject({ number, note: 'why', publishedAs: null, document: DOCUMENT });
    expect(draft.aloud).toEqual({ feud: expect.any(String) });
  });

  it.each(['versions/9', 'versions/x', 'versions/0', 'drafts/9', 'drafts/current'])(
    'there is no %s',
    async (which) => {
      expect((await viewer.get(`${path}/${which}`)).statusCode).toBe(404);
    },
  );
});

it('stores no draft over one that its author has not seen', async () => {
  const first = (await propose({ after: 0 })).json<PolicyDraftView>();
  const second = await propose({ after: 0 });
  expect([second.statusCode, second.json()]).toMatchObject([
    409,
    { detail: expect.stringContaining(first.createdBy), newest: first },
  ]);
  expect((await propose({ after: first.number })).statusCode).toBe(201);
  expect((await propose({})).statusCode).toBe(201);
});

it('tells what conditions may ask, in the reader’s language', async () => {
  const told = async (language: string) =>
    (await viewer.get('/policy/vocabulary', { 'accept-language': language })).json<PolicyVocabulary>();
  const [en, ja] = [await told('en'), await told('ja')];
  expect(en.facts).toContainEqual({
    name: 'links.count',
    type: 'number',
    says: 'the number of links',
    mayReject: true,
  });
  expect(ja.facts.find(({ name }) => name === 'links.count')?.says).toBe('リンクの数');
  expect(ja.comparisons).toEqual(en.comparisons);
  expect(ja.fields.map(({ name }) => name)).toContain('text');
  expect(en.forms.map(({ name }) => name)).toContain('lookalike');
});

it('tries a text as of a new author, on a page of a language, and tells what each signal points at', async () => {
  const test = async (more: object) =>
    (
      await lead.send('POST', `${path}/test`, { text: 'smithgate こんにちは', document: DOCUMENT, ...more })
    ).json<PolicyTestResult>();
  const known = await test({});
  expect(known.matched.map(({ rule }) => rule)).not.toContain('first-comments');
  const terms = known.signals.find(({ kind }) => kind === 'listed-terms');
  expect(terms?.spans).toEqual([{ start: 0, end: 9 }]);
  expect(known.thresholds).toEqual({ hold: 5, reject: null });
  const added = await test({ author: 'new' });
  expect(added.matched.map(({ rule }) => rule)).toContain('first-comments');
  const text = 'これは日本語で書かれた文章です。';
  const kinds = async (language?: string) =>
    (await test({ text, ...(language === undefined ? {} : { language }) })).signals.map(({ kind }) => kind);
  expect(await kinds('en')).toContain('language');
  expect(await kinds('ja')).not.toContain('language');
  expect(await kinds()).not.toContain('language');
});

it('shows what a rule held for, and what people made of it', async () => {
  const rows = given(database.dataSource);
  const policy = await rows.policy(site.id, {});
  const { id, number } = await rows.submission({ siteId: site.id, body: 'smithgate again' });
  await database.dataSource.query(
    `insert into verdict (id, submission_id, policy_id, outcome, rule, matched, signals, symbols, engine)
     values (gen_random_uuid(), $1, $2, 'approve', 'default', '{}', '[]', '[{"rule":"feud"}]', 'test')`,
    [id, policy.id],
  );
  const samplesOf = async (rule: string) =>
    (await viewer.get(`${path}/rules/${rule}/samples`)).json<RuleSamples>().samples;
  expect(await samplesOf('feud')).toEqual([
    {
      id,
      number: Number(number),
      excerpt: 'smithgate again',
      outcome: 'approve',
      people: null,
      at: expect.any(String),
    },
  ]);
  expect(await samplesOf('other')).toEqual([]);
  expect((await viewer.get('/sites/nowhere/policy/rules/feud/samples')).statusCode).toBe(404);
});
