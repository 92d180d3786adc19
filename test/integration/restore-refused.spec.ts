import { randomUUID } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { MIGRATION_LOCK } from '../../src/database/prepare-database.js';
import { LEFT_OUT } from '../../src/operations/backup/tables.js';
import { checkBackup } from '../../src/operations/backup/read-backup.js';
import {
  asDesk,
  contentsOf,
  fillDesk,
  onDatabase,
  queryOn,
  withEmptyDatabase,
  withFreshDesk,
  writeEmptyBackup,
} from '../support/backups.js';
import type { TestDatabase } from '../support/database.js';
import { saveDesk, type SavedDesk } from '../support/saved-desk.js';
import { eventually } from '../support/eventually.js';
import { openQueue } from '../support/screening.js';
import type { CommandResult } from '../support/terminal.js';

/** Databases are made and filled; a busy machine takes its time. */
jest.setTimeout(60_000);

let desk: SavedDesk;
let database: TestDatabase;
let folder: string;
let file: string;
let restore: SavedDesk['restore'];

beforeAll(async () => {
  desk = await saveDesk();
  ({ database, folder, file, restore } = desk);
});

afterAll(() => desk.close());

const tablesOf = (url: string) =>
  queryOn(url, `select table_name from information_schema.tables where table_schema = 'public'`);

/** Somebody, so that a desk is not empty. */
const addModerator = (url: string) =>
  queryOn(
    url,
    `insert into moderator (id, email, name, role, password_hash)
     values (gen_random_uuid(), 'a@b', 'A', 'admin', '!')`,
  );

function expectRefused(result: CommandResult, sentence: RegExp): void {
  expect(result).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(sentence) });
  expect(result.stderr.split('\n')).toHaveLength(1);
}

describe('a restore is refused', () => {
  it('by a database with people or submissions in it, and says what it found', async () => {
    await withFreshDesk(async (url) => {
      await addModerator(url);
      const before = await contentsOf(url);
      expectRefused(
        await restore(url),
        /^The database is not empty \(moderator: 1\); nothing was changed.+--replace$/,
      );
      expect(await contentsOf(url)).toEqual(before);
    });
  });

  it('while the desk runs, also to replace', async () => {
    await withFreshDesk(async (url) => {
      await asDesk(url, async () => {
        expectRefused(await restore(url), /^The desk works on this database \(replydesk: \d+\)\. Stop/);
        expectRefused(await restore(url, ['--replace', '--yes']), /^The desk works on this database/);
      });
      expect(await restore(url, ['--replace', '--yes'])).toMatchObject({ code: 0 });
    });
  });

  it('while a migration runs', async () => {
    await withEmptyDatabase(async (url) => {
      await onDatabase(url, async (client) => {
        await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
        expectRefused(
          await restore(url),
          /^Another restore or migration works on this database; nothing was changed\.$/,
        );
      });
    });
  });

  it('by a database of a newer desk', async () => {
    await withFreshDesk(async (url) => {
      await queryOn(url, `insert into migration (timestamp, name) values (9999999999999, 'Later1')`);
      expectRefused(
        await restore(url, ['--replace', '--yes']),
        /^A newer version of the desk made this database \(Later1\)/,
      );
    });
  });

  it('with a file of a newer desk', async () => {
    const later = join(folder, 'later.tar.gz');
    const { header } = await checkBackup(createReadStream(file));
    await writeEmptyBackup(later, { ...header, migrations: [...header.migrations, 'Later1'] });
    await withEmptyDatabase(async (url) => {
      expectRefused(
        await restore(url, [later]),
        /^.+later\.tar\.gz was made by a newer version of the desk; restore it with that version/,
      );
      expect(await tablesOf(url)).toEqual([]);
    });
  });

  it('with a file whose tables are not those of its migrations', async () => {
    const odd = join(folder, 'odd.tar.gz');
    const { header } = await checkBackup(createReadStream(file));
    const tables = header.tables.map((table) => ({
      ...table,
      columns: [...table.columns, 'id) from stdin; --'],
    }));
    await writeEmptyBackup(odd, { ...header, tables });
    await withEmptyDatabase(async (url) => {
      expectRefused(await restore(url, [odd]), /odd\.tar\.gz is not a backup of the desk\.$/);
      expect(await tablesOf(url)).toEqual([]);
    });
  });

  it.each<[string, (whole: Buffer) => Buffer, RegExp]>([
    [
      'damaged',
      (whole) => flipped(whole, Math.floor(whole.length / 2)),
      /is damaged: it is not what was written/,
    ],
    ['short', (whole) => whole.subarray(0, whole.length - 40), /ends too early: a part is missing/],
    ['foreign', () => Buffer.from('dear diary'), /is not a backup of the desk/],
  ])('with a %s stream, of which nothing is loaded', async (_what, change, sentence) => {
    await withFreshDesk(async (url) => {
      const before = await contentsOf(url);
      const stdin = Readable.from([change(readFileSync(file))]);
      expectRefused(await restore(url, ['-', '--yes', '--replace'], { stdin }), sentence);
      expect(await contentsOf(url)).toEqual(before);
    });
  });

  it('when there is no such file', async () => {
    expectRefused(
      await restore('postgres://nobody@127.0.0.1:1/x', [join(folder, 'none')]),
      /none cannot be read: ENOENT/,
    );
  });

  it('in Japanese as well', async () => {
    await withFreshDesk(async (url) => {
      await addModerator(url);
      const japanese = await restore(url, [], { env: { LANG: 'ja_JP.UTF-8' } });
      expectRefused(japanese, /^データベースは空ではありません（.*moderator: 1.+--replace/);
    });
  });
});

describe('--replace', () => {
  it('asks for the name of the database', async () => {
    await withFreshDesk(async (url) => {
      const name = new URL(url).pathname.slice(1);
      await addModerator(url);
      const other = await restore(url, ['--replace'], { stdin: 'yes\n', isTTY: true });
      expect(other).toMatchObject({
        code: 1,
        stderr: expect.stringMatching(/will be deleted.+\nThat is another name; nothing was changed\.$/),
      });
      expect(await queryOn(url, 'select email from moderator')).toHaveLength(1);
      expect(await restore(url, ['--replace'], { stdin: `${name}\n`, isTTY: true })).toMatchObject({
        code: 0,
      });
      expect(await queryOn(url, `select email from moderator where email = 'a@b'`)).toEqual([]);
    });
  });

  it('needs --yes where nobody can be asked', async () => {
    expect(await restore(database.url, ['--replace'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--yes'),
    });
  });

  it('ends what was there: sessions, lockouts, records and jobs', async () => {
    await withFreshDesk(async (url) => {
      await asDesk(url, fillDesk);
      const queue = openQueue({ url });
      await queue.onModuleInit();
      await queue.add([randomUUID()]);
      await queue.onApplicationShutdown();
      expect(await queryOn(url, 'select id from bullmq.job')).toHaveLength(1);
      await eventually('the queue has let go', async () => {
        const left = await queryOn(
          url,
          `select 1 from pg_stat_activity where datname = current_database() and application_name like 'replydesk%'`,
        );
        return left.length === 0;
      });

      expect(await restore(url, ['--replace', '--yes', '--resume-effects'])).toMatchObject({
        code: 0,
        stderr: '',
      });

      expect(await queryOn(url, 'select id from bullmq.job')).toEqual([]);
      for (const table of ['session', 'sign_in_attempt', 'setup_link', 'flood_gate']) {
        expect([table, await queryOn(url, `select * from ${table}`)]).toEqual([table, []]);
      }
      const leaveOut = Object.keys(LEFT_OUT);
      expect(await contentsOf(url, leaveOut)).toEqual(await contentsOf(database.url, leaveOut));
    });
  });
});

function flipped(whole: Buffer, at: number): Buffer {
  const changed = Buffer.from(whole);
  changed[at] = (changed[at] ?? 0) ^ 0xff;
  return changed;
}
