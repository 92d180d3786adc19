import { randomUUID } from 'node:crypto';
import { SCREEN_JOB, screeningJobOptions } from '../../../src/queue/queues.js';
import type { NewJob } from '../../../src/queue/broker.js';
import { eventually } from '../../support/eventually.js';
import { addJobs } from '../engine/queue-hand.js';
import { onBothBrokers, QUEUE_IN, type Scenario } from '../engine/scenario.js';
import type { World } from '../engine/world.js';

const COPIES = 50;

function job(submissionId: unknown, jobId: string, name: string = SCREEN_JOB): NewJob {
  return { name, data: { submissionId } as object, opts: { ...screeningJobOptions(3), jobId } };
}

async function idsOf(world: World): Promise<string[]> {
  const rows: { id: string }[] = await world.database.query(
    `select id from submission where thread_id = (select id from thread where key = $1) order by number`,
    [world.watcher.threadKey],
  );
  return rows.map(({ id }) => id);
}

const repeatedJobs = onBothBrokers((broker): Scenario => ({
  name: `add the same job ${COPIES} times, ${QUEUE_IN[broker]}`,
  expects:
    'one verdict each, whether the copies have the same id or ids of their own, or come when all is done',
  wish: { broker },
  quick: true,
  async run(world, random) {
    const planned = world.play(random);
    await world.client.answered(3);
    const [first, second] = await eventually('two submissions are stored', async () => {
      const ids = await idsOf(world);
      return ids.length > 1 ? ids.slice(-2) : undefined;
    });
    const copies = Array.from({ length: COPIES }, (_, n) => [
      job(first, `${first}-again-${n}`),
      job(second, String(second)),
    ]);
    await addJobs(world, random.shuffle(copies.flat()));
    await world.client.answered(planned.length);
    await world.untilBalanced();
    await addJobs(
      world,
      (await idsOf(world)).flatMap((id) => [job(id, `${id}-late`), job(id, id)]),
    );
  },
}));

const forgedJobs = onBothBrokers((broker): Scenario => ({
  name: `forged jobs, ${QUEUE_IN[broker]}`,
  expects: 'a job of no submission does nothing, and the others are screened as before',
  wish: { broker, workers: 1, env: { SCREENING_CONCURRENCY: '2' } },
  quick: true,
  async run(world, random) {
    const planned = world.play(random);
    await world.client.answered(random.int(1, 6));
    await addJobs(world, [
      job(randomUUID(), randomUUID()),
      job('1 or 1=1', 'forged-text'),
      job({ $ne: null }, 'forged-object'),
      job(randomUUID(), 'forged-name', 'approve'),
      { name: SCREEN_JOB, data: [], opts: { jobId: 'forged-list' } },
    ]);
    await world.client.answered(planned.length);
  },
}));

/** Everything that is delivered more than once. */
export const DUPLICATE_SCENARIOS: Scenario[] = [
  ...repeatedJobs,
  ...forgedJobs,
  {
    name: 'replay every request',
    expects: 'each submission is one row with one receipt, each decision is made once',
    wish: { broker: 'redis', apis: 2, workers: 1 },
    quick: true,
    async run(world, random) {
      const planned = world.play(random, { count: 30 });
      await world.client.answered(planned.length);
      await world.client.replay();
      world.client.heal();
      await world.client.finished();
      await world.client.replay();
      await world.client.replayDecisions();
    },
  },
];
