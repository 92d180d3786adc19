import { eventually } from '../../support/eventually.js';
import { Clocks } from '../engine/clocks.js';
import { ask } from '../engine/http.js';
import type { Product } from '../engine/product.js';
import type { Random } from '../engine/random.js';
import type { RoleProcess } from '../engine/role-process.js';
import { type Broker, onBothBrokers, QUEUE_IN, type Scenario } from '../engine/scenario.js';
import type { World, WorldWish } from '../engine/world.js';

const SECOND = 1_000;
const DAY = 24 * 3_600 * SECOND;
const SKEWS = [-DAY, -60 * SECOND, 60 * SECOND, DAY] as const;
const ALARM = /the clock of this machine and the database's differ: the database is ahead by (-?[\d.]+) s/g;

const clocks = new Clocks();

afterAll(() => clocks.remove());

/** The clocks are compared each second, not each minute. */
function compareOften(product: Product): void {
  product.mutate('operations/clock-watch.js', 'INTERVAL_MS = 60_000', 'INTERVAL_MS = 1_000');
}

const make = (broker: Broker): WorldWish => ({
  broker,
  // A job whose second try a wrong clock put off for a day is held when it is overdue.
  env: { ...clocks.env, SCREENING_OVERDUE_SECONDS: '15' },
  sabotage: compareOften,
});
const WISHES: Readonly<Record<Broker, WorldWish>> = { redis: make('redis'), postgres: make('postgres') };

/** The alarm of a process whose clock is so many milliseconds fast. */
async function expectAlarm(process: RoleProcess, skewMs: number, since: number): Promise<void> {
  await eventually(`the ${process.name} raises the alarm for ${skewMs} ms`, () =>
    [...process.output.slice(since).matchAll(ALARM)].some(
      ([, ahead]) => Math.abs(Number(ahead) * SECOND + skewMs) < 2 * SECOND,
    ),
  );
  if (process.name === 'api') await eventually('/readyz says so', () => clockOf(process, 'skewed'));
}

async function clockOf(process: RoleProcess, state: 'ok' | 'skewed'): Promise<boolean> {
  const answer = await ask(`${process.url}/readyz`);
  return !('failed' in answer) && (JSON.parse(answer.body) as { clock?: unknown }).clock === state;
}

function scenarioOf(
  broker: Broker,
  name: string,
  /** Skews of one process, one after the other. */
  skews: (random: Random) => number[],
): Scenario {
  return {
    name: `${name}, ${QUEUE_IN[broker]}`,
    expects:
      'one outcome each, nothing public early; the process raises the alarm and /readyz of an API says so',
    wish: WISHES[broker],
    quick: broker === 'redis',
    async run(world: World, random: Random) {
      const process = random.pick([world.api(), world.worker(0)]);
      world.onHeal(async () => {
        await clocks.set(process, 0);
        await eventually('its clock is right again', () => clockOf(world.api(), 'ok'));
      });
      for (const [n, skewMs] of skews(random).entries()) {
        const planned = world.client.planned.length;
        world.play(random, { count: 12, overMs: 400 });
        // A job that fails is tried again later, by a clock that is wrong.
        await world.worker(0).arm({ at: 'screen:loaded', action: 'throw', skip: random.int(0, 2) });
        await world.client.answered(planned + (n === 0 ? 0 : random.int(1, 6)));
        const since = process.output.length;
        await clocks.set(process, skewMs);
        await expectAlarm(process, skewMs, since);
        await world.client.answered(planned + 12);
      }
    },
  };
}

/** Clocks that are wrong. */
export const CLOCK_SCENARIOS: readonly Scenario[] = [
  ...onBothBrokers((broker) =>
    scenarioOf(broker, 'the clock of one process is off by a minute or a day', (random) => [
      random.pick(SKEWS),
    ]),
  ),
  ...onBothBrokers((broker) =>
    scenarioOf(broker, 'the clock of one process steps back in mid-run', (random) => {
      const from = random.pick([60 * SECOND, DAY]);
      return [from, from - random.pick([30 * SECOND, 3_600 * SECOND, 2 * DAY])];
    }),
  ),
];
