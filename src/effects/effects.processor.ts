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
import { failpoint } from '../failpoint.js';
import { type JobTaker, openTaker } from '../queue/broker.js';
import { reasonOf } from '../queue/once-a-minute.js';
import { EFFECTS_QUEUE, jobPayloads, PERFORM_JOB, workerLock } from '../queue/queues.js';
import { EFFECT_HANDLERS, type EffectHandler, type EffectOutcome, type EffectTry } from './effect-handler.js';
import { EffectsRelay } from './effects.relay.js';
import { noteOutcome } from './note-outcome.js';

/** Tries a worker makes at once; they only wait. The relay lets each site have a few of them. */
const CONCURRENCY = 100;

/** Milliseconds that tries under way get at shutdown; what takes longer is tried again by another worker. */
const DRAIN_MS = 5_000;

/** Characters of an error that are kept. */
const ERROR_LENGTH = 300;

interface LoadedEffect extends EffectTry {
  kind: string;
}

/** Takes effects from the queue, performs them and notes what became of them. */
@Injectable()
export class EffectsProcessor implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown {
  private readonly logger = new Logger('effects');
  private readonly handlers: ReadonlyMap<string, EffectHandler>;
  private taker: JobTaker | undefined;
  private closing: Promise<void> | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(EFFECT_HANDLERS) handlers: EffectHandler[],
    private readonly dataSource: DataSource,
    private readonly relay: EffectsRelay,
  ) {
    this.handlers = new Map(handlers.map((handler) => [handler.kind, handler]));
  }

  async onApplicationBootstrap(): Promise<void> {
    const { redisUrl, database, screening } = this.config;
    this.taker = openTaker(
      { redisUrl, databaseUrl: database.url, warn: (line) => this.logger.warn(line) },
      EFFECTS_QUEUE,
      {
        ...workerLock(screening.lockSeconds),
        concurrency: CONCURRENCY,
        handle: (job) => this.handle(job),
      },
    );
    await this.taker.started();
  }

  /** Takes no more jobs; is not waited for here, so that all that stops stops at once. */
  onModuleDestroy(): void {
    this.closing ??= this.taker?.close(DRAIN_MS);
  }

  /** Runs before the database pool closes. */
  async beforeApplicationShutdown(): Promise<void> {
    this.onModuleDestroy();
    await this.closing;
  }

  /** A throw leaves the row as it is; the relay brings it back. */
  private async handle(job: { id?: string | undefined; name: string; data: unknown }): Promise<void> {
    const payload = jobPayloads[PERFORM_JOB].safeParse(job.data);
    if (job.name !== PERFORM_JOB || !payload.success) {
      this.logger.warn(`dropped job ${job.id} (${job.name}): not one of ours`);
      return;
    }
    const { effectId, attempt } = payload.data;
    const effect = await this.load(effectId, attempt);
    if (effect === undefined) return;
    await failpoint('effect:claimed');
    const outcome = await this.perform(effect);
    await failpoint('effect:performed');
    const noted = await noteOutcome(
      this.dataSource.manager,
      { id: effectId, attempts: attempt, outcome },
      this.config,
    );
    await failpoint('effect:noted');
    if (noted === 'retry') this.logger.warn(`effect ${effectId}, try ${attempt + 1}: ${errorOf(outcome)}`);
    if (noted === 'dead') this.logger.error(`effect ${effectId} is given up: ${errorOf(outcome)}`);
    this.relay.wake();
  }

  /** The effect, if this try of it is still to be made; the job alone proves nothing. */
  private async load(id: string, attempt: number): Promise<LoadedEffect | undefined> {
    const rows: LoadedEffect[] = await this.dataSource.query(
      `select id, kind, site_id as "siteId", submission_id as "submissionId", record_id as "recordId", now() as at
         from outbox where id = $1 and state = 'pending' and attempts = $2 and due_at <= now()`,
      [id, attempt],
    );
    return rows[0];
  }

  private async perform({ kind, ...effect }: LoadedEffect): Promise<EffectOutcome> {
    const handler = this.handlers.get(kind);
    // A newer version may be running beside this one: it will know.
    if (handler === undefined) return { kind: 'retry', error: 'this version knows no such effect' };
    try {
      return await handler.perform(effect);
    } catch (error) {
      return { kind: 'retry', error: reasonOf(error).slice(0, ERROR_LENGTH) };
    }
  }
}

function errorOf(outcome: EffectOutcome): string {
  return outcome.kind === 'done' ? '' : outcome.error;
}
