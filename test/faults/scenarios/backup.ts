import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { createEmptyDatabase } from '../../support/database.js';
import type { Scenario } from '../engine/scenario.js';
import type { World } from '../engine/world.js';

const run = promisify(execFile);

/** Longest time of one command, in milliseconds. */
const COMMAND_MS = 60_000;

/** A command of the desk as a process of its own. @throws when it ends with another code than 0. */
async function command(world: World, databaseUrl: string, ...args: string[]): Promise<string> {
  const { DATABASE_URL: _usual, ...env } = world.worker().settings.env;
  const { stdout } = await run(process.execPath, [world.product.file('cli/main.js'), ...args], {
    env: { ...env, DATABASE_URL: databaseUrl },
    timeout: COMMAND_MS,
  });
  return stdout;
}

/** Numbers that were acknowledged up to now, and decisions. */
function acknowledged({ client }: World): { numbers: number[]; decisions: string[] } {
  return {
    numbers: [...new Set(client.acknowledged().flatMap(({ receipt }) => receipt?.number ?? []))],
    decisions: client.acknowledged('decide').flatMap(({ decisionId }) => decisionId ?? []),
  };
}

async function missing(url: string, known: ReturnType<typeof acknowledged>): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query(
      `select n::text as what from unnest($1::bigint[]) as n where not exists (select from submission where number = n)
       union all
       select d::text from unnest($2::uuid[]) as d where not exists (select from decision where id = d)`,
      [known.numbers, known.decisions],
    );
    return rows;
  } finally {
    await client.end();
  }
}

const underLoad: Scenario = {
  name: 'a backup taken under load, restored elsewhere',
  expects:
    'what was acknowledged before the backup began is in it; `doctor` finds nothing in the restored desk',
  wish: { broker: 'postgres', workers: 1 },
  quick: false,
  async run(world, random) {
    const folder = mkdtempSync(join(tmpdir(), 'replydesk-fault-backup-'));
    const file = join(folder, 'backup.tar.gz');
    const elsewhere = await createEmptyDatabase();
    try {
      const at = random.int(1, 40);
      const planned = world.play(random, { count: 60, overMs: 3_000 });
      await world.client.answered(at);
      const known = acknowledged(world);
      await command(world, world.store.url, 'backup', '--out', file);
      await command(world, elsewhere.url, 'restore', file);
      expect(await missing(elsewhere.url, known)).toEqual([]);
      const report = JSON.parse(await command(world, elsewhere.url, 'doctor', '--json')) as {
        balanced?: unknown;
      };
      expect(report.balanced).toBe(true);
      await world.client.answered(planned.length);
    } finally {
      await elsewhere.drop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** Backups while readers write. */
export const BACKUP_SCENARIOS: readonly Scenario[] = [underLoad];
