import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Moderator } from '../../src/domain/moderator.entity.js';
import { PolicyVersion } from '../../src/domain/policy.entity.js';
import { STARTING_POLICY } from '../../src/sites/starting-policy.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { given } from '../support/given.js';
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
  await cli(['site', 'put', '--key', 'news']);
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await database.destroy();
});

const policies = (key: string) =>
  database.dataSource
    .getRepository(PolicyVersion)
    .find({ where: { site: { key } }, order: { version: 'ASC' } });

describe('policy', () => {
  it('set writes a new version, and none when nothing changes', async () => {
    const file = join(folder, 'policy.yaml');
    writeFileSync(file, 'max_links: 4\nmoderation_words: [儲かる]\n');
    const set = () => cli(['policy', 'set', '--site', 'news', '--file', file, '--json']);
    expect((await set()).json()).toMatchObject({ changed: true, version: 2 });
    expect((await set()).json()).toMatchObject({ changed: false, version: 2 });
    expect(await policies('news')).toMatchObject([
      { version: 1, document: STARTING_POLICY },
      { version: 2, document: { max_links: 4, moderation_words: ['儲かる'] } },
    ]);
  });

  it('get prints what set takes', async () => {
    const { stdout } = await cli(['policy', 'get', '--site', 'news']);
    expect(stdout).toContain('# Site news, version 2, set by system at ');
    const again = await cli(['policy', 'set', '--site', 'news', '--file', '-'], { stdin: stdout });
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing to change') });
  });

  it('numbers the versions without a gap when set many times at once', async () => {
    await cli(['site', 'put', '--key', 'busy']);
    const results = await Promise.all(
      [11, 12, 13].map((links) =>
        cli(['policy', 'set', '--site', 'busy', '--file', '-'], { stdin: `max_links: ${links}` }),
      ),
    );
    expect(results.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect((await policies('busy')).map(({ version }) => version)).toEqual([1, 2, 3, 4]);
  });

  it('check tells path, line, fault and hint, and changes nothing', async () => {
    const check = (env = {}) =>
      cli(['policy', 'check', '--site', 'news', '--file', '-'], {
        stdin: 'mode: policy\nmax_links: many\n',
        env,
      });
    expect(await check()).toMatchObject({
      code: 1,
      stderr:
        'line 2, max_links: "many" is not a number\n  So many links or more are held, a whole number; 0 = no limit.',
    });
    expect((await check({ LC_ALL: 'ja_JP.UTF-8' })).stderr).toBe(
      '2 行目, max_links: "many" は数値ではありません\n  この数以上のリンクがあると保留します。整数で書いてください(0 = 制限なし)。',
    );
    const fits = await cli(['policy', 'check', '--site', 'news', '--file', '-', '--json'], {
      stdin: 'max_links: 9',
    });
    expect(fits).toMatchObject({ code: 0 });
    expect(fits.json()).toMatchObject({ valid: true, changes: true, inForce: 2 });
    expect(await policies('news')).toHaveLength(2);
  });

  it('check without a document looks at the policy in force', async () => {
    expect(await cli(['policy', 'check', '--site', 'news'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('is in force on "news" as version 2'),
    });
  });

  it('set refuses a document with a fault, and a file that is not there', async () => {
    const faulty = await cli(['policy', 'set', '--site', 'news', '--file', '-', '--json'], {
      stdin: 'maxlinks: 1',
    });
    expect(faulty.code).toBe(1);
    expect(faulty.json()).toMatchObject({ valid: false, problems: [{ path: 'maxlinks', line: 1 }] });
    const absent = await cli(['policy', 'set', '--site', 'news', '--file', join(folder, 'absent')]);
    expect(absent).toMatchObject({ code: 1, stderr: expect.stringContaining('cannot be read') });
    expect(await policies('news')).toHaveLength(2);
  });
});

describe('moderator and token', () => {
  it('creates an account with the password from standard input, once', async () => {
    const create = () =>
      cli(
        [
          'moderator',
          'create',
          '--email',
          'Ann@Example.org',
          '--name',
          'Ann',
          '--role',
          'lead',
          '--password-stdin',
        ],
        {
          stdin: 'correct horse battery\n',
        },
      );
    expect(await create()).toMatchObject({ code: 0, stdout: 'Created the account ann@example.org (lead).' });
    expect(await create()).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('already is an account'),
    });
    const moderator = await database.dataSource
      .getRepository(Moderator)
      .findOneByOrFail({ email: 'ann@example.org' });
    expect(moderator).toMatchObject({ role: 'lead', passwordHash: expect.stringMatching(/^\$argon2id\$/) });
  });

  it('makes up a password where nobody can be asked', async () => {
    const result = await cli([
      'moderator',
      'create',
      '--email',
      'bo@example.org',
      '--name',
      'Bo',
      '--role',
      'admin',
      '--json',
    ]);
    expect(result.json()).toMatchObject({
      moderator: { email: 'bo@example.org', role: 'admin' },
      password: expect.stringMatching(/^[\w-]{24}$/),
    });
  });

  it.each([
    [['--email', 'nobody', '--name', 'N', '--role', 'admin'], '--email'],
    [['--email', 'n@example.org', '--name', 'N', '--role', 'boss'], '--role'],
    [['--email', 'n@example.org', '--name', '', '--role', 'admin'], '--name'],
  ])('refuses %j', async (args, option) => {
    const result = await cli(['moderator', 'create', ...args]);
    expect(result).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(option) });
  });

  it('lists the accounts without anything secret', async () => {
    const { stdout } = await cli(['moderator', 'list', '--json']);
    expect(stdout).toContain('ann@example.org');
    expect(stdout).not.toContain('argon2');
  });

  it('prints a token and nothing else', async () => {
    const result = await cli(['token', 'create', '--email', 'ann@example.org', '--name', 'import']);
    expect(result).toMatchObject({ code: 0, stdout: expect.stringMatching(/^rd_[\w-]{43}$/), stderr: '' });
    const unknown = await cli(['token', 'create', '--email', 'nobody@example.org']);
    expect(unknown).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('There is no account'),
    });
  });
});

describe('doctor', () => {
  it('says balanced with exit code 0, and lists violations with exit code 1', async () => {
    const { dataSource } = database;
    const submission = await given(dataSource).heldSubmission();
    expect(await cli(['doctor'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('accepted 1 = '),
    });

    await dataSource.query('update submission set version = 9 where id = $1', [submission.id]);
    const text = await cli(['doctor'], { env: { LANG: 'ja_JP.UTF-8' } });
    expect(text.code).toBe(1);
    expect(text.stdout).toContain('✗ 状態の変更はすべて記録されています\n    1 件の違反:\n    submission');
    const json = await cli(['doctor', '--json']);
    expect(json.code).toBe(1);
    expect(json.json<{ checks: unknown[] }>().checks).toContainEqual({
      key: 'every-change-is-recorded',
      proves: ['I-11'],
      violations: 1,
      examples: [
        { subject: `submission ${submission.number}`, facts: { id: submission.id, version: 9, records: 1 } },
      ],
    });
    await dataSource.query('update submission set version = 2 where id = $1', [submission.id]);
  });
});
