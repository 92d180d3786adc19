import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { type Config, configOf } from '../../src/config/config.js';
import { parseEnv } from '../../src/config/env.schema.js';
import { createDataSource } from '../../src/database/data-source.js';
import type { Settlement } from '../../src/domain/settle-submission.js';
import type { Submission } from '../../src/domain/submission.entity.js';
import { ScreeningQueue } from '../../src/queue/screening.queue.js';
import { HoldSubmissions, type Unscreened } from '../../src/screening/hold-submissions.js';
import { ScreeningSweeper } from '../../src/screening/screening.sweeper.js';
import { createTestDatabase, type TestDatabase } from './database.js';
import { eventually } from './eventually.js';
import { given } from './given.js';

/** The lock that a sweeper takes. */
export const SWEEP_LOCK = 7_301_114_003;

/** `sweepSeconds` of a sweeper that sweeps only when the broker returns. */
export const RARELY = 3_600;

/** Milliseconds between the sweeps of a sweeper that a test says nothing about. */
const OFTEN_MS = 20;

/** The queue as it is, with a memory of what was put back; a test may say that the broker is away or came back. */
export class WatchedQueue extends ScreeningQueue {
  batches: string[][] = [];
  /** False: jobs are counted and no more; adding very many is too slow for the limit of one add on a busy machine. */
  keeps = true;
  /** Awaited before each add. */
  before: () => Promise<void> | void = () => undefined;
  private readonly listeners: (() => void)[] = [];

  override async add(ids: readonly string[]): Promise<void> {
    await this.before();
    if (this.keeps) await super.add(ids);
    this.batches.push([...ids]);
  }

  override onReady(listener: () => void): void {
    this.listeners.push(listener);
  }

  brokerReturns(): void {
    for (const listener of this.listeners) listener();
  }

  timesOf(submission: { id: string }): number {
    return this.batches.flat().filter((id) => id === submission.id).length;
  }
}

/** Holding as it is, with the submissions of each call. */
class CountedHold extends HoldSubmissions {
  calls: (readonly string[])[] = [];

  override hold(ids: readonly string[], why: (waitedSeconds: number) => Unscreened): Promise<number> {
    this.calls.push(ids);
    return super.hold(ids, why);
  }
}

/** A sweeper at work. */
export interface RunningSweeper {
  sweeper: ScreeningSweeper;
  queue: WatchedQueue;
  hold: CountedHold;
  /** Connections asked for: one to try to get the lock, more where it was got. */
  tries: () => number;
  end: () => Promise<void>;
}

/** The signal of what waited so many seconds. */
export const overdue = (seconds: number): Unscreened => ({
  kind: 'screening-overdue',
  score: 1,
  evidence: { seconds },
});

/** `seconds` before now. */
export const secondsAgo = (seconds: number): Date => new Date(Date.now() - seconds * 1_000);

/** A database with sweepers on it. */
export class Sweeping {
  /** What the log warned of. */
  readonly warnings: string[] = [];
  readonly rows: ReturnType<typeof given>;
  private readonly running = new Set<RunningSweeper>();

  private constructor(readonly database: TestDatabase) {
    this.rows = given(database.dataSource);
    const ignore = () => undefined;
    const warn = (line: string) => void this.warnings.push(line);
    Logger.overrideLogger({ log: ignore, error: ignore, warn });
  }

  static async start(): Promise<Sweeping> {
    return new Sweeping(await createTestDatabase());
  }

  /** Ends every sweeper, and the database. */
  async destroy(): Promise<void> {
    for (const { end } of this.running) await end();
    await this.database.destroy();
  }

  /** A sweeper of a process of its own, with two connections; without `sweepSeconds` it is told to sweep all the time. */
  async sweeper(wish: Partial<Config['screening']> = {}): Promise<RunningSweeper> {
    const config = configOf(parseEnv({ DATABASE_URL: this.database.url, LOG_LEVEL: 'fatal' }));
    Object.assign(config.screening, { sweepSeconds: RARELY, ...wish });
    const dataSource = await createDataSource({ url: this.database.url, pool: 2 }).initialize();
    const queue = new WatchedQueue(config);
    await queue.onModuleInit();
    const hold = new CountedHold(dataSource);
    const runners = jest.spyOn(dataSource, 'createQueryRunner');
    const sweeper = new ScreeningSweeper(dataSource, config, queue, hold);
    sweeper.onApplicationBootstrap();
    const often =
      wish.sweepSeconds === undefined ? setInterval(() => sweeper['sweep'](), OFTEN_MS) : undefined;
    const running: RunningSweeper = {
      sweeper,
      queue,
      hold,
      tries: () => runners.mock.results.length,
      end: async () => {
        this.running.delete(running);
        clearInterval(often);
        await sweeper.beforeApplicationShutdown();
        await queue.onApplicationShutdown();
        await dataSource.destroy();
      },
    };
    this.running.add(running);
    return running;
  }

  query<T>(sql: string, values: unknown[] = []): Promise<T[]> {
    return this.database.dataSource.query(sql, values);
  }

  /** A submission that came `received` seconds ago and was last put back `requeued` seconds ago. */
  async waiting(received: number, requeued?: number): Promise<Submission> {
    const submission = await this.rows.submission({ receivedAt: secondsAgo(received) });
    if (requeued !== undefined)
      await this.query(
        'update submission set requeued_at = now() - make_interval(secs => $2) where id = $1',
        [submission.id, requeued],
      );
    return submission;
  }

  /** As many that came `seconds` ago, all in the same moment. */
  async manyWaiting(count: number, seconds: number): Promise<void> {
    const { id } = await this.waiting(seconds);
    await this.query(
      `insert into submission (id, site_id, thread_id, author_name, author_email, author_url, name_key, email_key, body,
                               user_agent, duplicate_hash, text_hash, received_at)
       select gen_random_uuid(), site_id, thread_id, author_name, author_email, author_url, name_key, email_key, body,
              user_agent, n::text, text_hash, received_at
         from submission, generate_series(2, $2::int) n where id = $1`,
      [id, count],
    );
  }

  /** How many submissions are in this state. */
  async countIn(state: string): Promise<number> {
    const [answer] = await this.query<{ count: number }>(
      'select count(*)::int as count from submission where state = $1',
      [state],
    );
    return answer?.count ?? NaN;
  }

  async requeuedAt({ id }: { id: string }): Promise<Date | null> {
    const [row] = await this.query<{ requeued_at: Date | null }>(
      'select requeued_at from submission where id = $1',
      [id],
    );
    return row?.requeued_at ?? null;
  }

  /** Whether a session holds the lock of the sweepers. */
  async isSweeping(): Promise<boolean> {
    const locks = await this.query(
      `select 1 from pg_locks
        where locktype = 'advisory' and granted and (classid::bigint << 32 | objid::bigint) = $1
          and database = (select oid from pg_database where datname = current_database())`,
      [SWEEP_LOCK],
    );
    return locks.length > 0;
  }

  /** What holding a submission hands to settling. */
  async overdueSettlement({ id, siteId, version }: Submission): Promise<Settlement> {
    const signal = overdue(1_000);
    const { id: policyId } = await this.rows.policyInForce(siteId);
    return {
      submissionId: id,
      from: 'received',
      version,
      to: 'held',
      reason: signal.kind,
      record: {
        kind: 'verdict',
        policyId,
        outcome: 'hold',
        rule: signal.kind,
        matched: [signal.kind],
        signals: [signal],
        score: 0,
        symbols: [],
        engine: 'test',
      },
    };
  }

  /** Whether some session waits for what another one has locked. */
  async isWaitingForALock(): Promise<boolean> {
    const waiting = await this.query(
      `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return waiting.length > 0;
  }

  /** Lets every sweep fail, until `mend`. */
  async breakSubmissions(): Promise<{ tries: () => Promise<number>; mend: () => Promise<unknown> }> {
    await this.query(`
      create sequence tries;
      create function refuse_reading() returns uuid language plpgsql as
        $$ begin perform nextval('tries'); raise 'broken on purpose'; end $$;
      alter table submission rename to away;
      create view submission as
        select refuse_reading() as id, 'received' as state, timestamptz '-infinity' as received_at`);
    return {
      tries: async () =>
        (await this.query<{ last_value: number }>('select last_value from tries'))[0]?.last_value ?? NaN,
      mend: () => this.query('drop view submission; alter table away rename to submission'),
    };
  }

  /** Waits for a sweep that began after the call, and ended. */
  async untilSwept({ queue }: RunningSweeper): Promise<void> {
    for (let sweeps = 0; sweeps < 2; sweeps++) {
      const marker = await this.waiting(600);
      await eventually('a sweep puts the marker back', () => queue.timesOf(marker) > 0);
    }
  }
}
