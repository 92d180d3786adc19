import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Config, configOf } from '../../src/config/config.js';
import { parseEnv } from '../../src/config/env.schema.js';
import type { CommentPage } from '../../src/contract/reader-api.js';
import { createDataSource, dataSourceOptions } from '../../src/database/data-source.js';
import { type Policy, policyHash, policySchema } from '../../src/domain/policy.js';
import type { Failpoint } from '../../src/failpoint.js';
import { emptyQueues } from '../../src/queue/empty-queues.js';
import { ForgetAddresses } from '../../src/screening/forget-addresses.js';
import { HoldSubmissions } from '../../src/screening/hold-submissions.js';
import { LoadContext } from '../../src/screening/load-context.js';
import { ScreenSubmission } from '../../src/screening/screen-submission.js';
import { ScreeningProcessor } from '../../src/screening/screening.processor.js';
import { ScreeningSweeper } from '../../src/screening/screening.sweeper.js';
import { SettleVerdict } from '../../src/screening/settle-verdict.js';
import { putPolicy } from '../../src/sites/put-policy.js';
import { putThread } from '../../src/sites/put-thread.js';
import { startApp, type TestApp } from '../support/app.js';
import type { TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { onFailpoint } from '../support/failpoint-gate.js';
import { given } from '../support/given.js';
import { bearerOf } from '../support/moderators.js';
import { SWEEP_LOCK, WatchedQueue } from '../support/sweeping.js';
import type { Sent } from './model.js';
import { stagesAlone } from '../support/no-providers.js';
import { TEST_KEYS } from '../support/keys.js';

/** The threads of each site. */
export const THREADS = ['one', 'two'];

const SWITCHED_OFF: Policy = policySchema.parse({
  first_held: 0,
  previously_approved: false,
  max_links: 0,
  disallowed_words: ['forbidden'],
  moderation_words: ['doubtful'],
  repeated_text: 0,
  near_duplicates: { count: 0, hours: 24 },
  rejections: { count: 0, days: 90 },
  network_budget: { submissions: 0, minutes: 10 },
});

/** The worker's part of a process. */
interface WorkerPart {
  dataSource: DataSource;
  queue: WatchedQueue;
  hold: HoldSubmissions;
  screen: ScreenSubmission;
}

/** The whole desk on a real database and a real queue, in one process, but for what a worker does by itself. */
export class System {
  /** Key of the site in use; one for each run. */
  site = '';
  siteId = '';
  moderators: { authorization: string }[] = [];
  private app: TestApp;
  private worker: WorkerPart;
  private sends = 0;

  private constructor(
    private readonly database: TestDatabase,
    /** Looks on from outside, and stays when the desk's connections are cut. */
    readonly onlooker: DataSource,
    private readonly env: Record<string, string>,
    private readonly config: Config,
  ) {}

  /** @param env where the queue is, if not in the database. */
  static async start(database: TestDatabase, env: Record<string, string> = {}): Promise<System> {
    Logger.overrideLogger(false);
    const config = configOf(
      parseEnv({ DATABASE_URL: database.url, LOG_LEVEL: 'fatal', SCREENING_TRIES: '1', ...env }),
    );
    const options = { ...dataSourceOptions({ url: database.url, pool: 3 }), applicationName: 'onlooker' };
    const onlooker = await new DataSource(options as typeof options & { type: 'postgres' }).initialize();
    const system = new System(database, onlooker, env, config);
    system.moderators = [await bearerOf(onlooker, 'moderator'), await bearerOf(onlooker, 'lead')];
    await system.boot();
    return system;
  }

  async newSite(): Promise<void> {
    const site = await given(this.onlooker).site({ floodSeconds: 0 });
    Object.assign(this, { site: site.key, siteId: site.id });
    await this.setPolicy('policy');
    for (const key of THREADS) await given(this.onlooker).thread({ siteId: site.id, key });
  }

  /** Sends as a reader's client does, from a network of its own. */
  submit({ thread, author, text, key }: Sent) {
    this.sends += 1;
    return this.app.inject({
      method: 'POST',
      url: `/api/v1/sites/${this.site}/threads/${thread}/submissions`,
      headers: key === undefined ? {} : { 'idempotency-key': key },
      payload: { author, email: `${author}@example.org`, comment: text },
      remoteAddress: `192.0.2.${this.sends % 250}`,
    });
  }

  decide(id: string, body: object, by: number) {
    return this.review('POST', `${id}/decisions`, by, body);
  }

  undo(id: string, version: number, by: number) {
    return this.review('POST', `${id}/undo`, by, { version });
  }

  review(method: 'GET' | 'POST', path: string, by: number, payload?: object) {
    const headers = this.moderators[by] ?? {};
    const url = `/api/v1/review/submissions/${path}`;
    return this.app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
  }

  /** What anybody can see of a thread, by the API and by the page; null where they say that there is none. */
  async publicIn(thread: string): Promise<{ api: number[] | null; page: number[] | null }> {
    const api = await this.app.inject(`/api/v1/sites/${this.site}/threads/${thread}/comments`);
    const page = await this.app.inject(`/sites/${this.site}/threads/${thread}`);
    const shown = [...page.body.matchAll(/<li id="comment-(\d+)"/g)].map(([, number]) => Number(number));
    const ids = ({ comments }: CommentPage): number[] => comments.map(({ id }) => id);
    return {
      api: api.statusCode === 404 ? null : ids(api.json<CommentPage>()),
      page: page.statusCode === 404 ? null : shown,
    };
  }

  setThread(thread: string, change: { closed?: boolean; hidden?: boolean }) {
    return putThread(this.onlooker.manager, { site: this.site, key: thread, ...change });
  }

  async setPolicy(mode: Policy['mode'] | 'unreadable'): Promise<void> {
    if (mode !== 'unreadable') {
      const policy = { ...SWITCHED_OFF, mode };
      await putPolicy(this.onlooker.manager, { site: this.site, policy, by: 'system' });
      return;
    }
    const document = { mode, writtenBy: 'a newer version' } as unknown as Policy;
    await this.onlooker.query(
      `insert into policy (id, site_id, version, hash, document, created_by)
       select gen_random_uuid(), $1, max(version) + 1, $2, $3, 'system' from policy where site_id = $1`,
      [this.siteId, policyHash(document), JSON.stringify(document)],
    );
  }

  /** Makes what waits older. */
  async wait(minutes: number): Promise<void> {
    await this.onlooker.query(
      `update submission set received_at = received_at - make_interval(mins => $2) where site_id = $1 and state = 'received'`,
      [this.siteId, minutes],
    );
  }

  /** Lets as many days pass as networks and keys are kept, and has them forgotten. */
  async forget(): Promise<void> {
    const days = this.config.addressRetentionDays + 1;
    for (const [table, column] of [
      ['submission', 'received_at'],
      ['idempotency_key', 'created_at'],
    ])
      await this.onlooker.query(
        `update ${table} set ${column} = ${column} - make_interval(days => $2) where site_id = $1`,
        [this.siteId, days],
      );
    const forgetting = new ForgetAddresses(this.worker.dataSource, this.config);
    forgetting.onApplicationBootstrap();
    await forgetting.beforeApplicationShutdown();
  }

  /** A worker takes jobs until these submissions are settled. */
  async work(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const processor = new ScreeningProcessor(this.config, this.worker.screen, this.worker.hold);
    try {
      await processor.onApplicationBootstrap();
      await eventually('all jobs are done', async () => {
        const waiting: unknown[] = await this.onlooker.query(
          `select 1 from submission where id = any($1::uuid[]) and state = 'received'`,
          [ids],
        );
        return waiting.length === 0;
      });
    } finally {
      await processor.beforeApplicationShutdown();
    }
  }

  /** Screens one submission again, as a job that is delivered twice does. */
  screen(id: string): Promise<string> {
    return this.worker.screen.screen(id);
  }

  /** One sweep, from its lock to the end. */
  async sweep(hook: (name: Failpoint) => Promise<void> | undefined = () => undefined): Promise<void> {
    const { dataSource, queue, hold } = this.worker;
    let locked = false;
    onFailpoint((name) => {
      locked ||= name === 'sweep:locked';
      return hook(name);
    });
    const sweeper = new ScreeningSweeper(dataSource, this.config, queue, hold);
    sweeper.onApplicationBootstrap();
    queue.brokerReturns();
    try {
      await eventually('the sweep is over', async () => {
        if (!locked) return false;
        const held: unknown[] = await this.onlooker.query(
          `select 1 from pg_locks where locktype = 'advisory' and (classid::bigint << 32 | objid::bigint) = $1
              and database = (select oid from pg_database where datname = current_database())`,
          [SWEEP_LOCK],
        );
        return held.length === 0;
      });
    } finally {
      onFailpoint(undefined);
      await sweeper.beforeApplicationShutdown();
    }
  }

  /** Does `work`, of which nothing comes after `point`; the desk dies there, and the broker forgets its jobs. */
  async dieAt(point: Failpoint, work: () => Promise<unknown>): Promise<void> {
    const stop = (name: Failpoint) => (name === point ? Promise.reject(new Error('died')) : undefined);
    onFailpoint(stop);
    await work().catch(() => undefined);
    onFailpoint(undefined);
    await this.cutConnections();
    await this.halt();
    await emptyQueues({ redisUrl: this.config.redisUrl, databaseUrl: this.config.database.url });
    await this.boot();
  }

  /** Dies at a point of a sweep. */
  dieSweepingAt(point: Failpoint): Promise<void> {
    const stop = (name: Failpoint) => (name === point ? Promise.reject(new Error('died')) : undefined);
    return this.dieAt(point, () => this.sweep(stop));
  }

  /** An orderly stop and start. */
  async restart(): Promise<void> {
    await this.halt();
    await this.boot();
  }

  /** Ends every connection of the desk to the database, as a restart of the server does; it answers again afterwards. */
  async loseConnections(): Promise<void> {
    await this.cutConnections();
    await eventually('the desk answers again', async () => {
      await this.worker.dataSource.query('select 1');
      const answers = [
        this.app.inject('/readyz'),
        this.review('GET', randomUUID(), 0),
        this.app.inject(`/api/v1/sites/${this.site}/threads/one/comments`),
        this.submit({ thread: 'none', author: 'Nobody', text: 'none' }),
      ];
      return (await Promise.all(answers)).every(({ statusCode }) => statusCode < 500);
    });
  }

  async stop(): Promise<void> {
    await this.halt();
    await this.onlooker.destroy();
  }

  private async boot(): Promise<void> {
    this.app = await startApp({ databaseUrl: this.database.url, env: this.env });
    const dataSource = await createDataSource({ url: this.database.url, pool: 4 }).initialize();
    const queue = new WatchedQueue(this.config);
    await queue.onModuleInit();
    const hold = new HoldSubmissions(dataSource);
    const load = new LoadContext(dataSource, TEST_KEYS);
    const screen = new ScreenSubmission(load, new SettleVerdict(dataSource), stagesAlone(this.config));
    this.worker = { dataSource, queue, hold, screen };
  }

  private async halt(): Promise<void> {
    await this.app.close();
    await this.worker.queue.onApplicationShutdown();
    await this.worker.dataSource.destroy();
  }

  private async cutConnections(): Promise<void> {
    await this.onlooker.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name like 'replydesk%'`,
    );
  }
}
