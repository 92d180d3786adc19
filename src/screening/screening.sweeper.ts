import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { DataSource, type QueryRunner } from 'typeorm';
import { CONFIG, type Config } from '../config/config.js';
import { failpoint } from '../failpoint.js';
import { onceAMinute, reasonOf } from '../queue/once-a-minute.js';
import { ScreeningQueue } from '../queue/screening.queue.js';
import { endWithin } from '../queue/time-limit.js';
import { HoldSubmissions } from './hold-submissions.js';

/** Any constant: one worker of the installation sweeps at a time. */
const SWEEP_LOCK = 7_301_114_003;

/** Submissions put back or held at once. */
const BATCH = 500;

/** Batches of one sweep at most; the next sweep goes on. */
const MAX_BATCHES = 20;

/** A worker that sweeps for longer than so many sweeps has lost the lock; sweeping twice at once does no harm. */
const LOCK_SWEEPS = 4;

/** Milliseconds after the broker's return until the second look: the other processes come back a little later. */
const SECOND_LOOK_MS = 3_000;

/** Milliseconds that a sweep under way gets at shutdown. */
const STOP_MS = 5_000;

interface Waiting {
  id: string;
  received_at: string;
}

/**
 * Finds submissions whose job was lost, whatever the cause, by the database's clock: what waits too long goes back into
 * the queue, what waits far too long is held.
 */
@Injectable()
export class ScreeningSweeper implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown {
  private readonly logger = new Logger('sweeper');
  private readonly warn = onceAMinute((line) => this.logger.warn(line));
  private timers = new Set<NodeJS.Timeout>();
  private sweeping: Promise<void> | undefined;
  /** The broker came back: everything that waits is put back, however short it waits. */
  private brokerReturned = false;
  private stopped = false;

  constructor(
    private readonly dataSource: DataSource,
    @Inject(CONFIG) private readonly config: Config,
    private readonly screeningQueue: ScreeningQueue,
    private readonly holdSubmissions: HoldSubmissions,
  ) {}

  onApplicationBootstrap(): void {
    this.screeningQueue.onReady(() => {
      for (const delay of [0, SECOND_LOOK_MS]) {
        this.after(delay, () => {
          this.brokerReturned = true;
          this.sweep();
        });
      }
    });
    this.keepSweeping();
  }

  onModuleDestroy(): void {
    this.stopped = true;
    for (const timer of this.timers) clearTimeout(timer);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.onModuleDestroy();
    await endWithin(this.sweeping ?? Promise.resolve(), {
      ms: STOP_MS,
      what: 'the sweep',
      warn: (line) => this.logger.warn(line),
    });
  }

  private keepSweeping(): void {
    this.after(this.config.screening.sweepSeconds * 1_000, () => {
      this.sweep();
      this.keepSweeping();
    });
  }

  private after(ms: number, work: () => void): void {
    if (this.stopped) return;
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      if (!this.stopped) work();
    }, ms);
    this.timers.add(timer);
  }

  /** Starts a sweep unless one is under way. */
  private sweep(): void {
    this.sweeping ??= this.sweepOnce()
      .catch((error: unknown) => this.warn(`sweep failed: ${reasonOf(error)}`))
      .finally(() => {
        this.sweeping = undefined;
      });
  }

  /** The lock is the transaction's: when its worker hangs, the server ends both, and another worker sweeps. */
  private async sweepOnce(): Promise<void> {
    const runner = this.dataSource.createQueryRunner();
    try {
      await runner.startTransaction();
      if (await this.lock(runner)) {
        await failpoint('sweep:locked');
        await this.holdOverdue();
        await this.requeue();
      }
      await runner.commitTransaction();
    } catch (error) {
      await runner.rollbackTransaction().catch(() => undefined);
      throw error;
    } finally {
      await runner.release();
    }
  }

  private async lock(runner: QueryRunner): Promise<boolean> {
    await runner.query(`select set_config('idle_in_transaction_session_timeout', $1, true)`, [
      String(this.config.screening.sweepSeconds * LOCK_SWEEPS * 1_000),
    ]);
    const rows: { locked: boolean }[] = await runner.query('select pg_try_advisory_xact_lock($1) as locked', [
      SWEEP_LOCK,
    ]);
    return rows[0]?.locked === true;
  }

  private async holdOverdue(): Promise<void> {
    for (let batch = 0; batch < MAX_BATCHES && !this.stopped; batch++) {
      const rows: { id: string }[] = await this.dataSource.query(
        `select id from submission
          where state = 'received' and received_at < now() - make_interval(secs => $1)
          order by received_at limit ${BATCH}`,
        [this.config.screening.overdueSeconds],
      );
      if (rows.length === 0) return;
      const held = await this.holdSubmissions.hold(
        rows.map(({ id }) => id),
        (seconds) => ({ kind: 'screening-overdue', score: 1, evidence: { seconds } }),
      );
      this.warn(`${held} submissions waited too long for screening and are held`);
      if (held === 0) return;
    }
  }

  private async requeue(): Promise<void> {
    const everything = this.brokerReturned;
    this.brokerReturned = false;
    let after: Waiting | undefined;
    try {
      for (let batch = 0; batch < MAX_BATCHES && !this.stopped; batch++) {
        const rows = await this.waitingAfter(after, everything ? 0 : this.config.screening.requeueSeconds);
        if (rows.length === 0) return;
        const ids = rows.map(({ id }) => id);
        await this.screeningQueue.add(ids);
        await failpoint('sweep:requeued');
        if (!everything) await this.noteRequeued(ids);
        after = rows.at(-1);
      }
    } catch (error) {
      this.brokerReturned ||= everything;
      this.warn(`submissions that wait could not be put back: ${reasonOf(error)}`);
    }
  }

  private async noteRequeued(ids: readonly string[]): Promise<void> {
    await this.dataSource.query(`update submission set requeued_at = now() where id = any($1::uuid[])`, [
      ids,
    ]);
  }

  /** Each time a submission waits twice as long before it is put back again, so that a long queue is not made longer work. */
  private waitingAfter(after: Waiting | undefined, seconds: number): Promise<Waiting[]> {
    return this.dataSource.query(
      `select id, received_at::text as received_at from submission
        where state = 'received' and received_at <= now() - make_interval(secs => $1)
          and ($1 = 0 or requeued_at is null
               or requeued_at <= now() - greatest(make_interval(secs => $1), requeued_at - received_at))
          and ($2::timestamptz is null or (received_at, id) > ($2::timestamptz, $3::uuid))
        order by received_at, id limit ${BATCH}`,
      [seconds, after?.received_at ?? null, after?.id ?? null],
    );
  }
}
