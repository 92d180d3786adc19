import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PolicyVersion } from '../../src/domain/policy.entity.js';
import { STARTING_POLICY } from '../../src/sites/starting-policy.js';
import { Site } from '../../src/domain/site.entity.js';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../support/database.js';
import { cliOf } from '../support/terminal.js';

/** Stores and processes are started; a busy machine takes its time. */
jest.setTimeout(30_000);

let database: TestDatabase;
let cli: ReturnType<typeof cliOf>;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
  cli = cliOf({ DATABASE_URL: database.url });
  folder = mkdtempSync(join(tmpdir(), 'replydesk-cli-'));
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await database.destroy();
});

const policies = (key: string) =>
  database.dataSource
    .getRepository(PolicyVersion)
    .find({ where: { site: { key } }, order: { version: 'ASC' } });

describe('site put', () => {
  it('creates a site with its starting policy, and changes only what is given', async () => {
    const created = await cli([
      ...[
        'site',
        'put',
        '--key',
        'news',
        '--name',
        'ニュース',
        '--url',
        'https://news.example/',
        '--locale',
        'ja',
      ],
      ...[
        '--locales',
        'en,ja',
        '--flood-seconds',
        '30',
        '--create-threads',
        'true',
        '--require-name-email',
        'false',
      ],
    ]);
    expect(created).toMatchObject({ code: 0, stdout: 'Created the site "news".' });
    expect(await policies('news')).toMatchObject([{ version: 1, document: STARTING_POLICY }]);

    const changed = await cli(['site', 'put', '--key', 'news', '--flood-seconds', '0', '--json']);
    expect(changed.json()).toMatchObject({
      created: false,
      site: {
        key: 'news',
        name: 'ニュース',
        url: 'https://news.example',
        locale: 'ja',
        locales: ['ja', 'en'],
        floodSeconds: 0,
        createThreads: true,
        requireNameEmail: false,
      },
    });
  });

  it('creates one site when called many times at once', async () => {
    const results = await Promise.all(
      Array.from({ length: 4 }, () => cli(['site', 'put', '--key', 'busy', '--name', 'Busy', '--json'])),
    );
    expect(results.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    expect(results.filter((result) => result.json<{ created: boolean }>().created)).toHaveLength(1);
    expect(await policies('busy')).toHaveLength(1);
  });

  it.each([
    [['--key', 'Not A Key'], '--key'],
    [['--key', 'x', '--flood-seconds', '1.5'], '--flood-seconds is a whole number'],
    [['--key', 'x', '--flood-seconds', '-1'], '--flood-seconds is a whole number'],
    [['--key', 'x', '--locale', 'fr'], '--locale is en or ja'],
    [['--key', 'x', '--locales', 'en,fr'], '--locales is a list such as en,ja'],
    [['--key', 'x', '--url', 'news.example'], '--url is an address'],
    [['--key', 'x', '--create-threads', 'yes'], '--create-threads is true or false'],
    [['--name', 'x'], 'Missing: --key <key>'],
    [['--key', 'x', '--colour', 'red'], 'There is no option --colour'],
    [['--key'], 'This option needs a value: --key <key>'],
  ])('refuses %j as wrong usage and creates nothing', async (args, sentence) => {
    const result = await cli(['site', 'put', ...args]);
    expect(result).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(sentence) });
    expect(await database.dataSource.getRepository(Site).findOneBy({ key: 'x' })).toBeNull();
  });

  it('lists the sites', async () => {
    const { stdout } = await cli(['site', 'list']);
    expect(stdout.split('\n')[0]).toMatch(/^KEY +NAME +URL/);
    expect(stdout).toMatch(/^news +ニュース +https:\/\/news\.example +ja,en +0 +true +false +-$/m);
  });
});

describe('thread put', () => {
  it('creates a thread and changes only what is given', async () => {
    const put = (...args: string[]) =>
      cli(['thread', 'put', '--site', 'default', '--key', '101', ...args, '--json']);
    expect((await put('--title', 'T', '--url', '/t/', '--locale', 'ja')).json()).toMatchObject({
      created: true,
    });
    expect((await put('--closed', '--hidden')).json()).toMatchObject({
      created: false,
      thread: { key: '101', title: 'T', url: '/t/', locale: 'ja', closed: true, hidden: true },
    });
    expect((await put('--open', '--visible', '--url', '', '--locale', '')).json()).toMatchObject({
      thread: { title: 'T', url: null, locale: null, closed: false, hidden: false },
    });
    const list = await cli(['thread', 'list', '--site', 'default', '--json']);
    expect(list.json<{ threads: { key: string }[] }>().threads.map(({ key }) => key)).toContain('101');
  });

  it.each([
    [['--site', 'nowhere', '--key', '1', '--title', 'T'], 1, 'There is no site "nowhere"'],
    [['--site', 'default', '--key', 'new'], 2, 'a new thread needs --title'],
    [['--site', 'default', '--key', ' 1', '--title', 'T'], 2, '--key'],
    [
      ['--site', 'default', '--key', '7', '--title', 'T', '--url', '//evil.example'],
      2,
      '--url is an address',
    ],
    [
      ['--site', 'default', '--key', '7', '--title', 'T', '--url', 'javascript:alert(1)'],
      2,
      '--url is an address',
    ],
    [
      ['--site', 'default', '--key', '1', '--closed', '--open'],
      2,
      '--closed and --open cannot be used together',
    ],
  ])('refuses %j', async (args, code, sentence) => {
    const result = await cli(['thread', 'put', ...args]);
    expect(result).toMatchObject({ code, stdout: '', stderr: expect.stringContaining(sentence) });
  });
});

describe('migrate', () => {
  it('sets an empty database up, once', async () => {
    const empty = await createEmptyDatabase();
    try {
      const env = { DATABASE_URL: empty.url };
      const unprepared = await cli(['site', 'list'], { env: { ...env, REPLYDESK_MIGRATE: 'false' } });
      expect(unprepared).toMatchObject({ code: 1, stderr: expect.stringContaining('replydesk migrate') });
      const first = await cli(['migrate', '--json'], { env: { ...env, REPLYDESK_MIGRATE: 'false' } });
      expect(first.json()).toMatchObject({ migrated: expect.arrayContaining(['Start1795000000001']) });
      expect(await cli(['migrate'], { env })).toMatchObject({
        code: 0,
        stdout: 'The database is up to date.',
      });
      expect((await cli(['site', 'list', '--json'], { env })).json()).toMatchObject({
        sites: [{ key: 'default' }],
      });
    } finally {
      await empty.drop();
    }
  });
});

describe('the command line', () => {
  it('tells every wrong variable in a sentence and does nothing', async () => {
    const result = await cli(['site', 'list'], { env: { PORT: 'x', REDIS_URL: 'localhost' } });
    expect(result).toMatchObject({ code: 1, stdout: '' });
    expect(result.stderr.split('\n')).toEqual([
      expect.stringMatching(/^PORT must be a number\. Example: PORT=3000$/),
      expect.stringMatching(/^REDIS_URL must be a URL such as .+ Example: REDIS_URL=redis:.+$/),
    ]);
  });

  it('says in one line that the database cannot be reached, without the password', async () => {
    const result = await cli(['doctor'], { env: { DATABASE_URL: 'postgres://u:hunter2@127.0.0.1:1/x' } });
    expect(result).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^PostgreSQL at 127\.0\.0\.1:1\/x cannot be used: .+$/),
    });
    expect(result.stderr).not.toContain('hunter2');
  });

  it.each([
    ...['start', 'migrate', 'doctor', 'health', 'site', 'site put', 'site list', 'thread put', 'thread list'],
    ...['moderator create', 'moderator list', 'token create', 'policy get', 'policy set', 'policy check'],
    ...['backup', 'restore'],
  ])('%s explains itself in English and Japanese', async (command) => {
    const args = command.split(' ');
    const english = await cli([...args, '--help']);
    expect(english).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(`Usage: replydesk ${command}`),
    });
    const japanese = await cli([...args, '--help'], { env: { LC_ALL: 'ja_JP.UTF-8', LANG: 'en_US.UTF-8' } });
    expect(japanese.stdout).toMatch(/^使い方: replydesk/);
  });

  it('refuses an unknown command', async () => {
    expect(await cli(['sit'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('There is no command "sit"'),
    });
    expect(await cli(['start', 'everything'])).toMatchObject({ code: 2 });
    expect(await cli(['health'])).toMatchObject({ code: 2 });
  });

  it('runs from any folder through a link, as npx calls it', async () => {
    const link = join(folder, 'replydesk');
    symlinkSync(join(__dirname, '../../bin/replydesk.mjs'), link);
    const { stdout } = await promisify(execFile)(process.execPath, [link, '--version'], { cwd: folder });
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  }, 120_000);
});
