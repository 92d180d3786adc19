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

/** Runs a scenario against a desk that was broken on purpose until it is found what is looked for. */
async function results(
  name: string,
  sabotage: (product: Product) => void,
  isFound: (result: RunResult) => boolean,
): Promise<RunResult[]> {
  const one = scenario(name);
  const world = await World.open({ ...one.wish, patienceMs: 15_000, sabotage });
  const all: RunResult[] = [];
  try {
    for (let seed = 1; seed <= MOST_RUNS; seed++) {
      const result = await runOnce(world, one, seed);
      all.push(result);
      if (isFound(result)) break;
    }
    return all;
  } finally {
    await world.close();
  }
}

/** Not by the number, which the broken answer cannot know. */
const LOST = /^lost: \S+: [\da-f-]{36} is not stored$/m;

/** The kind, when a run found some of it; else all that was found instead. */
function foundIn(all: readonly RunResult[], kind: 'lost' | 'publishedEarly' | 'publishedTwice') {
  return all.some((one) => one[kind] > 0) ? kind : all.flatMap(({ faults }) => faults);
}

describeWith('redis-server', hasRedis)('the fault harness, against a desk that is broken on purpose', () => {
  it(
    'finds what is lost when the answer does not wait for COMMIT',
    async () => {
      const found = await results(
        'kill -9 the API before COMMIT',
        (product) =>
          product.mutate(
            'intake/receive-submission.js',
            "await failpoint('accept:before-commit');",
            `void new Promise((resolve) => setTimeout(resolve, 50))
             .then(() => failpoint('accept:before-commit'))
             .then(() => this.storeTogether(rows));
           return rows.map((row, n) => ({ kind: 'accepted', id: row.id, number: Date.now() + n, state: 'received', repeated: false }));`,
          ),
        ({ faults }) => LOST.test(faults.join('\n')),
      );
      expect(foundIn(found, 'lost')).toBe('lost');
      expect(found.flatMap(({ faults }) => faults).join('\n')).toMatch(LOST);
    },
    5 * MINUTE,
  );

  it(
    'finds two outcomes when settling does not look at state and version',
    async () => {
      const settle = 'domain/settle-submission.js';
      const found = await results(
        'SIGSTOP a worker past its lock, then SIGCONT, queue in Redis',
        (product) => {
          product.mutate(
            settle,
            's.id = item.id and s.state = item.from_state and s.version = item.version',
            's.id = item.id',
          );
          // Else the key of the public comments stops what was approved twice, and only what was held twice is found.
          product.mutate(
            settle,
            'and parent.thread_id = s.thread_id`',
            'and parent.thread_id = s.thread_id on conflict do nothing`',
          );
        },
        ({ publishedTwice }) => publishedTwice > 0,
      );
      expect(foundIn(found, 'publishedTwice')).toBe('publishedTwice');
    },
    5 * MINUTE,
  );

  it(
    'finds what is public too early when a submission is shown before its verdict',
    async () => {
      const found = await results(
        'replay every request',
        (product) =>
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
        ({ publishedEarly }) => publishedEarly > 0,
      );
      expect(foundIn(found, 'publishedEarly')).toBe('publishedEarly');
    },
    5 * MINUTE,
  );

  it(
    'finds what waits for ever when jobs that were lost are not put back',
    async () => {
      const found = await results(
        'kill -9 the API between COMMIT and the queue',
        (product) => product.mutate('screening/screening.sweeper.js', 'await this.requeue();', ''),
        ({ faults }) => faults.some((fault) => fault.includes('nothing waits for the machine')),
      );
      expect(found.flatMap(({ faults }) => faults).join('\n')).toContain('nothing waits for the machine');
    },
    5 * MINUTE,
  );
});
