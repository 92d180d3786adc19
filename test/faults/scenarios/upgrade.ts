import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { migrateDatabase } from '../../../src/database/prepare-database.js';
import { MIGRATIONS } from '../../../src/database/migrations/index.js';
import { freePort } from '../../support/desk.js';
import { buildOldVersion, hasOldVersion, OLD_VERSION } from '../engine/old-version.js';
import { RoleProcess } from '../engine/role-process.js';
import type { Scenario } from '../engine/scenario.js';
import type { World } from '../engine/world.js';

/** The old version knows no orders; this answers them for it. */
const NODE_OPTIONS = `--import=${pathToFileURL(join(__dirname, '../engine/failpoint-active.mjs')).href}`;

/** Puts an API and a worker of the old version beside those of the new one. */
async function hireOld(world: World): Promise<void> {
  const file = buildOldVersion();
  const PORT = String(await freePort());
  const envOf = ({ settings }: RoleProcess) => ({ ...settings.env, NODE_OPTIONS });
  world.apis.push(
    new RoleProcess({
      name: 'api',
      file: file('main.js'),
      env: { ...envOf(world.api()), PORT },
      url: `http://127.0.0.1:${PORT}`,
    }),
  );
  world.workers.push(
    new RoleProcess({ name: 'worker', file: file('worker.js'), env: envOf(world.worker()) }),
  );
  for (const process of [world.api(1), world.worker(1)]) {
    process.launch();
    await process.untilReady();
  }
}

/** Nothing runs, and the tables are as the old version knows them. */
async function goBack(world: World): Promise<void> {
  await Promise.all(world.processes.map((process) => process.end('SIGTERM')));
  for (let left = MIGRATIONS.length - OLD_VERSION.migrations; left > 0; left--)
    await world.database.undoLastMigration();
}

const rolling: Scenario = {
  name: 'rolling upgrade: old and new processes side by side, the migration in the middle',
  expects:
    'no submission is lost or fails; the old version works on with the new tables, also when the new one is taken back',
  wish: { broker: 'postgres', workers: 1 },
  quick: false,
  open: hireOld,
  async run(world, random) {
    const olds = [world.api(1), world.worker(1)];
    const news = [world.api(), world.worker()];
    const takeBack = random.chance(0.5);
    const migrateAfter = random.int(1, 10);
    const moreAfter = random.int(1, 10);
    await goBack(world);
    world.onHeal(async () => void (await migrateDatabase(world.database)));
    for (const process of olds) process.launch();
    await Promise.all(olds.map((process) => process.untilReady()));
    const first = world.play(random, { count: 12, overMs: 800 });
    await world.client.answered(migrateAfter);
    await migrateDatabase(world.database);
    for (const process of news) process.launch();
    await Promise.all(news.map((process) => process.untilReady()));
    const second = world.play(random, { count: 18, overMs: 800 });
    await world.client.answered(first.length + moreAfter);
    const gone = takeBack ? news : olds;
    await Promise.all(gone.map((process) => process.end('SIGTERM')));
    world.play(random, { count: 6, overMs: 200 });
    await world.client.answered(first.length + second.length + 6);
    expect(await failedJobs(world)).toBe(0);
  },
};

/** Submissions that a person has to look at because the machine failed. */
async function failedJobs(world: World): Promise<number> {
  const rows: { n: number }[] = await world.database.query(
    `select count(*)::int as n from verdict where rule in ('screening-failed', 'screening-overdue')`,
  );
  return rows[0]?.n ?? 0;
}

if (!hasOldVersion)
  process.stderr.write(
    `\n*** SKIPPED: the rolling upgrade needs commit ${OLD_VERSION.commit}, which this checkout does not have ***\n\n`,
  );

/** Upgrades while readers write. */
export const UPGRADE_SCENARIOS: readonly Scenario[] = hasOldVersion ? [rolling] : [];
