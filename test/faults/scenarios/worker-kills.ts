import { FAILPOINTS, type Failpoint } from '../../../src/failpoint.js';
import type { Order } from '../engine/orders.js';
import type { Random } from '../engine/random.js';
import { QUEUE_IN, type Scenario } from '../engine/scenario.js';
import type { World } from '../engine/world.js';
import { OF_API } from './api.js';

/** Failpoints of workers, in the order of the flow: a new one gets its scenario by being in the list. */
const OF_WORKER: readonly Failpoint[] = FAILPOINTS.filter((name) => !OF_API.includes(name));

/** What brings a worker to a failpoint that a load alone does not lead to. */
function waysTo(at: Failpoint): { worker: Order[]; api: Order[] } {
  if (at.startsWith('hold:')) return { worker: [{ at: 'screen:loaded', action: 'throw' }], api: [] };
  // What the API did not tell the queue, the sweeper puts back.
  if (at === 'sweep:requeued') return { worker: [], api: [{ at: 'accept:committed', action: 'kill' }] };
  return { worker: [], api: [] };
}

/** Whichever worker comes to the failpoint first is killed; under a load it may be both. */
async function killAt(at: Failpoint, world: World, random: Random): Promise<void> {
  const skip = at.startsWith('screen:') || at.startsWith('settle:') ? random.int(0, 3) : 0;
  const { worker, api } = waysTo(at);
  const before = world.workers.map(({ endings }) => endings.length);
  const killed = () => world.workers.some(({ endings }, n) => endings.length > (before[n] ?? 0));
  for (const process of world.workers) await process.arm(...worker, { at, action: 'kill', skip });
  await world.api().arm(...api);
  await world.playUntil(`a worker is killed at ${at}`, killed, random);
}

const TRIED_ONCE = { SCREENING_TRIES: '1' };

const byFailpoint: Scenario[] = OF_WORKER.map((at) => ({
  name: `kill -9 a worker at ${at}`,
  expects: 'it is done again, with one outcome and one message to the site, within 60 s',
  wish: { broker: 'redis', env: TRIED_ONCE, webhook: true },
  quick: true,
  run: (world, random) => killAt(at, world, random),
}));

/** Workers that are killed. */
export const WORKER_KILL_SCENARIOS: Scenario[] = [
  ...byFailpoint,
  {
    name: `kill -9 a worker at each failpoint in turn, ${QUEUE_IN.postgres}`,
    expects: 'it is done again, with one outcome and one message to the site, within 60 s',
    wish: { broker: 'postgres', env: TRIED_ONCE, webhook: true },
    quick: true,
    run: (world, random) => killAt(random.pick(OF_WORKER), world, random),
  },
];
