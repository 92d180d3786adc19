import { createTestDatabase } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';
import { EventStream } from '../engine/event-stream.js';
import { ask } from '../engine/http.js';
import { type LinkName, Network } from '../engine/network.js';
import { expectBusy, expectTextKept, postForm, postJson } from '../engine/people.js';
import type { Product } from '../engine/product.js';
import type { Random } from '../engine/random.js';
import type { Broker, Scenario } from '../engine/scenario.js';
import type { Toxics } from '../engine/tcp-lane.js';
import type { World, WorldWish } from '../engine/world.js';

/** The time limits of the product, shortened so that a run takes seconds: [file, as it is, as it is here]. */
const SHORTER = [
  ['database/data-source.js', 'CONNECT_MS = 5_000', 'CONNECT_MS = 1_000'],
  ['database/data-source.js', 'statement_timeout: 15_000', 'statement_timeout: 1_500'],
  ['database/data-source.js', 'query_timeout: 20_000', 'query_timeout: 2_000'],
  ['queue/broker.js', 'CONNECT_MS = 5_000', 'CONNECT_MS = 1_000'],
  ['queue/broker.js', 'QUERY_MS = 20_000', 'QUERY_MS = 2_000'],
  // Not less: an idle worker waits up to 10 s for an answer.
  ['queue/broker.js', 'SILENT_MS = 20_000', 'SILENT_MS = 11_000'],
] as const;

function shorten(product: Product): void {
  for (const [file, from, to] of SHORTER) product.mutate(file, from, to);
}

/** Longest wait for an answer of the API with these time limits, whatever the network does, in milliseconds. */
const BOUND_MS = 8_000;

/** Longest time until dead connections are noticed and replaced, with these time limits, in milliseconds. */
const RENEWED_MS = 30_000;

const network = new Network();

afterAll(() => EventStream.close());

const make = (broker: Broker): WorldWish =>
  network.wish({ broker, workers: 1, store: createTestDatabase, sabotage: shorten });

/** One world for all scenarios of a broker. */
const WISHES: Readonly<Record<Broker, WorldWish>> = { redis: make('redis'), postgres: make('postgres') };

const TO_REDIS: readonly LinkName[] = ['api-redis', 'worker-redis'];
const TO_POSTGRES: readonly LinkName[] = ['api-postgres', 'worker-postgres'];

/** Every patient reader had an answer in time; with `taken` the answer was a receipt. */
function expectAnswers({ client }: World, expected: { taken: boolean }): void {
  const patient = new Set(client.planned.filter((one) => one.impatientMs === null).map((one) => one.marker));
  const submits = client.history.filter(({ kind, marker }) => kind === 'submit' && patient.has(marker));
  expect(submits.filter(({ status }) => status === null)).toEqual([]);
  expect(Math.max(0, ...submits.map((one) => one.answeredAt - one.invokedAt))).toBeLessThan(BOUND_MS);
  if (expected.taken) expect(submits.filter(({ known }) => known !== 'ok')).toEqual([]);
}

/** Both doors refuse in time and the page gives back what was typed; the API says that it does not accept. */
async function expectRefusals(world: World): Promise<void> {
  const { url } = world.api();
  const { threadKey } = world.watcher;
  const [form, json, ready] = await Promise.all([
    postForm(url, threadKey, { timeoutMs: BOUND_MS }),
    postJson(url, threadKey, { timeoutMs: BOUND_MS }),
    ask(`${url}/readyz`, { timeoutMs: BOUND_MS }),
  ]);
  expectTextKept(form);
  expectBusy(json);
  expect(ready).toMatchObject({ status: 503 });
}

/** What a network does to a link. */
interface Weather {
  name: string;
  expects: string;
  broker?: Broker;
  quick?: boolean;
  links: readonly LinkName[];
  toxics: (random: Random) => Toxics;
  /** Whether whatever the API does on this link fails. */
  silences?: boolean;
  /** Whether all goes well meanwhile, only later. */
  harmless?: boolean;
}

function scenarioOf(weather: Weather): Scenario {
  const {
    name,
    expects,
    broker = 'redis',
    quick = false,
    links,
    silences = false,
    harmless = false,
  } = weather;
  return {
    name,
    expects,
    wish: WISHES[broker],
    quick,
    async run(world, random) {
      await EventStream.on(world);
      const link = random.pick(links);
      const toxics = weather.toxics(random);
      const at = random.int(1, 10);
      const forgotten = random.chance(0.5);
      world.onHeal(() => network.heal({ forgotten }));
      const planned = world.play(random, { overMs: random.int(200, 1_000) });
      await world.client.answered(at);
      await network.set(link, toxics);
      const more = world.play(random, { count: 10, overMs: 200 });
      if (silences && link === 'api-postgres') await expectRefusals(world);
      await world.client.answered(planned.length + more.length);
      expectAnswers(world, { taken: harmless || link !== 'api-postgres' });
    },
    after: async (world) => (await EventStream.on(world)).expectDecisionArrives(),
  };
}

const PROMISE = 'every answer within its bound; nothing is lost; LISTEN is established again';
const REFUSES = `${PROMISE}; 503 with Retry-After, the form keeps its text`;

const BETWEEN: Readonly<Record<LinkName, string>> = {
  'api-postgres': 'API and PostgreSQL',
  'worker-postgres': 'worker and PostgreSQL',
  'api-redis': 'API and Redis',
  'worker-redis': 'worker and Redis',
};

/** All packets are lost: both ways, or one way. */
function partition(link: LinkName, broker: Broker = 'redis'): Scenario {
  const silences = link === 'api-postgres';
  return scenarioOf({
    name: `no network between ${BETWEEN[link]}, or one way only${broker === 'redis' ? '' : ', queue in PostgreSQL'}`,
    expects: silences ? REFUSES : `submissions are accepted as before; ${PROMISE}`,
    broker,
    quick: broker === 'redis' && link.endsWith('postgres'),
    links: [link],
    silences,
    toxics: (random) => ({ lost: random.pick(['both', 'up', 'down'] as const) }),
  });
}

/**
 * The other side is gone and nobody says so: what the desk sends on old connections goes nowhere for ever, new ones work.
 * Nothing heals until the desk has helped itself.
 */
function halfOpen(link: LinkName, broker: Broker = 'redis'): Scenario {
  return {
    name: `half-open connections between ${BETWEEN[link]}${broker === 'redis' ? '' : ', queue in PostgreSQL'}`,
    expects:
      'dead connections are noticed by time limits and replaced, before anything heals; nothing is lost',
    wish: WISHES[broker],
    quick: broker === 'redis' && link.endsWith('postgres'),
    async run(world, random) {
      const proxy = await network.link(link);
      const at = random.int(1, 10);
      world.onHeal(() => network.heal());
      const planned = world.play(random, { overMs: random.int(200, 1_000) });
      await world.client.answered(at);
      await proxy.set({ halfOpen: true });
      proxy.dropServerSide();
      const more = world.play(random, { count: 10, overMs: 200 });
      await world.client.answered(planned.length + more.length);
      expectAnswers(world, { taken: link !== 'api-postgres' });
      await eventually('the API accepts again', () => accepts(world), { timeoutMs: RENEWED_MS });
      await eventually('the API shows the thread again', () => world.watcher.look(world.api().url), {
        timeoutMs: RENEWED_MS,
      });
      await eventually('all is screened', async () => (await world.count('received')) === 0, {
        timeoutMs: RENEWED_MS,
      });
    },
  };
}

async function accepts(world: World): Promise<boolean> {
  const answer = await ask(`${world.api().url}/readyz`, { timeoutMs: BOUND_MS });
  return !('failed' in answer) && answer.status === 200;
}

const ALL: readonly LinkName[] = [...TO_POSTGRES, ...TO_REDIS];

/** What can befall the network. */
export const NETWORK_SCENARIOS: readonly Scenario[] = [
  ...ALL.map((link) => partition(link)),
  partition('worker-postgres', 'postgres'),
  partition('api-postgres', 'postgres'),
  ...ALL.map((link) => halfOpen(link)),
  halfOpen('worker-postgres', 'postgres'),
  halfOpen('api-postgres', 'postgres'),
  scenarioOf({
    name: 'one byte a second between the API and PostgreSQL',
    expects: REFUSES,
    links: ['api-postgres'],
    silences: true,
    toxics: () => ({ bandwidth: { bytesPerSecond: 1 } }),
  }),
  scenarioOf({
    name: 'one byte a second on any other link',
    expects: `submissions are accepted as before; ${PROMISE}`,
    links: ['worker-postgres', ...TO_REDIS],
    toxics: () => ({ bandwidth: { bytesPerSecond: 1 } }),
  }),
  scenarioOf({
    name: 'late, irregular and in small pieces, on any link',
    expects: 'all goes on, only later',
    links: ALL,
    harmless: true,
    toxics: (random) => ({
      latency: { ms: random.int(5, 30), jitterMs: random.int(1, 40) },
      slice: { bytes: random.pick([7, 50, 500]) },
    }),
  }),
  scenarioOf({
    name: 'connections are reset after some bytes, on any link',
    expects: PROMISE,
    quick: true,
    links: ALL,
    toxics: (random) => ({ reset: { afterBytes: random.pick([0, 1, 500, 5_000, 20_000]) } }),
  }),
  scenarioOf({
    name: 'connections are cut and refused, on any link',
    expects: PROMISE,
    links: ALL,
    toxics: () => ({ refuse: true }),
  }),
];
