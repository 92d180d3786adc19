import type { Order } from '../engine/orders.js';
import type { Random } from '../engine/random.js';
import { QUEUE_IN, type Scenario } from '../engine/scenario.js';

const EXPECTS =
  'nothing acknowledged is lost, a retry with the same key gets the same receipt, what was unknown is one row';

type Wound = (random: Random) => Order;

/** Where a submission may be when its API dies. */
const WOUNDS = {
  'before COMMIT': (random) => ({ at: 'accept:before-commit', action: 'kill', skip: random.int(0, 5) }),
  'in COMMIT': (random) => ({
    at: 'accept:before-commit',
    action: `kill-after:${random.int(0, 6)}`,
    skip: random.int(0, 5),
  }),
  'between COMMIT and the queue': (random) => ({
    at: 'accept:committed',
    action: 'kill',
    skip: random.int(0, 5),
  }),
  'between COMMIT and the answer': (random) => ({
    at: 'accept:enqueued',
    action: 'kill',
    skip: random.int(0, 5),
  }),
} satisfies Record<string, Wound>;

/** One API dies of it under load; the supervisor starts it again. */
async function kill(wound: Wound, ...[world, random]: Parameters<Scenario['run']>): Promise<void> {
  const api = world.api();
  const endings = api.endings.length;
  await api.arm(wound(random));
  const planned = world.play(random);
  expect(await api.untilEnded(endings)).toBe('SIGKILL');
  await world.client.answered(planned.length);
}

const byPlace: Scenario[] = Object.entries(WOUNDS).map(([place, wound]) => ({
  name: `kill -9 the API ${place}`,
  expects: EXPECTS,
  wish: { broker: 'redis', apis: 2, workers: 1 },
  quick: true,
  run: (world, random) => kill(wound, world, random),
}));

/** The moderator's answer gets lost at one of these places. */
const byDecision: Scenario[] = (['decide:written', 'decide:committed'] as const).map((at) => ({
  name: `kill -9 the API at ${at}`,
  expects: 'the retry is recorded, or refused with the name of the same decision; never two decisions',
  wish: { broker: 'redis', apis: 1, workers: 1 },
  quick: true,
  async run(world, random) {
    const api = world.api();
    const endings = api.endings.length;
    await api.arm({ at, action: 'kill', skip: random.int(0, 1) });
    world.play(random, { count: 30 });
    expect(await api.untilEnded(endings)).toBe('SIGKILL');
  },
}));

/** Everything about the API. */
export const API_SCENARIOS: Scenario[] = [
  ...byPlace,
  ...byDecision,
  {
    name: `kill -9 the API at a random place, ${QUEUE_IN.postgres}`,
    expects: EXPECTS,
    wish: { broker: 'postgres', apis: 2, workers: 1 },
    quick: true,
    run: (world, random) => kill(random.pick(Object.values(WOUNDS)), world, random),
  },
];
