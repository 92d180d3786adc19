import { eventually } from '../../support/eventually.js';
import type { Order } from '../engine/orders.js';
import { type Broker, onBothBrokers, QUEUE_IN, type Scenario } from '../engine/scenario.js';
import type { World } from '../engine/world.js';

interface Rows {
  verdicts: number;
  decisions: number;
  comments: number;
  versions: number;
}

async function written(world: World): Promise<Rows> {
  const [rows]: Rows[] = await world.database.query(
    `select (select count(*) from verdict)::int as verdicts, (select count(*) from decision)::int as decisions,
            (select count(*) from comment)::int as comments, (select sum(version) from submission)::int as versions`,
  );
  if (rows === undefined) throw new Error('the database did not count');
  return rows;
}

const STALE_AT = [
  'screen:taken',
  'screen:loaded',
  'screen:staged',
  'screen:decided',
  'settle:begun',
] as const;

/** A worker is stopped with submissions in its hands until another has done them, and then goes on. */
function zombie(broker: Broker): Scenario {
  return {
    name: `SIGSTOP a worker past its lock, then SIGCONT, ${QUEUE_IN[broker]}`,
    expects: 'another worker takes over; the one that comes back writes 0 rows',
    wish: { broker },
    quick: true,
    async run(world, random) {
      const at = random.pick(STALE_AT);
      const [stale, other] = random.shuffle([world.worker(0), world.worker(1)]);
      if (stale === undefined || other === undefined) throw new Error('two workers are needed');
      const since = stale.hits.length;
      const seen: Order = { at: 'screen:done', action: 'sleep:0', times: 10_000 };
      await stale.arm({ at, action: 'pause', times: 10_000 }, seen);
      await world.playUntil(`the worker comes to ${at}`, () => stale.hasHit(at, since), random, {
        moderate: false,
      });
      stale.signal('SIGSTOP');
      world.client.heal();
      await world.client.finished();
      await world.untilBalanced();
      const before = await written(world);
      const taken = stale.hits.slice(since).filter((hit) => hit === at).length;
      stale.signal('SIGCONT');
      await stale.arm(seen);
      await stale.release();
      await eventually(
        'the stopped worker is done with what it had',
        () => stale.hits.slice(since).filter((hit) => hit === 'screen:done').length >= taken,
      );
      expect(await written(world)).toEqual(before);
    },
  };
}

/** How long the event loop is blocked, in milliseconds; the lock is 2 s and is looked after thrice a lock. */
const BLOCK_MS = 5_000;

/** A worker cannot renew its locks because it computes. */
function blocked(broker: Broker): Scenario {
  return {
    name: `block a worker's event loop beyond its lock, ${QUEUE_IN[broker]}`,
    expects: 'another worker takes over; one outcome',
    wish: { broker },
    quick: true,
    async run(world, random) {
      const victim = world.worker(random.int(0, 1));
      const since = victim.hits.length;
      await victim.arm({ at: 'screen:staged', action: `block:${BLOCK_MS}` });
      await world.playUntil('the worker computes', () => victim.hasHit('screen:staged', since), random);
    },
  };
}

/** What the queue lost has to be found although the worker that looks for it hangs. */
const hungSweeper: Scenario = {
  name: "SIGSTOP a worker that holds the sweeper's lock",
  expects: 'another worker sweeps after a few seconds, while the first one is still stopped',
  wish: { broker: 'redis' },
  quick: true,
  async run(world, random) {
    const [stale] = random.shuffle(world.workers);
    const api = world.api();
    if (stale === undefined) throw new Error('a worker is needed');
    const [since, endings] = [stale.hits.length, api.endings.length];
    await stale.arm({ at: 'sweep:locked', action: 'pause' });
    await stale.untilHit('sweep:locked', since);
    stale.signal('SIGSTOP');
    // What the API did not tell the queue, only a sweeper finds.
    await api.arm({ at: 'accept:committed', action: 'kill' });
    await world.playUntil('the API is killed', () => api.endings.length > endings, random, {
      moderate: false,
    });
    await world.untilBalanced();
  },
};

/** Workers that stand still and go on. */
export const WORKER_STALL_SCENARIOS: Scenario[] = [
  ...onBothBrokers(zombie),
  ...onBothBrokers(blocked),
  hungSweeper,
];
