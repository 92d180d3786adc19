import { setTimeout as wait } from 'node:timers/promises';
import type { Random } from '../engine/random.js';
import type { Scenario } from '../engine/scenario.js';
import type { World } from '../engine/world.js';

/** Longest time in milliseconds in which a submission is answered while Redis has trouble. */
const ANSWER_MS = 5_000;

/** Something that befalls Redis; it takes it back itself, or `World.heal` does. */
export type RedisTrouble = (world: World, random: Random) => Promise<void>;

/** Starts it again, in the state it would be in after such an end. */
async function restart({ redis }: World, pauseMs: number): Promise<void> {
  await wait(pauseMs);
  await redis.start();
}

async function setting(world: World, name: string, value: string, usual: string): Promise<void> {
  await world.redis.send('CONFIG', 'SET', name, value);
  world.onHeal(async () => void (await world.redis.send('CONFIG', 'SET', name, usual)));
}

/** Every trouble, by what a line of the table calls it. */
export const REDIS_TROUBLES = {
  'Redis: SIGKILL, restart with its data': async (world, random) => {
    const pauseMs = random.int(0, 600);
    await world.redis.kill();
    await restart(world, pauseMs);
  },
  'Redis: SIGKILL, restart without its data': async (world, random) => {
    const pauseMs = random.int(0, 600);
    await world.redis.kill();
    await world.redis.loseData();
    await restart(world, pauseMs);
  },
  'Redis: FLUSHALL in mid-run': async (world, random) => {
    const pauses = [random.int(0, 200), random.int(0, 200)];
    for (const pause of pauses) {
      await world.redis.flush();
      await wait(pause);
    }
  },
  'Redis: FLUSHDB in mid-run': async (world, random) => {
    const pauses = [random.int(0, 200), random.int(0, 200)];
    for (const pause of pauses) {
      await world.redis.send('FLUSHDB');
      await wait(pause);
    }
  },
  'Redis: refuses writes (min-replicas-to-write)': (world) =>
    setting(world, 'min-replicas-to-write', '1', '0'),
  'Redis: a read-only replica after a fail-over': async (world) => {
    await world.redis.send('REPLICAOF', '127.0.0.1', '1');
    world.onHeal(async () => void (await world.redis.send('REPLICAOF', 'NO', 'ONE')));
  },
  'Redis: out of memory with noeviction': (world) => setting(world, 'maxmemory', '1mb', '0'),
  'Redis: out of memory with allkeys-random': async (world) => {
    await setting(world, 'maxmemory-policy', 'allkeys-random', 'noeviction');
    await setting(world, 'maxmemory', '1mb', '0');
  },
  'Redis: silent for a while (SIGSTOP)': async (world, random) => {
    const pauseMs = random.int(1_200, 2_500);
    world.redis.freeze();
    world.onHeal(() => world.redis.thaw());
    await wait(pauseMs);
    world.redis.thaw();
  },
  'Redis: DEBUG SLEEP': async (world, random) => {
    await world.redis.send('DEBUG', 'SLEEP', String(random.int(1_200, 2_500) / 1_000));
  },
} satisfies Record<string, RedisTrouble>;

/** Every answer came in time and was a receipt. Those who hung up themselves know nothing. */
function expectAcceptsWentOn({ client }: World): void {
  const answered = client.history.filter(({ kind, status }) => kind === 'submit' && status !== null);
  expect(answered.filter(({ known }) => known !== 'ok')).toEqual([]);
  expect(Math.max(...answered.map(({ invokedAt, answeredAt }) => answeredAt - invokedAt))).toBeLessThan(
    ANSWER_MS,
  );
  const patient = new Set(client.planned.filter((one) => one.impatientMs === null).map((one) => one.marker));
  const unanswered = client.history.filter(
    ({ kind, status, marker }) => kind === 'submit' && status === null && patient.has(marker),
  );
  expect(unanswered).toEqual([]);
}

const byTrouble: Scenario[] = Object.entries(REDIS_TROUBLES).map(([name, trouble]) => ({
  name,
  expects: 'submissions are accepted as before, within 5 s; the backlog drains by the sweeper',
  wish: { broker: 'redis' },
  quick: true,
  async run(world, random) {
    const at = random.int(1, 8);
    const planned = world.play(random);
    await world.client.answered(at);
    await trouble(world, random);
    await world.client.answered(planned.length);
    expectAcceptsWentOn(world);
  },
}));

/** Everything about Redis. */
export const REDIS_SCENARIOS: Scenario[] = [
  ...byTrouble,
  {
    name: 'Redis: down when API and worker start',
    expects: 'the API is ready and accepts; the worker waits and screens once Redis is there',
    wish: { broker: 'redis', workers: 1 },
    quick: true,
    async run(world, random) {
      await Promise.all(world.processes.map((process) => process.end('SIGKILL')));
      await world.redis.kill();
      world.onHeal(() => world.redis.start());
      for (const process of world.processes) process.launch();
      await Promise.all(world.processes.map((process) => process.untilReady()));
      const before = await world.count('received');
      const planned = world.play(random, { moderate: false });
      await world.client.answered(planned.length);
      expectAcceptsWentOn(world);
      const taken = new Set(world.client.acknowledged().map(({ marker }) => marker)).size;
      expect((await world.count('received')) - before).toBeGreaterThanOrEqual(taken);
    },
  },
];
