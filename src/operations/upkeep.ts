import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { reasonOf } from '../queue/once-a-minute.js';
import { endWithin } from '../queue/time-limit.js';
import { indexSubmissions } from './index-submissions.js';
import { sumTallies } from './sum-tallies.js';

/** Milliseconds between two runs. */
const INTERVAL_MS = 60_000;

/** Runs between two looks for submissions that cannot be found: reading all of them takes a second at a million. */
const LOOK_EVERY = 60;

/** Milliseconds that a run gets at shutdown. */
const STOP_MS = 3_000;

/** Keeps what the desk derives from its rows small and whole: the tallies of the queues, and the search. */
@Injectable()
export class Upkeep implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown {
  private readonly logger = new Logger('upkeep');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private runs = 0;
  private stopped = false;

  constructor(private readonly dataSource: DataSource) {}

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
      what: 'upkeep',
      warn: (line) => this.logger.warn(line),
    });
  }

  private start(): void {
    this.running ??= this.run()
      .catch((error: unknown) => this.logger.warn(`upkeep comes later: ${reasonOf(error)}`))
      .finally(() => {
        this.running = undefined;
      });
  }

  private async run(): Promise<void> {
    await sumTallies(this.dataSource);
    if (this.runs % LOOK_EVERY === 0) await this.index();
    this.runs += 1;
  }

  private async index(): Promise<void> {
    let total = 0;
    for (let more = true; more && !this.stopped;) {
      const batch = await indexSubmissions(this.dataSource);
      total += batch.written;
      more = batch.more;
    }
    if (total > 0) this.logger.log(`${total} submissions can be found now that could not`);
  }
}
