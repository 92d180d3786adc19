import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { type JobSender, openSender } from './broker.js';
import { onceAMinute, reasonOf } from './once-a-minute.js';
import { type JobPayload, SCREEN_JOB, SCREENING_QUEUE, screeningJobOptions } from './queues.js';
import { endWithin } from './time-limit.js';

/** Milliseconds an id waits for company. */
const WINDOW_MS = 50;
/** Ids added at once. */
const MAX_BATCH = 500;
/** Ids that wait at most; more are left to the sweeper. */
const MAX_WAITING = 20_000;
/** Milliseconds that adding what still waits may take at shutdown; the sweeper finds the rest. */
const REST_MS = 2_000;
/** Milliseconds that closing may take. */
const CLOSE_MS = 1_000;

/** The only way to put submissions into the queue. */
@Injectable()
export class ScreeningQueue implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger('queue');
  private readonly warn = onceAMinute((line) => this.logger.warn(line));
  private readonly sender: JobSender;
  private waiting: string[] = [];
  private timer: NodeJS.Timeout | undefined;
  private adding: Promise<void> | undefined;
  private closed = false;

  constructor(@Inject(CONFIG) private readonly config: Config) {
    this.sender = openSender(
      {
        redisUrl: config.redisUrl,
        databaseUrl: config.database.url,
        warn: (line) => this.logger.warn(line),
      },
      SCREENING_QUEUE,
    );
    this.sender.onReady(() => this.logger.log('the queue answers'));
  }

  async onModuleInit(): Promise<void> {
    await this.sender.started();
  }

  /**
   * Tells the workers of new submissions, some milliseconds later. Call it after their commit; never throws and is
   * never waited for: what does not arrive, the sweeper finds.
   */
  enqueue(ids: readonly string[]): void {
    if (this.closed) return;
    const room = MAX_WAITING - this.waiting.length;
    if (ids.length > room)
      this.warn(`the queue is behind; ${ids.length - room} submissions wait for the sweeper`);
    this.waiting.push(...ids.slice(0, room));
    this.wake();
  }

  /**
   * Adds jobs and waits for the broker, at most a second.
   * @throws when the broker is away, refuses or is silent.
   */
  async add(ids: readonly string[]): Promise<void> {
    const options = screeningJobOptions(this.config.screening.tries);
    const jobs = ids.map((submissionId) => ({
      name: SCREEN_JOB,
      data: { submissionId } satisfies JobPayload<typeof SCREEN_JOB>,
      opts: { ...options, jobId: submissionId },
    }));
    await this.sender.send(jobs);
  }

  /** Calls `listener` whenever the connection to the broker is made, the first time or again. */
  onReady(listener: () => void): void {
    this.sender.onReady(listener);
  }

  /** Adds what still waits; by now nothing new arrives. */
  async onApplicationShutdown(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    const warn = (line: string) => this.logger.warn(line);
    await endWithin(this.addRest(), { ms: REST_MS, what: 'telling the queue of submissions', warn });
    await endWithin(this.sender.close(), {
      ms: CLOSE_MS,
      what: 'the way to the queue screening',
      warn,
    });
  }

  private async addRest(): Promise<void> {
    await this.adding;
    if (this.waiting.length > 0) await this.flush();
  }

  private wake(): void {
    if (this.adding !== undefined || this.waiting.length === 0) return;
    if (this.waiting.length >= MAX_BATCH) this.start();
    else this.timer ??= setTimeout(() => this.start(), WINDOW_MS);
  }

  private start(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.adding !== undefined) return;
    this.adding = this.flush().finally(() => {
      this.adding = undefined;
      if (!this.closed) this.wake();
    });
  }

  private async flush(): Promise<void> {
    const batch = this.waiting.slice(0, MAX_BATCH);
    this.waiting = this.waiting.slice(MAX_BATCH);
    try {
      await this.add(batch);
    } catch (error) {
      this.warn(`submissions are screened later, the queue took none: ${reasonOf(error)}`);
    }
  }
}
