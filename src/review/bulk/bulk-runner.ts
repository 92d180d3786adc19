import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../../config/config.js';
import { ChannelListener } from '../../database/channel-listener.js';
import { onceAMinute, reasonOf } from '../../queue/once-a-minute.js';
import { restAfter } from '../../queue/share.js';
import { endWithin } from '../../queue/time-limit.js';
import { bulkBatch } from './bulk-batch.js';
import { BULK_CHANNEL, type BulkHold, claimBulk, releaseBulk } from './bulk-jobs.js';

/** Milliseconds between two looks that nobody asked for: a hint may be lost, a worker may have ended. */
const LOOK_MS = 2_000;

/** Milliseconds after which another bulk decision, one with less left to do, may pass. */
const TURN_MS = 2_000;

/** Milliseconds that a batch under way gets at shutdown; one that is not committed is made again by the next worker. */
const STOP_MS = 3_000;

/**
 * Carries out bulk decisions, one at a time, in batches with rests between them, so that intake and screening have their
 * share of the database. What was decided is stored with each batch: another worker goes on where this one ended.
 */
@Injectable()
export class BulkRunner implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown {
  private readonly logger = new Logger('bulk');
  private readonly warn = onceAMinute((line) => this.logger.warn(line));
  private readonly stopped = new AbortController();
  private readonly listener: ChannelListener;
  private hinted = new AbortController();
  private working: Promise<void> | undefined;
  private listening: Promise<void> | undefined;

  constructor(
    private readonly dataSource: DataSource,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.listener = new ChannelListener({
      url: config.database.url,
      channel: BULK_CHANNEL,
      onHint: () => this.hinted.abort(),
    });
  }

  onApplicationBootstrap(): void {
    this.listener.start();
    this.working ??= this.work();
  }

  onModuleDestroy(): void {
    this.stopped.abort();
    this.listening ??= this.listener.stop();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.onModuleDestroy();
    await endWithin(Promise.all([this.working, this.listening]), {
      ms: STOP_MS,
      what: 'a bulk decision',
      warn: (line) => this.logger.warn(line),
    });
  }

  private async work(): Promise<void> {
    while (!this.stopped.signal.aborted) {
      this.hinted = new AbortController();
      const found = await this.runNext().catch((error: unknown) => {
        this.warn(`a bulk decision goes on later: ${reasonOf(error)}`);
        return false;
      });
      if (!found) await this.rest(LOOK_MS, this.hinted.signal);
    }
  }

  /** @returns whether there was one. */
  private async runNext(): Promise<boolean> {
    const hold = await claimBulk(this.dataSource);
    if (hold === undefined) return false;
    try {
      await this.takeTurn(hold);
    } catch (error) {
      await releaseBulk(this.dataSource, hold, 'failed').catch(() => undefined);
      throw error;
    }
    return true;
  }

  private async takeTurn(hold: BulkHold): Promise<void> {
    const beganAt = performance.now();
    while (!this.stopped.signal.aborted && performance.now() - beganAt < TURN_MS) {
      const startedAt = performance.now();
      const left = await bulkBatch(this.dataSource, hold);
      if (left !== 'more') return;
      await this.rest(restAfter(performance.now() - startedAt, this.config.review.bulkShare));
    }
    await releaseBulk(this.dataSource, hold, 'turn');
  }

  private async rest(ms: number, hint?: AbortSignal): Promise<void> {
    const signal = AbortSignal.any([this.stopped.signal, ...(hint === undefined ? [] : [hint])]);
    await sleep(ms, undefined, { signal }).catch(() => undefined);
  }
}
