import { eventually } from '../../support/eventually.js';
import { EventStream } from '../engine/event-stream.js';
import type { Answer, NoAnswer } from '../engine/http.js';
import { ownPostgres } from '../engine/own-postgres.js';
import { expectBusy, expectTextKept, postForm, postJson } from '../engine/people.js';
import type { PostgresServer } from '../engine/postgres-server.js';
import type { Random } from '../engine/random.js';
import { type Broker, onBothBrokers, QUEUE_IN, type Scenario } from '../engine/scenario.js';
import type { World, WorldWish } from '../engine/world.js';

const postgres = ownPostgres();

/** One world for all scenarios of a broker. */
const WISHES: Readonly<Record<Broker, WorldWish>> = {
  postgres: postgres.wish({ broker: 'postgres', workers: 1 }),
  redis: postgres.wish({ broker: 'redis', workers: 1 }),
};

afterAll(() => EventStream.close());

/** Longest wait for an answer while the database refuses, in milliseconds. */
const PROMPT_MS = 8_000;

/** While the database refuses everything: both doors say so, soon, and the page gives back what was typed. */
async function expectRefusals(world: World): Promise<void> {
  const threadKey = world.watcher.threadKey;
  const [form, json] = await Promise.all(
    world.apis.flatMap(({ url }) => [
      timed(() => postForm(url, threadKey)),
      timed(() => postJson(url, threadKey)),
    ]),
  );
  if (form === undefined || json === undefined) throw new Error('there is no API');
  expectTextKept(form.answer);
  expectBusy(json.answer);
  expect(Math.max(form.ms, json.ms)).toBeLessThan(PROMPT_MS);
}

async function timed(
  work: () => Promise<Answer | NoAnswer>,
): Promise<{ answer: Answer | NoAnswer; ms: number }> {
  const start = performance.now();
  return { answer: await work(), ms: performance.now() - start };
}

/** What a fault of PostgreSQL does in a run. */
interface Trouble {
  name: string;
  expects: string;
  broker: Broker;
  quick: boolean;
  /** Makes the trouble in mid-run; what it takes back when the run is healed. */
  strike: (context: { world: World; server: PostgresServer; random: Random }) => Promise<void>;
}

function scenarioOf({ name, expects, broker, quick, strike }: Trouble): Scenario {
  return {
    name,
    expects,
    wish: WISHES[broker],
    quick,
    async run(world, random) {
      await EventStream.on(world);
      const overMs = random.int(300, 1_500);
      const strikeAfter = random.int(1, 12);
      const planned = world.play(random, { overMs });
      await world.client.answered(strikeAfter);
      await strike({ world, server: postgres.server(), random });
      await world.client.answered(planned.length);
    },
    after: async (world) => (await EventStream.on(world)).expectDecisionArrives(),
  };
}

const DOWN =
  'no acknowledgement without COMMIT; 503 with Retry-After, the form keeps its text; all is screened once';
const LISTENS = 'LISTEN is established again';

function ends(broker: Broker, how: 'stopImmediately' | 'kill'): Scenario {
  const words = how === 'kill' ? 'kill -9 every process of PostgreSQL' : 'stop PostgreSQL immediately';
  return scenarioOf({
    name: `${words} in mid-run, ${QUEUE_IN[broker]}`,
    expects: `${DOWN}; ${LISTENS}`,
    broker,
    quick: broker === 'postgres',
    async strike({ world, server, random }) {
      const rounds = random.int(1, 2);
      world.onHeal(() => server.start());
      for (let round = 1; round <= rounds; round++) {
        await server[how]();
        await expectRefusals(world);
        if (round < rounds) await server.start();
      }
    },
  });
}

/** Connections of the desk, by what they are for. */
const CONNECTIONS = [
  ['the pool of the API', 'desk_api', 'replydesk'],
  ['the prepared connections', 'desk_api', 'replydesk readers'],
  ['the queue of the API', 'desk_api', 'replydesk-queue'],
  ['the listener', 'desk_api', 'replydesk listener'],
  ['the pool of the worker', 'desk_worker', 'replydesk'],
  ['the queue of the worker', 'desk_worker', 'replydesk-queue'],
] as const;

function terminates([what, role, application]: (typeof CONNECTIONS)[number]): Scenario {
  let ended = 0;
  return scenarioOf({
    name: `end ${what} again and again (pg_terminate_backend)`,
    expects: `what is cut off is tried again; nothing is lost or done twice; ${LISTENS}`,
    broker: 'postgres',
    quick: application !== 'replydesk',
    async strike({ world, server, random }) {
      const rounds = random.int(2, 5);
      ended = 0;
      for (let round = 0; round < rounds; round++) {
        await eventually(`${what} is ended`, async () => {
          const more = await server.terminate({ role, application });
          ended += more;
          // What is opened for the load alone is not opened again when the load is over.
          return more > 0 || (ended > 0 && world.client.isAnswered);
        });
      }
      expect(ended).toBeGreaterThan(0);
    },
  });
}

const tooMany = scenarioOf({
  name: 'too many connections',
  expects: `${DOWN}; whoever had a connection works on`,
  broker: 'postgres',
  quick: true,
  async strike({ world, server, random }) {
    world.onHeal(async () => {
      await server.limitConnections('desk_api', -1);
      await server.limitConnections('desk_worker', -1);
    });
    await server.limitConnections('desk_api', 0);
    await server.limitConnections('desk_worker', random.int(0, 3));
    await server.terminate();
    await expectRefusals(world);
  },
});

const readOnly = scenarioOf({
  name: 'PostgreSQL is read-only, as after a fail-over',
  expects: DOWN,
  broker: 'postgres',
  quick: true,
  async strike({ world, server }) {
    world.onHeal(() => server.configure({ default_transaction_read_only: null }));
    await server.configure({ default_transaction_read_only: 'on' });
    await expectRefusals(world);
  },
});

/** PostgreSQL itself says no in the midst of a statement that is otherwise sound. */
async function stumbles(world: World): Promise<Record<'deadlocks' | 'rollbacks', number>> {
  const [row] = await world.database.query(
    `select deadlocks::int, xact_rollback::int as rollbacks from pg_stat_database where datname = current_database()`,
  );
  return row;
}

const serialization = scenarioOf({
  name: 'every transaction is serializable, with failures',
  expects: 'a transaction that fails is tried again or refused with 503; nothing is lost or done twice',
  broker: 'postgres',
  quick: true,
  async strike({ world, server }) {
    world.onHeal(() => server.configure({ default_transaction_isolation: null }));
    const before = await stumbles(world);
    await server.configure({ default_transaction_isolation: 'serializable' });
    await eventually('transactions fail', async () => (await stumbles(world)).rollbacks > before.rollbacks);
  },
});

const deadlock = scenarioOf({
  name: 'deadlocks between the desk and a stranger',
  expects: 'the desk gives way and tries again or refuses with 503; nothing is lost or done twice',
  broker: 'postgres',
  quick: true,
  async strike({ world, server, random }) {
    await server.configure({ deadlock_timeout: '700ms' });
    const before = await stumbles(world);
    const stranger = await server.stranger();
    // The desk looks for a deadlock once, after this time: by then the stranger waits. It never gives way itself.
    await stranger.query(`set deadlock_timeout = '1min'; set lock_timeout = '2s'`);
    const rounds = random.int(1, 3);
    try {
      for (let round = 0; round < rounds; round++) {
        world.play(random, { count: 6, overMs: 200 });
        await lockUntilWaited(stranger, random.chance(0.5) ? 'verdict' : 'comment');
        await stranger.query('lock table submission in exclusive mode').catch(() => undefined);
        await stranger.query('rollback');
      }
      await eventually(
        'there were deadlocks',
        async () => (await stumbles(world)).deadlocks > before.deadlocks,
      );
    } finally {
      await stranger.end();
      await server.configure({ deadlock_timeout: null });
    }
  },
});

/** Locks a table and waits until somebody who has rows of `submission` waits for it. */
async function lockUntilWaited(
  stranger: Awaited<ReturnType<PostgresServer['stranger']>>,
  table: string,
): Promise<void> {
  await stranger.query(`begin; lock table ${table} in exclusive mode`);
  await eventually(`somebody waits for ${table}`, async () => {
    const { rowCount } = await stranger.query(
      `select 1 from pg_locks where relation = $1::regclass and not granted`,
      [table],
    );
    return rowCount;
  });
}

/** What can befall PostgreSQL. */
export const POSTGRES_SCENARIOS: readonly Scenario[] = [
  ...onBothBrokers((broker) => ends(broker, 'stopImmediately')),
  ...onBothBrokers((broker) => ends(broker, 'kill')),
  ...CONNECTIONS.map(terminates),
  tooMany,
  readOnly,
  serialization,
  deadlock,
];
