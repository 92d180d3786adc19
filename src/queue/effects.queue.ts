import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { type JobSender, openSender } from './broker.js';
import { EFFECT_JOB_OPTIONS, EFFECTS_QUEUE, type JobPayload, PERFORM_JOB } from './queues.js';
import { endWithin } from './time-limit.js';

/** Milliseconds that closing may take. */
const CLOSE_MS = 1_000;

/** The only way to put effects into the queue. */
@Injectable()
export class EffectsQueue implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger('effects');
  private readonly sender: JobSender;

  constructor(@Inject(CONFIG) config: Config) {
    const { redisUrl, database } = config;
    const warn = (line: string) => this.logger.warn(line);
    this.sender = openSender({ redisUrl, databaseUrl: database.url, warn }, EFFECTS_QUEUE);
  }

  async onModuleInit(): Promise<void> {
    await this.sender.started();
  }

  /**
   * Adds one job for each try and waits for the broker, at most a second. A job that is still there is not added again.
   * @throws when the broker is away, refuses or is silent; what was sent may still arrive.
   */
  async add(tries: readonly JobPayload<typeof PERFORM_JOB>[]): Promise<void> {
    await this.sender.send(
      tries.map((data) => ({
        name: PERFORM_JOB,
        data,
        opts: { ...EFFECT_JOB_OPTIONS, jobId: `${data.effectId}-${data.attempt}` },
      })),
    );
  }

  /** Calls `listener` whenever the connection to the broker is made, the first time or again. */
  onReady(listener: () => void): void {
    this.sender.onReady(listener);
  }

  async onApplicationShutdown(): Promise<void> {
    await endWithin(this.sender.close(), {
      ms: CLOSE_MS,
      what: 'the way to the queue effects',
      warn: (line) => this.logger.warn(line),
    });
  }
}
