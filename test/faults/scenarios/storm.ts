import { setTimeout as wait } from 'node:timers/promises';
import { FAILPOINTS } from '../../../src/failpoint.js';
import { SCREEN_JOB, screeningJobOptions } from '../../../src/queue/queues.js';
import { addJobs } from '../engine/queue-hand.js';
import type { Order } from '../engine/orders.js';
import type { Random } from '../engine/random.js';
import type { RoleProcess } from '../engine/role-process.js';
import { type Broker, onBothBrokers, QUEUE_IN, type Scenario } from '../engine/scenario.js';
import type { World } from '../engine/world.js';
import { REDIS_TROUBLES } from './redis.js';

/** Gives orders to a process if it can hear them: it may be stopped, or be starting. */
async function arm(victim: RoleProcess, order: Order): Promise<void> {
  if (victim.isReady) await victim.arm(order).catch(() => undefined);
}

/** A fault of a storm: whatever it does not take back itself, healing does. It draws before it first waits. */
type Strike = (world: World, random: Random) => Promise<void>;

const STRIKES: Strike[] = [
  /** Any process dies at any failpoint that it may come to. */
  async (world, random) => {
    const victim = random.pick(world.processes);
    const at = random.pick(FAILPOINTS);
    const skip = random.int(0, 4);
    await arm(victim, { at, action: 'kill', skip });
  },
  async (world, random) => random.pick(world.processes).signal('SIGKILL'),
  async (world, random) => random.pick(world.processes).signal('SIGTERM'),
  /** Stops and goes on, often past its lock. */
  async (world, random) => {
    const victim = random.pick(world.processes);
    const ms = random.int(300, 3_500);
    victim.signal('SIGSTOP');
    await wait(ms);
    victim.signal('SIGCONT');
  },
  async (world, random) => {
    const victim = random.pick(world.workers);
    const ms = random.int(200, 3_500);
    await arm(victim, { at: 'screen:staged', action: `block:${ms}` });
  },
  /** Screening fails, again and again. */
  async (world, random) => {
    const victim = random.pick(world.workers);
    const times = random.int(1, 6);
    await arm(victim, { at: 'screen:loaded', action: 'throw', times });
  },
  /** Everything that is stored comes once more, as jobs of its own. */
  async (world) => {
    const rows: { id: string }[] = await world.database.query(
      `select s.id from submission s join thread t on t.id = s.thread_id where t.key = $1`,
      [world.watcher.threadKey],
    );
    const jobs = rows.map(({ id }) => ({
      name: SCREEN_JOB,
      data: { submissionId: id },
      opts: { ...screeningJobOptions(3), jobId: `${id}-storm-${rows.length}` },
    }));
    // The broker may be away: then there are no duplicates.
    if (jobs.length > 0) await addJobs(world, jobs).catch(() => undefined);
  },
  (world) => world.client.replay(),
];

/** What befalls Redis in a storm: one thing at a time, as it is one server. */
function redisStrike(): Strike {
  let busy = false;
  return async (world, random) => {
    const trouble = random.pick(Object.values(REDIS_TROUBLES));
    if (busy) return;
    busy = true;
    try {
      await trouble(world, random);
    } catch (error) {
      // A strike before made it a read-only replica: it cannot be emptied.
      if (!(error instanceof Error && error.message.startsWith('READONLY'))) throw error;
    } finally {
      busy = false;
    }
  };
}

function storm(broker: Broker): Scenario {
  return {
    name: `storm of random faults, several at a time, ${QUEUE_IN[broker]}`,
    expects: 'nothing is lost, public too early or published twice, whatever happens together',
    wish: { broker, apis: 2, workers: 2, webhook: true },
    quick: true,
    async run(world, random) {
      const redis = redisStrike();
      const strikes = Array.from({ length: random.int(4, 8) }, () => ({
        strike: broker === 'redis' && random.chance(0.3) ? redis : random.pick(STRIKES),
        own: random.fork(),
        atMs: random.int(0, 2_000),
      }));
      const planned = world.play(random, { count: 40, overMs: 2_000 });
      // All of them end before anything is healed, also when one cannot do its work.
      const struck = await Promise.allSettled(
        strikes.map(async ({ strike, own, atMs }) => {
          await wait(atMs);
          await strike(world, own);
        }),
      );
      for (const one of struck) if (one.status === 'rejected') throw one.reason;
      await world.client.answered(planned.length, 60_000);
    },
  };
}

/** Everything at once. */
export const STORM_SCENARIOS: Scenario[] = onBothBrokers(storm);
