import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import type { Job } from 'bullmq';
import { CONFIG, type Config } from '../config/config.js';
import { failpoint } from '../failpoint.js';
import { isDatabaseAway } from '../http/problem.js';
import { type JobTaker, openTaker } from '../queue/broker.js';
import { reasonOf } from '../queue/once-a-minute.js';
import { jobPayloads, SCREEN_JOB, SCREENING_QUEUE, workerLock } from '../queue/queues.js';
import { HoldSubmissions } from './hold-submissions.js';
import { ScreenSubmission } from './screen-submission.js';

/** Milliseconds that jobs under way get at shutdown. */
const DRAIN_MS = 5_000;

/** Takes jobs from the queue. What it cannot screen, in the end people get. */
@Injectable()
export class ScreeningProcessor
  implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown
{
  private readonly logger = new Logger('screening');
  private taker: JobTaker | undefined;
  private closing: Promise<void> | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly screenSubmission: ScreenSubmission,
    private readonly holdSubmissions: HoldSubmissions,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.taker = openTaker(
      {
        redisUrl: this.config.redisUrl,
        databaseUrl: this.config.database.url,
        warn: (line) => this.logger.warn(line),
      },
      SCREENING_QUEUE,
      {
        ...workerLock(this.config.screening.lockSeconds),
        concurrency: this.config.screening.concurrency,
        handle: (job) => this.handle(job),
      },
    );
    await this.taker.started();
  }

  /** Takes no more jobs; is not waited for here, so that all that stops stops at once. */
  onModuleDestroy(): void {
    this.closing ??= this.taker?.close(DRAIN_MS);
  }

  /** Runs before the database pool closes: BullMQ and TypeORM would otherwise close at the same moment. */
  async beforeApplicationShutdown(): Promise<void> {
    this.onModuleDestroy();
    await this.closing;
  }

  /** A job of ours that fails for the last time is held; one that is not ours is dropped. */
  private async handle(job: Job<unknown>): Promise<void> {
    const payload = jobPayloads[SCREEN_JOB].safeParse(job.data);
    if (job.name !== SCREEN_JOB || !payload.success) {
      this.logger.warn(`dropped job ${job.id} (${job.name}): not one of ours`);
      return;
    }
    const { submissionId } = payload.data;
    try {
      await failpoint('screen:taken');
      await this.screenSubmission.screen(submissionId);
      await failpoint('screen:done');
    } catch (error) {
      const tries = job.attemptsMade + 1;
      this.logger.warn(`submission ${submissionId}, try ${tries}: ${reasonOf(error)}`);
      // While the database is away nothing can be held either; the sweeper brings the job back.
      if (tries < (job.opts.attempts ?? 1) || isDatabaseAway(error)) throw error;
      await failpoint('hold:begun');
      await this.holdSubmissions.hold([submissionId], () => ({
        kind: 'screening-failed',
        score: 1,
        evidence: { tries, message: reasonOf(error).slice(0, 300) },
      }));
    }
  }
}
