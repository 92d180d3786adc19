import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { EveryMinute } from '../queue/every-minute.js';
import { indexSubmissions } from './index-submissions.js';
import { sumTallies } from './sum-tallies.js';

/** Runs between two looks for submissions that cannot be found: reading all of them takes a second at a million. */
const LOOK_EVERY = 60;

/** Keeps what the desk derives from its rows small and whole: the tallies of the queues, and the search. */
@Injectable()
export class Upkeep implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown {
  private readonly logger = new Logger('upkeep');
  private readonly keeping = new EveryMinute('upkeep', () => this.run());
  private runs = 0;
  private stopped = false;

  constructor(private readonly dataSource: DataSource) {}

  onApplicationBootstrap(): void {
    this.keeping.start({ atOnce: true });
  }

  onModuleDestroy(): void {
    this.stopped = true;
    this.keeping.stop();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.onModuleDestroy();
    await this.keeping.end();
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
