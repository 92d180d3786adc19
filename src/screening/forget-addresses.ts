import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../config/config.js';
import { reasonOf } from '../queue/once-a-minute.js';
import { endWithin } from '../queue/time-limit.js';

/** Milliseconds between two runs. */
const INTERVAL_MS = 3_600_000;

/** Submissions cleared at once. */
const BATCH = 2_000;

/** Batches of one run at most; the next run goes on. */
const MAX_BATCHES = 50;

/** Days that hashes of texts are kept; a policy may ask for the neighbours of three days. */
const BAND_DAYS = 4;

/** Hashes of texts forgotten at once: of 2,000 submissions with 16 each. */
const BAND_BATCH = 32_000;

/** Milliseconds that a run gets at shutdown. */
const STOP_MS = 3_000;

/**
 * Clears what is kept about networks, and keys and hashes of texts that have done their work, once an hour when their time
 * is over.
 */
@Injectable()
export class ForgetAddresses implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown {
  private readonly logger = new Logger('retention');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private stopped = false;

  constructor(
    private readonly dataSource: DataSource,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    this.start();
    this.timer = setInterval(() => this.start(), INTERVAL_MS);
  }

  onModuleDestroy(): void {
    this.stopped = true;
    clearInterval(this.timer);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.onModuleDestroy();
    await endWithin(this.running ?? Promise.resolve(), {
      ms: STOP_MS,
      what: 'clearing old addresses',
      warn: (line) => this.logger.warn(line),
    });
  }

  private start(): void {
    this.running ??= this.forget()
      .catch((error: unknown) => this.logger.warn(`old addresses are cleared later: ${reasonOf(error)}`))
      .finally(() => {
        this.running = undefined;
      });
  }

  private async forget(): Promise<void> {
    await this.clearAddresses();
    await this.clearReporters();
    await this.dataSource.query(`delete from flood_gate where last_at < now() - interval '1 day'`);
    await this.dataSource.query(`delete from idempotency_key where created_at < now() - interval '7 days'`);
    await this.dataSource.query(`delete from policy_replay where ended_at < now() - interval '30 days'`);
    await this.forgetBands();
  }

  private async clearReporters(): Promise<void> {
    const days = [this.config.addressRetentionDays];
    await this.dataSource.query(
      `update report set reporter = null, network = null
        where id in (select id from report
                      where coalesce(reporter, network) is not null and created_at < now() - make_interval(days => $1)
                      limit ${BATCH} for update skip locked)`,
      days,
    );
    await this.dataSource.query(
      `delete from reporter_mute where created_at < now() - make_interval(days => $1)`,
      days,
    );
  }

  private async forgetBands(): Promise<void> {
    for (let batch = 0; batch < MAX_BATCHES && !this.stopped; batch++) {
      const [, forgotten]: [unknown[], number] = await this.dataSource.query(
        `delete from text_band
          where ctid = any(array(select ctid from text_band where received_at < now() - make_interval(days => $1)
                                  limit ${BAND_BATCH}))`,
        [BAND_DAYS],
      );
      if (forgotten < BAND_BATCH) return;
    }
  }

  /** The index of the networks holds exactly the rows that are not cleared yet. */
  private async clearAddresses(): Promise<void> {
    for (let batch = 0; batch < MAX_BATCHES && !this.stopped; batch++) {
      const [, cleared]: [unknown[], number] = await this.dataSource.query(
        `update submission set address = null, address_hash = null, network_hash = null
          where id in (select id from submission
                        where network_hash is not null and received_at < now() - make_interval(days => $1)
                        limit ${BATCH} for update skip locked)`,
        [this.config.addressRetentionDays],
      );
      if (cleared < BATCH) return;
    }
  }
}
