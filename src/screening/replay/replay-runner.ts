import { setTimeout as sleep } from 'node:timers/promises';
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../../config/config.js';
import { onceAMinute, reasonOf } from '../../queue/once-a-minute.js';
import { endWithin } from '../../queue/time-limit.js';
import { replayBatch, type ReplayRange } from './replay-batch.js';
import { claimReplay, releaseReplay, type ReplayJob, storeProgress } from './replay-jobs.js';
import { restAfter } from '../../queue/share.js';

/** Milliseconds between two looks for a replay. */
const LOOK_MS = 2_000;

/** Milliseconds that a batch under way gets at shutdown; what it counted is counted again by the next worker. */
const STOP_MS = 3_000;

/**
 * Replays policies that were asked for, one at a time, in batches with rests between them. Position and counts are stored
 * with each batch, so that another worker goes on where this one ended, however it ended.
 */
@Injectable()
export class ReplayRunner implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown {
  private readonly logger = new Logger('replay');
  private readonly warn = onceAMinute((line) => this.logger.warn(line));
  private readonly stopped = new AbortController();
  private working: Promise<void> | undefined;

  constructor(
    private readonly dataSource: DataSource,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    this.working ??= this.work();
  }

  onModuleDestroy(): void {
    this.stopped.abort();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.onModuleDestroy();
    await endWithin(this.working ?? Promise.resolve(), {
      ms: STOP_MS,
      what: 'the replay of a policy',
      warn: (line) => this.logger.warn(line),
    });
  }

  private async work(): Promise<void> {
    while (!this.stopped.signal.aborted) {
      const found = await this.runNext().catch((error: unknown) => {
        this.warn(`a replay of a policy goes on later: ${reasonOf(error)}`);
        return false;
      });
      if (!found) await this.rest(LOOK_MS);
    }
  }

  /** @returns whether there was one. */
  private async runNext(): Promise<boolean> {
    const job = await claimReplay(this.dataSource);
    if (job === undefined) return false;
    try {
      await this.run(job);
    } catch (error) {
      await releaseReplay(this.dataSource, job, 'failed').catch(() => undefined);
      throw error;
    }
    return true;
  }

  private async run(job: ReplayJob): Promise<void> {
    const { policy, tally } = job;
    const percent = this.config.screening.replayShare;
    let range: ReplayRange | null = job.range;
    while (range !== null && !this.stopped.signal.aborted) {
      const startedAt = performance.now();
      range = await replayBatch(this.dataSource, { policy, range, tally });
      const restSeconds = restAfter(performance.now() - startedAt, percent) / 1_000;
      if (!(await storeProgress(this.dataSource, job, { range, tally, restSeconds }))) return;
      await this.rest(restAfter(performance.now() - startedAt, percent));
    }
    if (range !== null) await releaseReplay(this.dataSource, job, 'stopped');
  }

  private async rest(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.stopped.signal }).catch(() => undefined);
  }
}
