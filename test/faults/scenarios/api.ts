import type { Failpoint } from '../../../src/failpoint.js';
import type { Action } from '../engine/orders.js';
import type { Random } from '../engine/random.js';
import { QUEUE_IN, type Scenario } from '../engine/scenario.js';
import type { World } from '../engine/world.js';

const EXPECTS =
  'nothing acknowledged is lost, a retry with the same key gets the same receipt, what was unknown is one row';

/** Where a submission is when its API dies. */
interface Wound {
  place: string;
  at: Failpoint;
  action: (random: Random) => Action;
}

const WOUNDS: readonly Wound[] = [
  { place: 'before COMMIT', at: 'accept:before-commit', action: () => 'kill' },
  {
    place: 'in COMMIT',
    at: 'accept:before-commit',
    action: (random) => `kill-after:${random.int(0, 6)}`,
  },
  { place: 'between COMMIT and the queue', at: 'accept:committed', action: () => 'kill' },
  { place: 'between COMMIT and the answer', at: 'accept:enqueued', action: () => 'kill' },
];

const DECISION_POINTS = ['decide:written', 'decide:committed'] as const;

/** Failpoints of the API; each has a scenario. */
export const OF_API: readonly Failpoint[] = [...WOUNDS.map(({ at }) => at), ...DECISION_POINTS];

/** One API dies of it under load; the supervisor starts it again. */
async function kill({ at, action }: Wound, world: World, random: Random): Promise<void> {
  const api = world.api();
  const endings = api.endings.length;
  await api.arm({ at, action: action(random), skip: random.int(0, 4) });
  await world.playUntil('the API is killed', () => api.endings.length > endings, random);
  expect(api.endings.slice(endings)).toEqual(['SIGKILL']);
}

const byPlace: Scenario[] = WOUNDS.map((wound) => ({
  name: `kill -9 the API ${wound.place}`,
  expects: EXPECTS,
  wish: { broker: 'redis', apis: 2, workers: 1 },
  quick: true,
  run: (world, random) => kill(wound, world, random),
}));

/** The moderator's answer gets lost at one of these places. */
const byDecision: Scenario[] = DECISION_POINTS.map((at) => ({
  name: `kill -9 the API at ${at}`,
  expects: 'the retry is recorded, or refused with the name of the same decision; never two decisions',
  wish: { broker: 'redis', apis: 1, workers: 1 },
  quick: true,
  async run(world, random) {
    const api = world.api();
    const endings = api.endings.length;
    await api.arm({ at, action: 'kill', skip: random.int(0, 1) });
    await world.playUntil('the API is killed', () => api.endings.length > endings, random, { count: 30 });
    expect(api.endings.slice(endings)).toEqual(['SIGKILL']);
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
    run: (world, random) => kill(random.pick(WOUNDS), world, random),
  },
];
