import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { eventually } from '../../support/eventually.js';
import { ownPostgres } from '../engine/own-postgres.js';
import { expectBusy, expectTextKept, postForm, postJson } from '../engine/people.js';
import type { Product } from '../engine/product.js';
import type { Random } from '../engine/random.js';
import type { Scenario } from '../engine/scenario.js';
import { SmallDisk } from '../engine/small-disk.js';
import type { World } from '../engine/world.js';

const postgres = ownPostgres();

/** Batches of submissions after which a full disk must have been noticed. */
const MOST_BATCHES = 40;

/** A text that no compression makes small: it needs new pages. */
function longText(random: Random): string {
  const seed = String(random.next());
  return Array.from({ length: 200 }, (_, n) =>
    createHash('sha256').update(`${seed} ${n}`).digest('base64url'),
  ).join(' ');
}

async function expectRefusals(world: World, random: Random): Promise<void> {
  const { url } = world.api();
  const { threadKey } = world.watcher;
  const [one, other] = [longText(random), longText(random)];
  const [form, json] = await Promise.all([
    postForm(url, threadKey, { comment: one }),
    postJson(url, threadKey, { comment: other }),
  ]);
  expectTextKept(form, one);
  expectBusy(json);
}

const REFUSED = ({ client }: World): boolean => client.history.some(({ status }) => status === 503);

let disk: SmallDisk | undefined;

const diskFull: Scenario = {
  name: 'the disk of the tables is full',
  expects:
    'no acknowledgement without COMMIT; 503 with Retry-After, the form keeps its text; with room again all is screened',
  wish: postgres.wish({ broker: 'postgres', workers: 1 }, () => (disk = SmallDisk.mount(128))),
  quick: false,
  async run(world, random) {
    world.onHeal(() => disk?.clear());
    const at = random.int(1, 10);
    world.play(random, { count: 12, overMs: 300 });
    await world.client.answered(at);
    disk?.fill();
    for (let batch = 0; batch < MOST_BATCHES && !REFUSED(world); batch++) {
      const before = world.client.planned.length;
      world.play(random, { count: 10, overMs: 50, moderate: false });
      await world.client.answered(before + 10);
    }
    expect(REFUSED(world)).toBe(true);
    await expectRefusals(world, random);
  },
};

/** Statements may take a tenth of the time they usually may. */
function shorten(product: Product): void {
  product.mutate('database/data-source.js', 'statement_timeout: 15_000', 'statement_timeout: 1_500');
}

const statementTimeout: Scenario = {
  name: 'statements take longer than statement_timeout',
  expects:
    'no acknowledgement without COMMIT; 503 with Retry-After, the form keeps its text; afterwards all is screened',
  wish: postgres.wish({ broker: 'postgres', workers: 1, sabotage: shorten }),
  quick: false,
  async run(world, random) {
    const at = random.int(1, 10);
    const table = random.pick(['submission', 'idempotency_key']);
    const pauseMs = random.int(0, 500);
    const planned = world.play(random, { overMs: 500 });
    await world.client.answered(at);
    const stranger = await postgres.server().stranger();
    world.onHeal(() => stranger.end());
    await stranger.query(`begin; lock table submission, ${table} in access exclusive mode`);
    await expectRefusals(world, random);
    await wait(pauseMs);
    await stranger.query('rollback');
    await world.client.answered(planned.length);
    await eventually('the API takes what it is sent', async () => {
      const answer = await postJson(world.api().url, world.watcher.threadKey, { comment: longText(random) });
      return !('failed' in answer) && answer.status === 202;
    });
  },
};

// A right that not every machine gives: there is nothing to install that would help.
if (!SmallDisk.isPossible)
  process.stderr.write('\n*** SKIPPED: a full disk needs root who may mount a file system ***\n\n');

/** PostgreSQL comes to a limit. */
export const POSTGRES_LIMIT_SCENARIOS: readonly Scenario[] = [
  ...(SmallDisk.isPossible ? [diskFull] : []),
  statementTimeout,
];
