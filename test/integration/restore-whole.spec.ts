import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Submission } from '../../src/domain/submission.entity.js';
import { examine } from '../../src/operations/doctor.js';
import { asDesk, backUpTo, queryOn, withEmptyDatabase } from '../support/backups.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { patient, SETTINGS } from '../support/doctor.js';
import { eventually } from '../support/eventually.js';
import { given } from '../support/given.js';
import { Receiving } from '../support/receiving.js';
import { QUICK_SWEEPS, startWorker } from '../support/screening.js';
import { cliOf } from '../support/terminal.js';

/** Processes are started and databases filled; a busy machine takes its time. */
jest.setTimeout(180_000);

const cli = cliOf({});

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'replydesk-whole-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('a backup of a busy desk', () => {
  it('holds everything acknowledged before it, and goes on elsewhere where it stood', async () => {
    const file = join(folder, 'busy.tar.gz');
    const receiving = await Receiving.start();
    const { database } = receiving;
    try {
      await receiving.newSite({ floodSeconds: 0 });
      const worker = await startWorker(database, QUICK_SWEEPS);
      const acknowledged: string[] = [];
      let busy = true;
      const readers = Array.from({ length: 4 }, async () => {
        while (busy) {
          const received = await receiving.receiver().receive(receiving.fresh());
          if (received.kind !== 'accepted') throw new Error(received.kind);
          worker.enqueue({ id: received.id });
          acknowledged.push(received.id);
        }
      });
      const moderator = (async () => {
        const desk = patient(database);
        const by = await given(database.dataSource).moderator();
        while (busy) {
          const held = await database.dataSource.getRepository(Submission).findOneBy({ state: 'held' });
          if (held !== null) await desk.decide(held, held.number % 2 === 0 ? 'approved' : 'rejected', by);
          else await new Promise((resolve) => setImmediate(resolve));
        }
      })();
      await eventually('there is work of every kind', () => settledBy(database), { timeoutMs: 60_000 });
      const before = [...acknowledged];
      const made = await cli(['backup', '--out', file], { env: { DATABASE_URL: database.url } });
      busy = false;
      await Promise.all([...readers, moderator]);
      await worker.close();
      expect(made).toMatchObject({ code: 0, stderr: '' });
      await withEmptyDatabase(async (url) => {
        const restored = await cli(['restore', file, '--json'], { env: { DATABASE_URL: url } });
        expect(restored).toMatchObject({ code: 0, stderr: '' });
        expect(restored.json<{ doctor: { balanced: boolean } }>().doctor.balanced).toBe(true);
        const there = await queryOn<{ id: string }>(url, 'select id from submission');
        const ids = new Set(there.map(({ id }) => id));
        expect(before.filter((id) => !ids.has(id))).toEqual([]);
        await asDesk(url, async (dataSource) => {
          // One that was received and had not been screened when the snapshot was taken.
          const waiting = await given(dataSource).submission();
          const next = await startWorker({ url, dataSource, destroy: async () => undefined }, QUICK_SWEEPS);
          try {
            await eventually(
              'the sweeper has brought back what waited',
              async () => (await dataSource.getRepository(Submission).countBy({ state: 'received' })) === 0,
              { timeoutMs: 60_000 },
            );
            expect((await next.verdictOf(waiting)).rule).not.toBe('check-overdue');
          } finally {
            await next.close();
          }
          expect((await examine(dataSource, SETTINGS)).balanced).toBe(true);
        });
      });
    } finally {
      await receiving.destroy();
    }
  });
});

async function settledBy({ dataSource }: TestDatabase): Promise<boolean> {
  const [row]: { verdicts: number; decisions: number }[] = await dataSource.query(
    'select (select count(*) from verdict)::int as verdicts, (select count(*) from decision)::int as decisions',
  );
  return row !== undefined && row.verdicts > 50 && row.decisions > 10;
}

describe('a restore that is killed', () => {
  let file: Buffer;
  let submissions: number;

  beforeAll(async () => {
    const database = await createTestDatabase({ crawl: false });
    const { id } = await given(database.dataSource).thread();
    // Rows that do not compress, so that there is a middle to be killed in.
    await database.dataSource.query(
      `insert into submission (id, site_id, thread_id, author_name, author_email, author_url, name_key, email_key, body,
                               user_agent, duplicate_hash, text_hash)
       select gen_random_uuid(), t.site_id, t.id, '', '', '', '', '', string_agg(md5(random()::text), ''), '', n::text, n::text
         from thread t, generate_series(1, 500) n, generate_series(1, 200) m where t.id = $1 group by t.id, n`,
      [id],
    );
    submissions = 500;
    const path = join(folder, 'large.tar.gz');
    await backUpTo(path, database.url);
    file = readFileSync(path);
    await database.destroy();
  });

  it.each([0.1, 0.5, 0.95, 1])('after %d of the file leaves the database as it was', async (part) => {
    await withEmptyDatabase(async (url) => {
      const child = startRestore(url);
      child.stdin?.write(file.subarray(0, Math.floor(file.length * part)));
      await eventually(
        'rows are being loaded',
        async () => (await restoreActivity(url)).some(({ query }) => /copy "submission"/.test(query)),
        { timeoutMs: 120_000 },
      );
      child.kill('SIGKILL');
      await eventually('its connection is gone', async () => (await restoreActivity(url)).length === 0);
      expect(
        await queryOn(url, `select 1 from information_schema.tables where table_schema = 'public'`),
      ).toEqual([]);
    });
  });

  it('at the end has restored everything', async () => {
    await withEmptyDatabase(async (url) => {
      const child = startRestore(url);
      child.stdin?.end(file);
      const rows = await eventually(
        'the rows are there',
        () => queryOn<{ n: number }>(url, 'select count(*)::int as n from submission'),
        { timeoutMs: 120_000 },
      );
      child.kill('SIGKILL');
      expect(rows).toEqual([{ n: submissions }]);
      await asDesk(url, async (dataSource) => {
        expect((await examine(dataSource, SETTINGS)).balanced).toBe(true);
      });
    });
  });
});

const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** The program itself, reading the backup from its standard input. */
function startRestore(url: string): ChildProcess {
  const program = fileURLToPath(new URL('../../bin/replydesk.mjs', `file://${__filename}`));
  const child = spawn(process.execPath, [program, 'restore', '-'], {
    env: { ...process.env, DATABASE_URL: url },
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  // It is killed while it reads.
  child.stdin.on('error', () => undefined);
  children.push(child);
  return child;
}

function restoreActivity(url: string): Promise<{ query: string }[]> {
  return queryOn(
    url,
    `select query from pg_stat_activity where datname = current_database() and application_name = 'replydesk-restore'`,
  );
}
