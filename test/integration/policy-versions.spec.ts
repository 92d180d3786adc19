import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PolicyDraftView, PolicyVersions, PolicyVersionView } from '../../src/contract/policy-api.js';
import { startApp, type TestApp } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { given } from '../support/given.js';
import { newModerator, signedInAs } from '../support/moderators.js';
import { cliOf } from '../support/terminal.js';

/** Stores and processes are started; a busy machine takes its time. */
jest.setTimeout(30_000);

let database: TestDatabase;
let cli: ReturnType<typeof cliOf>;
let folder: string;
let counter = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  cli = cliOf({ DATABASE_URL: database.url });
  folder = mkdtempSync(join(tmpdir(), 'replydesk-versions-'));
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await database.destroy();
});

const newSite = async () => (await given(database.dataSource).site()).key;

/** Runs a policy command on a site. */
const policy = (site: string, command: string, ...words: string[]) =>
  cli(['policy', command, '--site', site, ...words, '--json']);

function fileOf(text: string): string {
  counter += 1;
  const file = join(folder, `${counter}.yaml`);
  writeFileSync(file, text);
  return file;
}

async function versionsOf(site: string): Promise<PolicyVersionView[]> {
  return (await policy(site, 'versions')).json<PolicyVersions>().versions;
}

const linksOf = async (site: string) =>
  (await policy(site, 'get')).json<{ document: { max_links: number } }>().document.max_links;

describe('a draft', () => {
  it('is not in force until somebody else than its author publishes it', async () => {
    const site = await newSite();
    const [ann, ben] = [
      await newModerator(database.dataSource, 'lead'),
      await newModerator(database.dataSource, 'admin'),
    ];
    const proposed = await policy(
      site,
      'propose',
      '--file',
      fileOf('max_links: 41'),
      '--by',
      ann.email,
      '--note',
      'why',
    );
    expect(proposed.json()).toMatchObject({ draft: { number: 1, note: 'why', createdBy: ann.email } });
    expect(await linksOf(site)).not.toBe(41);

    const alone = await policy(site, 'publish', '--draft', '1', '--by', ann.email);
    expect(alone).toMatchObject({ code: 1, stderr: expect.stringContaining(ann.email) });
    expect(await policy(site, 'publish', '--draft', '1')).toMatchObject({ code: 1 });
    expect(await versionsOf(site)).toHaveLength(1);

    expect(await policy(site, 'publish', '--draft', '1', '--by', ben.email)).toMatchObject({ code: 0 });
    expect(await linksOf(site)).toBe(41);
    const [now, first] = await versionsOf(site);
    expect(now).toMatchObject({
      version: 2,
      inForce: true,
      createdBy: ann.email,
      publishedBy: ben.email,
      overrideReason: null,
      draft: 1,
    });
    expect(first).toMatchObject({ version: 1, inForce: false });
    expect(await policy(site, 'publish', '--draft', '1', '--by', ben.email)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('version 2'),
    });
  });

  it('is published by one person alone with a reason, which stays in the version and is shown', async () => {
    const site = await newSite();
    await policy(site, 'propose', '--file', fileOf('max_links: 42'));
    const override = ['--override', 'nobody else is awake'];
    expect(await policy(site, 'publish', '--draft', '1', ...override)).toMatchObject({ code: 0 });
    expect((await versionsOf(site))[0]).toMatchObject({
      publishedBy: 'system',
      overrideReason: 'nobody else is awake',
    });
    const { stdout } = await cli(['policy', 'versions', '--site', site]);
    expect(stdout).toContain('nobody else is awake');
  });

  it('is as unchangeable as a version', async () => {
    await policy(await newSite(), 'propose', '--file', fileOf('max_links: 43'));
    for (const change of [
      'update policy_draft set number = 9',
      'delete from policy_draft',
      'truncate policy_draft cascade',
    ])
      await expect(database.dataSource.query(change)).rejects.toThrow(/never changed/);
  });

  it.each([
    [['publish', '--draft', '7'], 1, 'no draft 7'],
    [['publish', '--draft', 'x'], 2, '--draft'],
    [['rollback', '--to', '99'], 1, 'no such version'],
    [['rollback'], 1, 'no such version'],
    [['rollback', '--by', 'nobody@desk.example'], 1, 'There is no account'],
  ])('policy %j is refused', async ([command = '', ...words], code, stderr) => {
    expect(await policy(await newSite(), command, ...words)).toMatchObject({
      code,
      stderr: expect.stringContaining(stderr),
    });
  });

  it('cannot be answered for by an account without the role', async () => {
    const { email } = await newModerator(database.dataSource, 'moderator');
    const refused = await policy(await newSite(), 'rollback', '--by', email);
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('no lead or admin') });
  });
});

it('policy set is an override of the operator, and recorded as one', async () => {
  const site = await newSite();
  await policy(site, 'set', '--file', fileOf('max_links: 44'));
  expect((await versionsOf(site))[0]).toMatchObject({ publishedBy: 'system', overrideReason: 'policy set' });
});

describe('policy rollback', () => {
  it('puts the document before in force again as a new version, and going back twice goes further back', async () => {
    const site = await newSite();
    for (const links of [51, 52, 53]) await policy(site, 'set', '--file', fileOf(`max_links: ${links}`));
    expect((await policy(site, 'rollback')).json()).toMatchObject({ version: 5, restores: 3 });
    expect(await linksOf(site)).toBe(52);
    expect((await policy(site, 'rollback')).json()).toMatchObject({ version: 6, restores: 2 });
    expect(await linksOf(site)).toBe(51);
    expect((await policy(site, 'rollback', '--to', '4')).json()).toMatchObject({ version: 7, restores: 4 });
    expect(await linksOf(site)).toBe(53);
    expect((await policy(site, 'rollback', '--to', '4')).json()).toMatchObject({
      changed: false,
      version: 7,
    });
    const versions = await versionsOf(site);
    expect(versions[0]?.hash).toBe(versions.find(({ version }) => version === 4)?.hash);
  });
});

describe('the API', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp({ databaseUrl: database.url });
  });

  afterAll(() => app.close());

  it('takes a draft from a lead, and another lead puts it in force', async () => {
    const path = `/sites/${await newSite()}/policy`;
    const ann = await signedInAs(app, database.dataSource, 'lead');
    const ben = await signedInAs(app, database.dataSource, 'lead');
    const proposed = await ann.send('POST', `${path}/drafts`, { document: 'max_links: 61', note: 'n' });
    expect(proposed.statusCode).toBe(201);
    const { number } = proposed.json<PolicyDraftView>();
    const publish = `${path}/drafts/${number}/publish`;
    expect((await ann.send('POST', publish, {})).statusCode).toBe(409);
    expect((await ann.send('POST', publish, { override: 'I may' })).statusCode).toBe(403);
    const published = await ben.send('POST', publish, {});
    expect(published.json()).toMatchObject({ version: 2, inForce: true, draft: number });
    expect((await ben.send('POST', publish, {})).statusCode).toBe(409);
    const back = await ben.send('POST', `${path}/rollback`, {});
    expect(back.json()).toMatchObject({ version: 3, restores: 1 });
    const { versions } = (await ann.get(`${path}/versions`)).json<PolicyVersions>();
    expect(versions.map(({ version, inForce }) => [version, inForce])).toEqual([
      [3, true],
      [2, false],
      [1, false],
    ]);
    expect((await ann.get(`${path}/drafts`)).json()).toMatchObject({ drafts: [{ number, publishedAs: 2 }] });
  });

  it('lets an admin publish alone with a reason', async () => {
    const path = `/sites/${await newSite()}/policy`;
    const admin = await signedInAs(app, database.dataSource, 'admin');
    await admin.send('POST', `${path}/drafts`, { document: { max_links: 62 } });
    const published = await admin.send('POST', `${path}/drafts/1/publish`, { override: 'a flood' });
    expect(published.json()).toMatchObject({ version: 2, overrideReason: 'a flood' });
  });

  it('tells everything that is wrong with a document, and what does not exist', async () => {
    const path = `/sites/${await newSite()}/policy`;
    const lead = await signedInAs(app, database.dataSource, 'lead');
    const faulty = await lead.send('POST', `${path}/drafts`, { document: 'maxlinks: 1' });
    expect(faulty.statusCode).toBe(400);
    expect(faulty.json()).toMatchObject({ errors: [{ field: 'document.maxlinks', line: 1 }] });
    for (const [url, body] of [
      [`${path}/drafts/9/publish`, {}],
      [`${path}/drafts/x/publish`, {}],
      [`${path}/rollback`, { to: 9 }],
      ['/sites/nowhere/policy/rollback', {}],
      ['/sites/nowhere/policy/drafts', { document: 'max_links: 1' }],
    ] as const)
      expect([url, (await lead.send('POST', url, body)).statusCode]).toEqual([url, 404]);
    expect((await lead.get('/sites/nowhere/policy/versions')).statusCode).toBe(404);
    expect((await lead.get('/sites/nowhere/policy/drafts')).statusCode).toBe(404);
  });

  it('lets a moderator look and not change', async () => {
    const path = `/sites/${await newSite()}/policy`;
    const moderator = await signedInAs(app, database.dataSource, 'moderator');
    expect((await moderator.get(`${path}/versions`)).statusCode).toBe(200);
    for (const route of ['drafts', 'drafts/1/publish', 'rollback'])
      expect((await moderator.send('POST', `${path}/${route}`, {})).statusCode).toBe(403);
    expect((await app.inject({ method: 'GET', url: `/api/v1${path}/versions` })).statusCode).toBe(401);
  });
});
