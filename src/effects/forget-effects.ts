import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { KEPT_DAYS } from '../domain/outbox.entity.js';
import { reasonOf } from '../queue/once-a-minute.js';
import { withTimeLimit } from '../queue/time-limit.js';

/** Milliseconds between two runs. */
const INTERVAL_MS = 3_600_000;

/** Effects removed at once. */
const BATCH = 2_000;

/** Milliseconds that a run gets at shutdown. */
const STOP_MS = 3_000;

/** Empties the outbox of what finished long ago, once an hour. */
@Injectable()
export class ForgetEffects implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('retention');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private stopped = false;

  constructor(private readonly dataSource: DataSource) {}

  onApplicationBootstrap(): void {
    this.start();
    this.timer = setInterval(() => this.start(), INTERVAL_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await withTimeLimit(this.running ?? Promise.resolve(), STOP_MS, 'clearing did not end in time').catch(
      (error: unknown) => this.logger.warn(reasonOf(error)),
    );
  }

  private start(): void {
    this.running ??= this.forget()
      .catch((error: unknown) => this.logger.warn(`old effects are removed later: ${reasonOf(error)}`))
      .finally(() => {
        this.running = undefined;
      });
  }

  private async forget(): Promise<void> {
    for (const state of ['done', 'dead', 'cancelled'] as const) {
      let removed = BATCH;
      while (removed === BATCH && !this.stopped) {
        [, removed] = await this.dataSource.query<[unknown, number]>(
          `delete from outbox where id in (
             select id from outbox
              where state = $1 and created_at < now() - make_interval(days => $2)
                and finished_at < now() - make_interval(days => $2)
              limit ${BATCH} for update skip locked)`,
          [state, KEPT_DAYS[state]],
        );
      }
    }
  }
}
