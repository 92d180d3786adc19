import { setTimeout as wait } from 'node:timers/promises';
import { eventually } from '../../support/eventually.js';
import { activeJobs } from '../engine/queue-hand.js';
import { onBothBrokers, QUEUE_IN, type Scenario } from '../engine/scenario.js';

const cleanStops = onBothBrokers((broker): Scenario => ({
  name: `SIGTERM all workers under load, ${QUEUE_IN[broker]}`,
  expects: 'they end with 0 and leave no job active; nothing is lost',
  wish: { broker },
  quick: true,
  async run(world, random) {
    const at = random.int(2, 12);
    const planned = world.play(random);
    await world.client.answered(at);
    const endings = await Promise.all(world.workers.map((worker) => worker.end('SIGTERM')));
    expect(endings).toEqual(world.workers.map(() => 0));
    expect(await activeJobs(world)).toBe(0);
    for (const worker of world.workers) worker.launch();
    await world.client.answered(planned.length);
  },
}));

const storms = onBothBrokers((broker): Scenario => ({
  name: `SIGTERM storm under load, ${QUEUE_IN[broker]}`,
  expects:
    'nothing is lost, whichever processes are told to stop, once or twice, however soon they are killed',
  wish: { broker },
  quick: true,
  async run(world, random) {
    const planned = world.play(random, { overMs: 1_500 });
    const strikes = Array.from({ length: 4 }, () => ({
      victim: random.pick(world.processes),
      restMs: random.int(0, 400),
      // A second SIGTERM, SIGKILL after a grace, or nothing more.
      then: random.pick(['SIGTERM', 'SIGKILL', undefined] as const),
      graceMs: random.int(0, 300),
    }));
    for (const { victim, restMs, then, graceMs } of strikes) {
      await wait(restMs);
      await eventually('the process is there', () => victim.isRunning);
      victim.signal('SIGTERM');
      if (then === undefined) continue;
      await wait(graceMs);
      victim.signal(then);
    }
    await world.client.answered(planned.length);
  },
}));

/** Everything about stopping in order. */
export const SHUTDOWN_SCENARIOS: Scenario[] = [
  ...cleanStops,
  ...storms,
  {
    name: 'SIGTERM the API under load',
    expects: 'it answers what it has begun, ends with 0, and nothing is lost',
    wish: { broker: 'redis', workers: 1 },
    quick: true,
    async run(world, random) {
      const at = random.int(2, 12);
      const api = world.api();
      const endings = api.endings.length;
      const planned = world.play(random);
      await world.client.answered(at);
      api.signal('SIGTERM');
      if (random.chance(0.5)) api.signal('SIGTERM');
      expect(await api.untilEnded(endings)).toBe(0);
      await world.client.answered(planned.length);
    },
  },
];
