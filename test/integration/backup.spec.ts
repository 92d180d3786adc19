import fc from 'fast-check';
import {
  createReadStream,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable, Writable } from 'node:stream';
import { Submission } from '../../src/domain/submission.entity.js';
import { MIGRATIONS } from '../../src/database/migrations/index.js';
import { migrateDatabase } from '../../src/database/prepare-database.js';
import { checkBackup } from '../../src/operations/backup/read-backup.js';
import { type Ask, LEFT_OUT, listTables } from '../../src/operations/backup/tables.js';
import { asDesk, contentsOf, fillDesk, onDatabase, queryOn, withEmptyDatabase } from '../support/backups.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { given } from '../support/given.js';
import { cliOf, type CommandResult } from '../support/terminal.js';

/** Databases are made and filled; a busy machine takes its time. */
jest.setTimeout(60_000);

const SECRET = 'a secret of the environment, long enough';

let database: TestDatabase;
let folder: string;
let cli: ReturnType<typeof cliOf>;
let counter = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'replydesk-backup-'));
  database = await createTestDatabase({ crawl: false });
  cli = cliOf({ DATABASE_URL: database.url });
  await fillDesk(database.dataSource);
});

afterAll(async () => {
  await database.destroy();
  rmSync(folder, { recursive: true });
});

const newFile = () => join(folder, `${(counter += 1)}.tar.gz`);

async function backUp(...args: string[]): Promise<{ file: string; made: CommandResult }> {
  const file = newFile();
  const made = await cli(['backup', '--out', file, ...args]);
  expect(made).toMatchObject({ code: 0, stderr: '' });
  return { file, made };
}

const askOf =
  (url: string): Ask =>
  (text, values) =>
    onDatabase(url, async (client) => (await client.query(text, values)).rows);

describe('a backup', () => {
  it('holds every table, or names it as left out, after every migration', async () => {
    for (let count = 1; count <= MIGRATIONS.length; count += 1) {
      await withEmptyDatabase(async (url) => {
        await asDesk(url, async (dataSource) => {
          dataSource.migrations.splice(count);
          await migrateDatabase(dataSource);
        });
        expect((await listTables(askOf(url))).strange).toEqual([]);
      });
    }
  });

  it('leaves out only tables that there are, each for a reason, and none that anything kept refers to', async () => {
    const tables = await queryOn<{ name: string }>(
      database.url,
      `select table_name as name from information_schema.tables where table_schema = 'public'`,
    );
    expect(tables.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(LEFT_OUT)));
    for (const reason of Object.values(LEFT_OUT)) expect(reason).toMatch(/\w{3,}/);
    const references = await queryOn(
      database.url,
      `select conrelid::regclass as kept from pg_constraint
        where contype = 'f' and confrelid::regclass::text = any($1) and conrelid::regclass::text <> all($1)`,
      [Object.keys(LEFT_OUT)],
    );
    expect(references).toEqual([]);
  });

  it('brings every row back as it was, whatever it holds', async () => {
    const { file } = await backUp();
    await withEmptyDatabase(async (url) => {
      const restored = await cli(['restore', file, '--resume-effects'], { env: { DATABASE_URL: url } });
      expect(restored).toMatchObject({ code: 0, stderr: '' });
      const before = await contentsOf(database.url, Object.keys(LEFT_OUT));
      expect(await contentsOf(url, Object.keys(LEFT_OUT))).toEqual(before);
      for (const [name, rows] of Object.entries(before)) expect([name, rows.length]).not.toEqual([name, 0]);
      const leftOut = await contentsOf(url, Object.keys(before));
      expect(leftOut).toEqual({
        ...Object.fromEntries(Object.keys(LEFT_OUT).map((name) => [name, []])),
        migration: leftOut['migration'],
        queue_tally: expect.any(Array),
      });
      expect(leftOut['migration']).toHaveLength(MIGRATIONS.length);
    });
  });

  it('brings any text back', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 200 }).filter((value) => !value.includes('\0'));
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 200, maxLength: 200 }), async (texts) => {
        const other = await createTestDatabase({ crawl: false });
        try {
          const rows = given(other.dataSource);
          const { id: threadId } = await rows.thread();
          await other.dataSource.query(
            `insert into submission (id, site_id, thread_id, author_name, author_email, author_url, name_key, email_key, body,
                                     user_agent, duplicate_hash, text_hash)
             select gen_random_uuid(), t.site_id, t.id, b.body, b.body, b.body, '', '', b.body, b.body, b.n::text, b.n::text
               from thread t, unnest($2::text[]) with ordinality as b(body, n) where t.id = $1`,
            [threadId, texts],
          );
          const file = newFile();
          expect(await cli(['backup', '--out', file], { env: { DATABASE_URL: other.url } })).toMatchObject({
            code: 0,
          });
          await withEmptyDatabase(async (url) => {
            expect(await cli(['restore', file], { env: { DATABASE_URL: url } })).toMatchObject({ code: 0 });
            const loaded = await queryOn<{ body: string }>(
              url,
              'select body from submission order by duplicate_hash::int',
            );
            expect(loaded.map(({ body }) => body)).toEqual(texts);
          });
        } finally {
          await other.destroy();
        }
      }),
      { numRuns: 1, endOnFailure: true },
    );
  });

  it('is one snapshot: what is stored while it is read is not in it, and nobody waits for it', async () => {
    // More than fits into what stands between the database and a reader who does not read.
    await database.dataSource.query(
      `update submission set user_agent = (select string_agg(md5(random()::text), '') from generate_series(1, 8000))`,
    );
    const gate = new PassThrough({ highWaterMark: 1 });
    const chunks: Buffer[] = [];
    const begun = new Promise<void>((resolve) => {
      gate.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        if (chunks.length === 1) gate.pause();
        resolve();
      });
    });
    const making = cli(['backup', '--out', '-'], { stdout: gate });
    await begun;
    const rows = given(database.dataSource);
    const before = await database.dataSource.getRepository(Submission).count();
    await rows.settled('approve');
    expect(await database.dataSource.getRepository(Submission).count()).toBe(before + 1);
    gate.resume();
    expect(await making).toMatchObject({ code: 0, stdout: '' });
    const { manifest } = await checkBackup(Readable.from(chunks));
    expect(manifest.tables.find(({ name }) => name === 'submission')?.rows).toBe(before);
  });

  it('says what it holds, and warns that it is private', async () => {
    const { made, file } = await backUp();
    expect(made.stdout).toMatch(/^Wrote .+\.tar\.gz \([\d,]+ KiB\), read it back and found it whole\.$/m);
    expect(made.stdout).toMatch(/^ {2}accepted \d+ = received \d+ \+ held \d+ \+ approved/m);
    expect(made.stdout).toContain('personal data and secrets: encrypt it');
    const japanese = await cli(['backup', '--out', newFile()], { env: { LANG: 'ja_JP.UTF-8' } });
    expect(japanese.stdout).toContain('暗号化して保管し');
    const { at, tables } = (await cli(['restore', file, '--check', '--json'])).json<{
      at: string;
      tables: object[];
    }>();
    expect(Date.parse(at)).not.toBeNaN();
    expect(tables).toContainEqual(
      expect.objectContaining({ name: 'submission', sha256: expect.stringMatching(/^\w{64}$/) }),
    );
  });

  it('tells that the secret of the environment is not in it, and never writes it', async () => {
    const file = newFile();
    const made = await cli(['backup', '--out', file], { env: { REPLYDESK_SECRET: SECRET } });
    expect(made.stdout).toContain('REPLYDESK_SECRET is not in it');
    const { manifest } = await checkBackup(createReadStream(file));
    expect(manifest.secretFrom).toBe('environment');
    expect(JSON.stringify(manifest)).not.toContain(SECRET);
    expect((await backUp()).made.stdout).not.toContain('REPLYDESK_SECRET');
  });

  it('leaves tables out that the desk did not make, and says so', async () => {
    await database.dataSource.query('create table "of another program" (id int)');
    try {
      const { made } = await backUp();
      expect(made.stdout).toContain('because the desk did not make them: of another program');
    } finally {
      await database.dataSource.query('drop table "of another program"');
    }
  });

  it('of a database that was never set up, or by a newer desk, is refused', async () => {
    await withEmptyDatabase(async (url) => {
      const out = newFile();
      const env = { DATABASE_URL: url };
      expect(await cli(['backup', '--out', out], { env })).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('replydesk migrate'),
      });
      await cli(['migrate'], { env });
      await queryOn(url, `insert into migration (timestamp, name) values (1, 'Later1')`);
      expect(await cli(['backup', '--out', out], { env })).toMatchObject({
        code: 1,
        stderr: 'A newer version of the desk made this database (Later1); use that version.',
      });
      expect(existsSync(out)).toBe(false);
    });
  });
});

describe('the file', () => {
  it('is for its owner only, and stands alone in its folder', async () => {
    const alone = mkdtempSync(join(folder, 'alone-'));
    await cli(['backup', '--out', join(alone, 'b.tar.gz')]);
    expect(readdirSync(alone)).toEqual(['b.tar.gz']);
    expect(statSync(join(alone, 'b.tar.gz')).mode & 0o777).toBe(0o600);
  });

  it('is never written over unless asked for', async () => {
    const file = newFile();
    writeFileSync(file, 'mine');
    expect(await cli(['backup', '--out', file])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('--force'),
    });
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expect(await cli(['backup', '--out', file, '--force'])).toMatchObject({ code: 0 });
    expect((await cli(['backup', '--check', file])).code).toBe(0);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('is not there when the folder cannot be written to', async () => {
    const result = await cli(['backup', '--out', join(folder, 'nowhere', 'b.tar.gz')]);
    expect(result).toMatchObject({ code: 1, stderr: expect.stringMatching(/^No backup was made: ENOENT/) });
  });

  it('leaves nothing behind when the database goes away', async () => {
    const alone = mkdtempSync(join(folder, 'broken-'));
    const lock = database.dataSource.createQueryRunner();
    await lock.startTransaction();
    await lock.query('lock table comment in access exclusive mode');
    try {
      const making = cli(['backup', '--out', join(alone, 'b.tar.gz')]);
      await eventually('the backup waits', async () => {
        const ended = await queryOn(
          database.url,
          `select pg_terminate_backend(pid) from pg_stat_activity
            where application_name = 'replydesk-backup' and wait_event_type = 'Lock'`,
        );
        return ended.length > 0;
      });
      expect(await making).toMatchObject({
        code: 1,
        stdout: '',
        stderr: expect.stringMatching(/^No backup was made: /),
      });
      expect(readdirSync(alone)).toEqual([]);
    } finally {
      await lock.rollbackTransaction();
      await lock.release();
    }
  });

  it('goes to a pipe that breaks as no backup', async () => {
    const stdout = new Writable({
      write: (_chunk, _encoding, done) => done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })),
    });
    expect(await cli(['backup', '--out', '-'], { stdout })).toMatchObject({
      code: 1,
      stdout: '',
      stderr: 'No backup was made: write EPIPE',
    });
  });

  it('is not printed to a terminal', async () => {
    const stdout = Object.assign(new PassThrough(), { isTTY: true });
    expect(await cli(['backup', '--out', '-'], { stdout })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('age'),
    });
  });
});
