import { describeWith } from '../../support/browser.js';
import { hasRedis } from '../../support/redis.js';
import { API_SCENARIOS } from '../scenarios/api.js';
import { DUPLICATE_SCENARIOS } from '../scenarios/duplicates.js';
import { WORKER_KILL_SCENARIOS } from '../scenarios/worker-kills.js';
import { WORKER_STALL_SCENARIOS } from '../scenarios/worker-stalls.js';
import type { Product } from './product.js';
import { type RunResult, runOnce } from './run-scenarios.js';
import type { Scenario } from './scenario.js';
import { World } from './world.js';

const MINUTE = 60_000;
/** Runs until a fault must have been found. */
const MOST_RUNS = 5;

function scenario(name: string): Scenario {
  const found = [
    ...API_SCENARIOS,
    ...WORKER_KILL_SCENARIOS,
    ...WORKER_STALL_SCENARIOS,
    ...DUPLICATE_SCENARIOS,
  ].find((one) => one.name === name);
  if (found === undefined) throw new Error(`there is no scenario ${name}`);
  return found;
}

/** Runs a scenario against a desk that was broken on purpose until something is found. */
async function results(name: string, sabotage: (product: Product) => void): Promise<RunResult[]> {
  const one = scenario(name);
  const world = await World.open({ ...one.wish, patienceMs: 15_000, sabotage });
  const all: RunResult[] = [];
  try {
    for (let seed = 1; seed <= MOST_RUNS; seed++) {
      const result = await runOnce(world, one, seed);
      all.push(result);
      if (result.faults.length > 0) break;
    }
    return all;
  } finally {
    await world.close();
  }
}

describeWith('redis-server', hasRedis)('the fault harness, against a desk that is broken on purpose', () => {
  it(
    'finds what is lost when the answer does not wait for COMMIT',
    async () => {
      const found = await results('kill -9 the API before COMMIT', (product) =>
        product.mutate(
          'intake/receive-submission.js',
          "await failpoint('accept:before-commit');",
          `if (rows.every((row) => row.idempotencyKey !== null)) {
             void Promise.resolve(failpoint('accept:before-commit')).then(() => this.storeTogether(rows));
             return rows.map((row, n) => ({ kind: 'accepted', id: row.id, number: Date.now() + n, state: 'received', repeated: false }));
           }`,
        ),
      );
      expect(found.reduce((sum, { lost }) => sum + lost, 0)).toBeGreaterThan(0);
    },
    5 * MINUTE,
  );

  it(
    'finds two outcomes when settling does not look at state and version',
    async () => {
      const found = await results("block a worker's event loop beyond its lock, queue in Redis", (product) =>
        product.mutate(
          'domain/settle-submission.js',
          'where s.id = item.id and s.state = item.from_state and s.version = item.version',
          'where s.id = item.id',
        ),
      );
      expect(found.reduce((sum, { publishedTwice }) => sum + publishedTwice, 0)).toBeGreaterThan(0);
    },
    5 * MINUTE,
  );

  it(
    'finds what is public too early when a submission is shown before its verdict',
    async () => {
      const found = await results('replay every request', (product) =>
        product.mutate(
          'screening/screen-submission.js',
          "await failpoint('screen:loaded');",
          `await this.settleVerdict.dataSource.query(
             \`insert into comment (id, submission_id, site_id, thread_id, path, author_name, author_url, body, submitted_at)
               select number, id, site_id, thread_id, array[number], author_name, author_url, body, received_at
                 from submission where id = $1 on conflict do nothing\`, [submissionId]);
           await new Promise((resolve) => setTimeout(resolve, 300));
           await this.settleVerdict.dataSource.query('delete from comment where submission_id = $1', [submissionId]);`,
        ),
      );
      expect(found.reduce((sum, { publishedEarly }) => sum + publishedEarly, 0)).toBeGreaterThan(0);
    },
    5 * MINUTE,
  );

  it(
    'finds what waits for ever when jobs that were lost are not put back',
    async () => {
      const found = await results('kill -9 the API between COMMIT and the queue', (product) =>
        product.mutate('screening/screening.sweeper.js', 'await this.requeue();', ''),
      );
      expect(found.flatMap(({ faults }) => faults).join('\n')).toContain('nothing waits for the machine');
    },
    5 * MINUTE,
  );
});
