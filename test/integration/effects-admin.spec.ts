import { randomUUID } from 'node:crypto';
import type { EffectPage, EffectView } from '../../src/contract/effects-api.js';
import { Site } from '../../src/domain/site.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { effectsOf } from '../support/effects.js';
import { given } from '../support/given.js';
import { bearerOf, signedInAs } from '../support/moderators.js';
import { cliOf } from '../support/terminal.js';

/** Stores and processes are started; a busy machine takes its time. */
jest.setTimeout(30_000);

const URL = 'https://news.example/hook';
const SECRET = /whsec_[A-Za-z0-9+/]{43}=/;

let database: TestDatabase;
let rows: ReturnType<typeof given>;
let cli: ReturnType<typeof cliOf>;

beforeAll(async () => {
  database = await createTestDatabase();
  rows = given(database.dataSource);
  cli = cliOf({ DATABASE_URL: database.url });
});

afterAll(() => database.destroy());

const put = (key: string, ...words: string[]) => cli(['site', 'put', '--key', key, ...words]);
const siteOf = (key: string) => database.dataSource.getRepository(Site).findOneByOrFail({ key });

/** Secrets as they are stored; nothing reads them back for people. */
async function secretsOf(key: string): Promise<{ secret: string | null; previous: string | null }> {
  const [row]: { secret: string | null; previous: string | null }[] = await database.dataSource.query(
    'select webhook_secret as secret, webhook_previous_secret as previous from site where key = $1',
    [key],
  );
  if (row === undefined) throw new Error(`no site ${key}`);
  return row;
}

/** As many effects of a new site as wanted, given up. @returns its key and their ids, newest first. */
async function deadLetters(count: number): Promise<{ key: string; ids: string[] }> {
  const { key, id } = await rows.site({ webhookUrl: URL, webhookSecret: 'whsec_x' });
  const ids: string[] = [];
  for (let n = 0; n < count; n++) {
    const [effect] = await effectsOf(database.dataSource, await rows.settled('hold', { siteId: id }));
    ids.unshift(effect?.id ?? '');
  }
  await database.dataSource.query(
    `update outbox set state = 'dead', attempts = 8, tried_at = now(), finished_at = now(),
                       last_error = 'the receiver answered 500'
      where site_id = $1`,
    [id],
  );
  return { key, ids };
}

describe('site put --webhook-url', () => {
  it('makes a secret and prints it once; a change of the address keeps it', async () => {
    const created = await put('first', '--webhook-url', URL);
    expect(created.code).toBe(0);
    const printed = SECRET.exec(created.stdout)?.[0];
    expect(printed).toBe((await secretsOf('first')).secret);
    const changed = await put('first', '--webhook-url', 'https://news.example/other', '--json');
    expect(JSON.parse(changed.stdout)).toMatchObject({
      created: false,
      site: { webhookUrl: 'https://news.example/other' },
    });
    expect(changed.stdout).not.toMatch(/whsec|webhookSecret/);
    expect((await secretsOf('first')).secret).toBe(printed);
    expect((await siteOf('first')).webhookSince).not.toBeNull();
  });

  it('prints the secret of a new webhook as JSON too, and no command tells it again', async () => {
    const created = await put('second', '--webhook-url', URL, '--json');
    expect((JSON.parse(created.stdout) as { webhookSecret: string }).webhookSecret).toMatch(SECRET);
    for (const words of [
      ['site', 'list', '--json'],
      ['site', 'list'],
    ]) {
      const { stdout: out } = await cli(words);
      expect(out).toContain(URL);
      expect(out).not.toContain('whsec');
    }
  });

  it('leaves the webhook alone when it is not mentioned, and removes it with its secrets when it is empty', async () => {
    await put('third', '--webhook-url', URL);
    await put('third', '--name', 'Third');
    expect((await siteOf('third')).webhookUrl).toBe(URL);
    expect((await put('third', '--webhook-url', '')).code).toBe(0);
    expect(await siteOf('third')).toMatchObject({ webhookUrl: null, webhookSince: null });
    expect(await secretsOf('third')).toEqual({ secret: null, previous: null });
  });

  it.each([
    ['http://news.example/hook', 1, 'https://'],
    ['https://user:pass@news.example/', 1, 'name or password'],
    ['https://10.0.0.1/hook', 1, 'EFFECTS_ALLOW_PRIVATE'],
    ['https://[::ffff:169.254.169.254]/', 1, 'private or reserved'],
    ['gopher://news.example/', 2, '--webhook-url'],
    ['news', 2, '--webhook-url'],
  ])('refuses %s, and changes nothing', async (url, code, sentence) => {
    const refused = await put('never', '--webhook-url', url);
    expect([refused.code, refused.stdout]).toEqual([code, '']);
    expect(refused.stderr).toContain(sentence);
    expect(await database.dataSource.getRepository(Site).countBy({ key: 'never' })).toBe(0);
  });

  it('lets in a private receiver where the environment says so', async () => {
    const env = { EFFECTS_ALLOW_PRIVATE: 'true', EFFECTS_ALLOW_HTTP: 'true' };
    const words = ['site', 'put', '--key', 'inside', '--webhook-url', 'http://10.0.0.1:8080/hook'];
    expect((await cli(words, { env })).code).toBe(0);
  });
});

describe('site rotate-webhook-secret', () => {
  const rotate = (key: string, ...words: string[]) =>
    cli(['site', 'rotate-webhook-secret', '--key', key, ...words]);

  it('prints a new secret and keeps the old one for a day', async () => {
    await put('rotating', '--webhook-url', URL);
    const { secret: old } = await secretsOf('rotating');
    const rotated = await rotate('rotating', '--json');
    const { webhookSecret, previousUntil } = JSON.parse(rotated.stdout) as Record<string, string>;
    expect(await secretsOf('rotating')).toEqual({ secret: webhookSecret, previous: old });
    expect(webhookSecret).not.toBe(old);
    expect((Date.parse(String(previousUntil)) - Date.now()) / 3_600_000).toBeCloseTo(24, 1);
  });

  it('says so where there is no webhook, no site, or no sense in the hours', async () => {
    await put('without');
    expect(await rotate('without')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('has no webhook'),
    });
    expect(await rotate('nobody')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('no site "nobody"'),
    });
    expect(await rotate('without', '--overlap-hours', '-1')).toMatchObject({ code: 2 });
  });
});

describe('effect list and effect replay', () => {
  it('lists dead letters of a site, and starts one or all of them again under the same id', async () => {
    const { key, ids } = await deadLetters(3);
    const list = async (...words: string[]) => {
      const { stdout: out } = await cli(['effect', 'list', '--site', key, '--json', ...words]);
      return (JSON.parse(out) as { effects: EffectView[] }).effects.map(({ id }) => id);
    };
    expect(await list()).toEqual(ids);
    expect(await list('--limit', '1')).toEqual(ids.slice(0, 1));
    const table = await cli(['effect', 'list', '--site', key]);
    expect(table.stdout).toContain('the receiver answered 500');
    expect((await cli(['effect', 'replay', String(ids[1])])).stdout).toBe('1 effect is tried again.');
    expect(await list('--state', 'pending')).toEqual([ids[1]]);
    expect(
      JSON.parse((await cli(['effect', 'replay', '--all-dead', '--site', key, '--json'])).stdout),
    ).toEqual({
      replayed: 2,
    });
    expect(await list('--state', 'pending')).toEqual(ids);
    expect(await list()).toEqual([]);
    expect((await cli(['effect', 'replay', '--all-dead', '--site', key])).stdout).toBe(
      'There is nothing to try again.',
    );
  });

  it('refuses what is unknown, under way, or said in two ways', async () => {
    const { ids } = await deadLetters(1);
    const [id = ''] = ids;
    await database.dataSource.query(`update outbox set state = 'pending', queued_at = now() where id = $1`, [
      id,
    ]);
    expect(await cli(['effect', 'replay', id])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('just being tried'),
    });
    expect(await cli(['effect', 'replay', randomUUID()])).toMatchObject({ code: 1 });
    expect(await cli(['effect', 'replay', 'x'])).toMatchObject({ code: 1 });
    expect(await cli(['effect', 'replay'])).toMatchObject({ code: 2 });
    expect(await cli(['effect', 'replay', id, '--all-dead'])).toMatchObject({ code: 2 });
    expect(await cli(['effect', 'list', '--state', 'lost'])).toMatchObject({ code: 2 });
  });

  it('speaks Japanese', async () => {
    const { stdout: out } = await cli(['effect', 'list'], { env: { LANG: 'ja_JP.UTF-8' } });
    expect(out).toContain('試行回数');
  });
});

describe('GET /api/v1/effects', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp({ databaseUrl: database.url });
  });

  afterAll(() => app.close());

  it('shows admins the dead letters page by page, newest first', async () => {
    const { key, ids } = await deadLetters(5);
    const headers = await bearerOf(database.dataSource, 'admin');
    const seen: EffectView[] = [];
    let cursor = '';
    do {
      const url = `/api/v1/effects?state=dead&site=${key}&limit=2&cursor=${cursor}`;
      const page = (await app.inject({ method: 'GET', url, headers })).json<EffectPage>();
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.items);
      cursor = page.next ?? '';
    } while (cursor !== '');
    expect(seen.map(({ id }) => id)).toEqual(ids);
    expect(seen[0]).toMatchObject({
      kind: 'webhook',
      state: 'dead',
      site: key,
      attempts: 8,
      lastError: 'the receiver answered 500',
      dueAt: null,
    });
  });

  it.each(['state=lost', 'limit=0', 'limit=101', 'cursor=x', 'page=2'])('refuses %s', async (query) => {
    const headers = await bearerOf(database.dataSource, 'admin');
    const answer = await app.inject({ method: 'GET', url: `/api/v1/effects?${query}`, headers });
    expect(answer.statusCode).toBe(400);
  });

  it('lets in admins only, to look and to replay', async () => {
    const { ids } = await deadLetters(1);
    const replay = `/api/v1/effects/${ids[0]}/replay`;
    for (const headers of [{}, await bearerOf(database.dataSource, 'lead')]) {
      const expected = 'authorization' in headers ? 403 : 401;
      expect((await app.inject({ method: 'GET', url: '/api/v1/effects', headers })).statusCode).toBe(
        expected,
      );
      expect((await app.inject({ method: 'POST', url: replay, headers })).statusCode).toBe(expected);
    }
  });

  it('replays one, with all its tries and the same id', async () => {
    const { ids } = await deadLetters(1);
    const admin = await signedInAs(app, database.dataSource, 'admin');
    const replayed = await admin.send('POST', `/effects/${ids[0]}/replay`);
    expect(replayed.statusCode).toBe(200);
    expect(replayed.json<EffectView>()).toMatchObject({
      id: ids[0],
      state: 'pending',
      attempts: 0,
      finishedAt: null,
    });
    expect((await admin.send('POST', `/effects/${randomUUID()}/replay`)).statusCode).toBe(404);
    expect((await admin.send('POST', '/effects/x/replay')).statusCode).toBe(404);
  });
});
