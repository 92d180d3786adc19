import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { instanceSecret } from '../../src/database/instance-secret.js';
import { deriveKeys, signReceipt, verifyReceipt } from '../../src/domain/keys.js';
import { MIGRATIONS } from '../../src/database/migrations/index.js';
import { migrateDatabase } from '../../src/database/prepare-database.js';
import { checkBackup } from '../../src/operations/backup/read-backup.js';
import { asDesk, queryOn, withEmptyDatabase, withFreshDesk, backUpTo } from '../support/backups.js';
import type { TestDatabase } from '../support/database.js';
import { cliOf } from '../support/terminal.js';
import { saveDesk, type SavedDesk } from '../support/saved-desk.js';
import { startApp } from '../support/app.js';
import { newModerator, ORIGIN, PASSWORD } from '../support/moderators.js';

/** Databases are made and filled; a busy machine takes its time. */
jest.setTimeout(60_000);

const SECRET = 'a secret of the environment, long enough';

const cli = cliOf({});

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

describe('a restore', () => {
  it('says what it brought and what is to do', async () => {
    await withEmptyDatabase(async (url) => {
      const { code, stdout } = await restore(url);
      expect(code).toBe(0);
      expect(stdout).toMatch(/^Restored .+desk\.tar\.gz: the desk as of \d{4}-.+Z, made by version /);
      expect(stdout).toContain('Balanced: no violation found.');
      expect(stdout).toContain('Everybody has to sign in again.');
      expect(stdout).toContain('1 access token works again');
      expect(stdout).toMatch(/\d+ submissions wait for screening: start the desk\./);
      expect((await cli(['doctor'], { env: { DATABASE_URL: url } })).code).toBe(0);
    });
  });

  it('takes the place of what a first start made', async () => {
    await withFreshDesk(async (url) => {
      expect(await restore(url)).toMatchObject({ code: 0 });
      expect(await queryOn(url, 'select id, key from site order by key')).toEqual(
        await queryOn(database.url, 'select id, key from site order by key'),
      );
    });
  });

  it('reads standard input', async () => {
    await withEmptyDatabase(async (url) => {
      expect(await restore(url, ['-'], { stdin: createReadStream(file) })).toMatchObject({
        code: 0,
        stdout: expect.stringContaining('Restored standard input'),
      });
    });
  });

  it('gives later submissions greater numbers than every one that was ever given', async () => {
    await withEmptyDatabase(async (url) => {
      await restore(url);
      const { manifest } = await checkBackup(createReadStream(file));
      const last = manifest.counters.find(({ table }) => table === 'submission')?.last ?? 0;
      expect(last).toBeGreaterThan(0);
      const [next] = await queryOn<{ n: number }>(
        url,
        `select nextval(pg_get_serial_sequence('submission', 'number'))::int as n`,
      );
      expect(next?.n).toBe(last + 1);
    });
  });

  it('leaves records that cannot be changed, and the schema as the migrations make it', async () => {
    await withEmptyDatabase(async (url) => {
      await restore(url);
      for (const table of ['verdict', 'decision', 'policy']) {
        await expect(queryOn(url, `update ${table} set created_at = now()`)).rejects.toThrow(/never changed/);
        await expect(queryOn(url, `truncate ${table} cascade`)).rejects.toThrow(/never changed/);
      }
      await asDesk(url, async (dataSource) => {
        expect(await migrateDatabase(dataSource)).toEqual([]);
        expect((await dataSource.driver.createSchemaBuilder().log()).upQueries).toEqual([]);
      });
    });
  });

  it('keeps the links of readers working, and says when it cannot', async () => {
    const secret = await instanceSecret(database.dataSource);
    const id = randomUUID();
    const link = signReceipt(deriveKeys(secret), id);
    await withEmptyDatabase(async (url) => {
      expect((await restore(url)).stdout).not.toContain('REPLYDESK_SECRET');
      const keys = deriveKeys(await asDesk(url, instanceSecret));
      expect(verifyReceipt(keys, id, link)).toBe(true);
    });
    await withEmptyDatabase(async (url) => {
      const { stdout } = await restore(url, [], { env: { REPLYDESK_SECRET: SECRET } });
      expect(stdout).toContain('Set REPLYDESK_SECRET to the old one');
    });
  });

  it('lets moderators sign in with their passwords', async () => {
    const { email } = await newModerator(database.dataSource);
    const later = join(folder, 'moderator.tar.gz');
    await backUpTo(later, database.url);
    await withEmptyDatabase(async (url) => {
      await restore(url, [later]);
      const app = await startApp({ databaseUrl: url });
      try {
        const payload = { email, password: PASSWORD };
        const answer = await app.inject({
          method: 'POST',
          url: '/api/v1/session',
          headers: { origin: ORIGIN },
          payload,
        });
        expect(answer.statusCode).toBeLessThan(300);
      } finally {
        await app.close();
      }
    });
  });

  it('leaves the tokens of scripts out when asked to', async () => {
    await withEmptyDatabase(async (url) => {
      expect((await restore(url, ['--without-tokens'])).stdout).not.toContain('access token');
      expect(await queryOn(url, 'select id from api_token')).toEqual([]);
    });
  });

  it('tells nobody again what may have been told since, unless asked to', async () => {
    const pending = await queryOn(database.url, `select id from outbox where state = 'pending' order by id`);
    expect(pending.length).toBeGreaterThan(1);
    await withEmptyDatabase(async (url) => {
      expect((await restore(url)).stdout).toContain(
        `${pending.length} messages that the desk had still to send`,
      );
      expect(
        await queryOn(
          url,
          `select id from outbox where state = 'dead' and last_error = 'restored from a backup' order by id`,
        ),
      ).toEqual(pending);
    });
    await withEmptyDatabase(async (url) => {
      expect((await restore(url, ['--resume-effects'])).stdout).not.toContain('still to send');
      expect(await queryOn(url, `select id from outbox where state = 'pending' order by id`)).toEqual(
        pending,
      );
    });
  });

  const [first, half, last] = [1, Math.floor(MIGRATIONS.length / 2), MIGRATIONS.length - 1];
  it.each([first, half, last])(
    'of an older version, with %i migrations, is brought up to this one',
    async (count) => {
      const older = join(folder, `older-${count}.tar.gz`);
      await withEmptyDatabase(async (url) => {
        await asDesk(url, async (dataSource) => {
          dataSource.migrations.splice(count);
          await migrateDatabase(dataSource);
        });
        await queryOn(
          url,
          `insert into site (id, key, name, locale, locales) values ($1, 'old', '旧', 'ja', '{ja}')`,
          [randomUUID()],
        );
        await queryOn(
          url,
          `insert into policy (id, site_id, version, hash, document, created_by)
           select id, (select id from site), version, hash, document, created_by from jsonb_populate_record(null::policy, $1)`,
          [
            (
              await queryOn<{ row: object }>(
                database.url,
                `select to_jsonb(p) as row from policy p where version = 1 limit 1`,
              )
            )[0]?.row,
          ],
        );
        expect(await cli(['backup', '--out', older], { env: { DATABASE_URL: url } })).toMatchObject({
          code: 0,
        });
      });
      await withFreshDesk(async (url) => {
        const restored = await restore(url, [older]);
        expect(restored).toMatchObject({ code: 0, stderr: '' });
        expect(await queryOn(url, 'select key, name from site')).toEqual([{ key: 'old', name: '旧' }]);
        expect(await queryOn(url, 'select name from migration order by timestamp')).toEqual(
          MIGRATIONS.map(({ name }) => ({ name })),
        );
      });
    },
  );
});
