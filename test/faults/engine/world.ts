import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { createModerator } from '../../../src/moderators/create-moderator.js';
import { createToken } from '../../../src/moderators/create-token.js';
import { putWebhook } from '../../../src/sites/put-webhook.js';
import { createTestDatabase } from '../../support/database.js';
import { freePort } from '../../support/desk.js';
import { eventually } from '../../support/eventually.js';
import { given } from '../../support/given.js';
import { startRedis, type TestRedis } from '../../support/redis.js';
import { check, type Violation } from './checker.js';
import { Client } from './client.js';
import { KNOWN_AUTHORS, type Load, planSubmissions, type PlannedSubmission, RUN_POLICY } from './plan.js';
import { Receiver } from './receiver.js';
import { copyProduct, type Product } from './product.js';
import type { Random } from './random.js';
import { RoleProcess } from './role-process.js';
import type { Broker } from './scenario.js';
import { Watcher } from './watcher.js';

/** What a scenario needs. */
export interface WorldWish {
  /** Where the queue is. With `redis` the world has a Redis server of its own. */
  broker: Broker;
  /** Default 1. */
  apis?: number;
  /** Default 2. */
  workers?: number;
  /** More environment for every process. Defaults in `BASE_ENV`. */
  env?: Record<string, string>;
  /** More environment for one kind of process, such as `{ worker: { WORKER_LOCK_SECONDS: '5' } }`. */
  roleEnv?: Partial<Record<'api' | 'worker', Record<string, string>>>;
  /** Gives the database; default: one of its own on the shared test server. */
  store?: () => Promise<Store>;
  /** The way of a kind of process to a store, such as by a proxy. Default: straight. */
  way?: (from: 'api' | 'worker', to: 'postgres' | 'redis', url: string) => string | Promise<string>;
  /** Whether the site has a webhook, which a receiver of the world takes. */
  webhook?: true;
  /** Milliseconds after healing in which nothing may wait any more. Default 60,000. */
  patienceMs?: number;
  /** Breaks the product on purpose, for tests of the harness itself. */
  sabotage?: (product: Product) => void;
}

/** A migrated database with the site `default`. */
export interface Store {
  /** Straight, past every fault of a link. */
  url: string;
  dataSource: DataSource;
  destroy(): Promise<void>;
}

/** What one run found. Times are milliseconds. */
export interface Findings {
  operations: number;
  acknowledged: number;
  unknown: number;
  /** From the end of all faults, with every process running, until nothing waited any more. */
  balancedMs: number;
  violations: Violation[];
}

/** Settings that make faults pass quickly; everything else is as in production. */
export const BASE_ENV = {
  LOG_LEVEL: 'warn',
  LANG: 'C.UTF-8',
  HOST: '127.0.0.1',
  TRUSTED_PROXIES: '127.0.0.0/8,::1',
  REPLYDESK_MIGRATE: 'false',
  REPLYDESK_SECRET: 'a secret of the fault tests, long enough',
  DATABASE_POOL: '4',
  SWEEP_SECONDS: '1',
  SCREENING_REQUEUE_SECONDS: '1',
  SCREENING_OVERDUE_SECONDS: '60',
  WORKER_LOCK_SECONDS: '2',
} as const;

interface Parts {
  wish: WorldWish;
  store: Store;
  product: Product;
  directory: string;
  redis: TestRedis | undefined;
  receiver: Receiver | undefined;
}

const MODERATOR = { email: 'mika@desk.example', name: 'Mika' };
const BALANCE_MS = 60_000;
/** Small loads after the first one. */
const MOST_MORE = 8;
const STRAIGHT = (_from: string, _to: string, url: string) => url;

/** Real processes on real stores, with clients; reused by all runs of a scenario. */
export class World {
  readonly apis: RoleProcess[] = [];
  readonly workers: RoleProcess[] = [];
  /** Of the current run. */
  client: Client;
  /** Of the current run. */
  watcher: Watcher;
  private name = '';
  private undo: (() => void | Promise<void>)[] = [];
  private runs = 0;
  private token = '';

  readonly wish: WorldWish;
  readonly store: Store;
  readonly product: Product;
  private readonly directory: string;
  private readonly redisServer: TestRedis | undefined;
  private readonly receiver: Receiver | undefined;

  private constructor(parts: Parts) {
    this.wish = parts.wish;
    this.store = parts.store;
    this.product = parts.product;
    this.directory = parts.directory;
    this.redisServer = parts.redis;
    this.receiver = parts.receiver;
  }

  /** Starts everything and waits until all processes are ready. */
  static async open(wish: WorldWish): Promise<World> {
    const product = copyProduct();
    wish.sabotage?.(product);
    const [store, redis, receiver] = await Promise.all([
      (wish.store ?? createTestDatabase)(),
      wish.broker === 'redis' ? startRedis() : undefined,
      wish.webhook === true ? Receiver.open() : undefined,
    ]);
    const directory = mkdtempSync(join(tmpdir(), 'replydesk-fault-'));
    const world = new World({ wish, store, product, directory, redis, receiver });
    await world.prepare();
    await world.hire();
    for (const process of world.processes) process.launch();
    await Promise.all(world.processes.map((process) => process.untilReady()));
    return world;
  }

  get processes(): RoleProcess[] {
    return [...this.apis, ...this.workers];
  }

  /** Straight to the database, past every fault of a link. */
  get database(): DataSource {
    return this.store.dataSource;
  }

  /** @throws Error where the queue is in PostgreSQL. */
  get redis(): TestRedis {
    if (this.redisServer === undefined) throw new Error('this world has no Redis');
    return this.redisServer;
  }

  /** @throws Error when there is none. */
  api(index = 0): RoleProcess {
    return present(this.apis[index]);
  }

  /** @throws Error when there is none. */
  worker(index = 0): RoleProcess {
    return present(this.workers[index]);
  }

  /** Begins a run: a thread, clients and a watcher of its own. */
  async begin(random: Random): Promise<void> {
    this.runs += 1;
    this.name = `${random.seed.toString(36)}r${this.runs}`;
    const threadKey = String(1_000_000 + this.runs);
    await given(this.database).thread({ key: threadKey, title: `Run ${this.runs}` });
    const apis = () => this.apis.map(({ url }) => url);
    this.client = new Client({
      apis,
      threadKey,
      moderator: { token: this.token, name: MODERATOR.name },
      database: this.database,
    });
    this.watcher = new Watcher(apis, threadKey);
    this.watcher.start();
  }

  /** Plans a load and starts to play it. */
  play(random: Random, load: Load = {}): PlannedSubmission[] {
    const planned = planSubmissions(
      random.fork(),
      `${this.name}x${this.client.planned.length.toString(36)}`,
      load,
    );
    this.client.play(planned);
    return planned;
  }

  /**
   * Plays a load, and some more while `happened` is not true: under the load of other programs few batches are made of
   * many submissions.
   * @throws Error when it never happens.
   */
  async playUntil(
    condition: string,
    happened: () => boolean,
    ...[random, load]: [Random, Load?]
  ): Promise<void> {
    const more = Array.from({ length: MOST_MORE }, () => random.fork());
    this.play(random, load);
    for (const another of more) {
      await eventually(`${condition}, or all is answered`, () => happened() || this.client.isAnswered, {
        timeoutMs: BALANCE_MS,
      });
      if (await eventually(condition, happened, { timeoutMs: 1_500 }).catch(() => false)) break;
      this.play(another, { ...load, count: 4, overMs: 100 });
    }
    await eventually(condition, happened);
    await eventually('all is answered', () => this.client.isAnswered, { timeoutMs: BALANCE_MS });
  }

  /** Has `undo` called when the run is healed, last first. It must succeed when there is nothing to undo. */
  onHeal(undo: () => void | Promise<void>): void {
    this.undo.push(undo);
  }

  /** Takes every fault back and waits until all processes are ready. */
  async heal(): Promise<void> {
    for (const process of this.processes) process.signal('SIGCONT');
    for (const undo of this.undo.splice(0).reverse()) await undo();
    for (const process of this.processes) process.launch();
    await Promise.all(this.processes.map((process) => process.untilReady()));
    for (const process of this.processes) {
      await process.arm();
      await process.release();
    }
    // An order may have been carried out just before it was taken back.
    await Promise.all(this.processes.map((process) => process.untilReady()));
  }

  /** Waits until nothing waits for the machine, neither submissions nor effects. @returns milliseconds that took. */
  async untilBalanced(timeoutMs = this.wish.patienceMs ?? BALANCE_MS): Promise<number> {
    const start = performance.now();
    const waiting = `select (select count(*) from submission where state = 'received')
                          + (select count(*) from outbox where state = 'pending') as n`;
    await eventually(
      'nothing waits for the machine',
      async () => {
        const [row]: { n: number }[] = await this.database.query(waiting);
        return row?.n === 0;
      },
      { timeoutMs },
    );
    return performance.now() - start;
  }

  /** Submissions in a state now. */
  async count(state: string): Promise<number> {
    const rows: { n: number }[] = await this.database.query(
      'select count(*)::int as n from submission where state = $1',
      [state],
    );
    return rows[0]?.n ?? 0;
  }

  /** Ends a run: heals, waits, and checks everything. */
  async conclude(after?: () => Promise<void>): Promise<Findings> {
    await this.heal();
    this.client.heal();
    const healed = await this.untilBalanced();
    await this.client.finished();
    const rest = await this.untilBalanced();
    await this.watcher.stop();
    await after?.();
    const publicNow = await eventually('the API shows the thread', () => this.watcher.look(this.api().url));
    const { history, planned } = this.client;
    return {
      operations: history.length,
      acknowledged: new Set(this.client.acknowledged().map(({ marker }) => marker)).size,
      unknown: history.filter(({ known }) => known === 'unknown').length,
      balancedMs: Math.round(Math.max(healed, rest)),
      violations: await check({
        database: this.database,
        planned,
        history,
        sightings: this.watcher.sightings,
        publicNow,
        ...(this.receiver === undefined ? {} : { deliveries: this.receiver.deliveries }),
        overdueSeconds: Number(this.env('worker')['SCREENING_OVERDUE_SECONDS']),
      }),
    };
  }

  /** Ends everything and removes it. */
  async close(): Promise<void> {
    await this.watcher?.stop();
    for (const process of this.processes) process.signal('SIGCONT');
    for (const undo of this.undo.splice(0).reverse()) await undo();
    await Promise.all(this.processes.map((process) => process.end('SIGKILL')));
    await this.redisServer?.stop();
    await this.receiver?.close();
    await this.store.destroy();
    this.product.remove();
    rmSync(this.directory, { recursive: true, force: true });
  }

  private env(role: 'api' | 'worker'): Record<string, string> {
    return { ...BASE_ENV, ...this.wish.env, ...this.wish.roleEnv?.[role] };
  }

  private async prepare(): Promise<void> {
    const rows = given(this.database);
    const site = await rows.defaultSite();
    await this.database.query('update site set flood_seconds = 0 where id = $1', [site.id]);
    await rows.policy(site.id, RUN_POLICY);
    for (const name of KNOWN_AUTHORS)
      await rows.approvedComment({ name, email: `${name.toLowerCase()}@example.org` });
    if (this.receiver !== undefined)
      await putWebhook(this.database, { siteKey: 'default', url: this.receiver.url });
    const { manager } = this.database;
    await createModerator(manager, { ...MODERATOR, role: 'moderator', password: 'correct horse battery' });
    const created = await createToken(manager, { email: MODERATOR.email, name: 'faults' });
    if (created.kind !== 'created') throw new Error(created.kind);
    this.token = created.token;
  }

  private async hire(): Promise<void> {
    const { apis = 1, workers = 2, way = STRAIGHT } = this.wish;
    const settings = async (role: 'api' | 'worker') => ({
      PATH: process.env['PATH'],
      ...this.receiver?.env,
      ...this.env(role),
      REPLYDESK_DATA_DIR: this.directory,
      DATABASE_URL: await way(role, 'postgres', this.store.url),
      ...(this.redisServer === undefined
        ? {}
        : { REDIS_URL: await way(role, 'redis', this.redisServer.url) }),
    });
    for (let n = 0; n < apis; n++) {
      const PORT = String(await freePort());
      this.apis.push(
        new RoleProcess({
          name: 'api',
          file: this.product.file('main.js'),
          env: { ...(await settings('api')), PORT },
          url: `http://127.0.0.1:${PORT}`,
        }),
      );
    }
    for (let n = 0; n < workers; n++) {
      const file = this.product.file('worker.js');
      this.workers.push(new RoleProcess({ name: 'worker', file, env: await settings('worker') }));
    }
  }
}

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new RangeError('there is no such process');
  return value;
}
