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
import { dataSourceOptions } from '../database/data-source.js';
import { onceAMinute, reasonOf } from '../queue/once-a-minute.js';
import { withTimeLimit } from '../queue/time-limit.js';
import { type DoctorReport, examine, invariantSettings } from './doctor.js';
import {
  type DueExamination,
  dueExamination,
  type ExaminationResult,
  storeExamination,
} from './examinations.js';

/** Any constant: one worker of the installation examines at a time. */
const EXAMINE_LOCK = 7_301_114_005;

/** Milliseconds between two looks whether an examination is due. */
const LOOK_MS = 5_000;

/** After a failure a worker rests for so many times as long as it took. */
const REST = 10;

/** Milliseconds that an examination under way gets to stop at shutdown. */
const STOP_MS = 1_500;

/** Longer than for a request, and never endless. */
const LIMITS = {
  statement_timeout: 60_000,
  query_timeout: 65_000,
  idle_in_transaction_session_timeout: 60_000,
};

/**
 * Examines the desk every minute, as `doctor` does, on a connection of its own: one worker of the installation at a time,
 * by the database's clock, and never more than a tenth of the time (operations/examinations.ts).
 */
@Injectable()
export class Examiner implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown {
  private readonly logger = new Logger('examiner');
  private readonly warn = onceAMinute((line) => this.logger.warn(line));
  private readonly connection: DataSource;
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<number> | undefined;
  /** Process of the server that works for the examination under way. */
  private backend: number | undefined;
  private stopped = false;

  constructor(
    private readonly dataSource: DataSource,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    const options = dataSourceOptions({ url: config.database.url, pool: 1 });
    this.connection = new DataSource({
      ...options,
      applicationName: 'replydesk examiner',
      extra: { ...options.extra, ...LIMITS },
    } as typeof options);
  }

  onApplicationBootstrap(): void {
    this.lookAfter(LOOK_MS);
  }

  onModuleDestroy(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  async beforeApplicationShutdown(): Promise<void> {
    try {
      await withTimeLimit(this.stop(), STOP_MS, 'the examination did not stop in time');
    } catch (error) {
      this.logger.warn(reasonOf(error));
    }
  }

  private async stop(): Promise<void> {
    if (this.backend !== undefined)
      await this.dataSource.query('select pg_cancel_backend($1)', [this.backend]);
    await this.looking;
    if (this.connection.isInitialized) await this.connection.destroy();
  }

  private lookAfter(ms: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      void this.look().then((restMs) => this.lookAfter(Math.max(LOOK_MS, restMs)));
    }, ms);
  }

  /** Examines the desk if it is time. Never throws. @returns milliseconds to rest after a failure, else 0. */
  look(): Promise<number> {
    this.looking ??= this.lookOnce().finally(() => {
      this.looking = undefined;
    });
    return this.looking;
  }

  private async lookOnce(): Promise<number> {
    const startedAt = performance.now();
    try {
      await this.examineIfDue();
      return 0;
    } catch (error) {
      if (!this.stopped) this.warn(`the desk could not be examined: ${reasonOf(error)}`);
      return (performance.now() - startedAt) * REST;
    }
  }

  /** The lock is the transaction's: of a worker that hangs the server ends both after a minute, and another examines. */
  private async examineIfDue(): Promise<void> {
    if (!this.connection.isInitialized) await this.connection.initialize();
    const runner = this.connection.createQueryRunner();
    try {
      await runner.startTransaction('REPEATABLE READ');
      const [answer]: { locked: boolean; pid: number }[] = await runner.query(
        'select pg_try_advisory_xact_lock($1) as locked, pg_backend_pid() as pid',
        [EXAMINE_LOCK],
      );
      this.backend = answer?.pid;
      const due = answer?.locked === true ? await dueExamination(runner.manager) : undefined;
      if (due !== undefined && !this.stopped) await this.examineNow(runner, due);
      await runner.commitTransaction();
    } catch (error) {
      await runner.rollbackTransaction().catch(() => undefined);
      throw error;
    } finally {
      this.backend = undefined;
      await runner.release();
    }
  }

  private async examineNow({ manager }: QueryRunner, due: DueExamination): Promise<void> {
    const startedAt = performance.now();
    const { recentSeconds } = due;
    let result: ExaminationResult;
    try {
      const settings = invariantSettings(this.config);
      const report = await examine(
        manager,
        recentSeconds === undefined ? settings : { ...settings, recentSeconds },
      );
      result = { report };
      this.tell(report, due.brokenBefore);
    } catch (error) {
      if (this.stopped) throw error;
      result = { failure: reasonOf(error) };
      this.warn(`an examination of the desk could not be finished: ${reasonOf(error)}`);
    }
    const durationMs = performance.now() - startedAt;
    await storeExamination(manager, { result, durationMs, complete: recentSeconds === undefined });
  }

  /** One line for each invariant that is broken since now, and for each that holds again. */
  private tell({ checks }: DoctorReport, brokenBefore: readonly string[]): void {
    for (const { key, violations, examples } of checks) {
      if (violations > 0 && !brokenBefore.includes(key))
        this.logger.error(
          `invariant broken: ${key}, violations: ${violations}, first: ${examples[0]?.subject}; see replydesk doctor`,
        );
      if (violations === 0 && brokenBefore.includes(key)) this.logger.log(`invariant holds again: ${key}`);
    }
  }
}
