import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { CONFIG, type Config } from '../config/config.js';
import { ChannelListener } from '../database/channel-listener.js';
import { EFFECTS_CHANNEL } from '../domain/write-effects.js';
import { EffectsQueue } from '../queue/effects.queue.js';
import { onceAMinute, reasonOf } from '../queue/once-a-minute.js';
import { endWithin } from '../queue/time-limit.js';

/** Milliseconds between two looks that nobody asked for: retries become due, and a hint may be lost. */
const POLL_MS = 1_000;

/** Milliseconds between two looks that were asked for. */
const GATHER_MS = 20;

/** Tries of one site that are in the queue at once: a receiver that hangs keeps no more of the worker busy. */
const SITE_LIMIT = 10;

/** Lost jobs put back at once. */
const LOST_BATCH = 500;

/** Milliseconds that a look under way gets at shutdown. */
const STOP_MS = 3_000;

interface DueRow {
  id: string;
  attempts: number;
}

/**
 * Puts the effects that are due into the queue, a few of each site at once, by the database's clock. Several workers may
 * do so at the same time. What cannot be put there stays where it is: in the outbox.
 */
@Injectable()
export class EffectsRelay implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown {
  private readonly logger = new Logger('effects');
  private readonly warn = onceAMinute((line) => this.logger.warn(line));
  private readonly listener: ChannelListener;
  private poll: NodeJS.Timeout | undefined;
  private gathering: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;
  private again = false;
  /** The broker came back: what was in the queue is put there again, however short ago. */
  private brokerReturned = false;
  private stopped = false;
  private ending: Promise<boolean> | undefined;

  constructor(
    private readonly dataSource: DataSource,
    @Inject(CONFIG) private readonly config: Config,
    private readonly queue: EffectsQueue,
  ) {
    this.listener = new ChannelListener({
      url: config.database.url,
      channel: EFFECTS_CHANNEL,
      onHint: () => this.wake(),
    });
  }

  onApplicationBootstrap(): void {
    this.listener.start();
    this.queue.onReady(() => {
      this.brokerReturned = true;
      this.wake();
    });
    this.poll = setInterval(() => this.wake(), POLL_MS);
  }

  onModuleDestroy(): void {
    this.stopped = true;
    clearInterval(this.poll);
    clearTimeout(this.gathering);
    this.ending ??= endWithin(Promise.all([this.listener.stop(), this.looking]), {
      ms: STOP_MS,
      what: 'the relay of effects',
      warn: (line) => this.logger.warn(line),
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.onModuleDestroy();
    await this.ending;
  }

  /** Looks for due effects soon. Never throws and is never waited for. */
  wake(): void {
    if (this.stopped) return;
    if (this.looking !== undefined) this.again = true;
    else this.gathering ??= setTimeout(() => this.look(), GATHER_MS);
  }

  private look(): void {
    this.gathering = undefined;
    this.again = false;
    this.looking = this.relay()
      .catch((error: unknown) => this.warn(`effects wait, they could not be queued: ${reasonOf(error)}`))
      .finally(() => {
        this.looking = undefined;
        if (this.again) this.wake();
      });
  }

  private async relay(): Promise<void> {
    const everything = this.brokerReturned;
    this.brokerReturned = false;
    try {
      await this.move((manager) => lostRows(manager, everything ? 0 : this.config.effects.requeueSeconds));
    } catch (error) {
      this.brokerReturned ||= everything;
      throw error;
    }
    await this.move(dueRows);
  }

  /** The rows stay locked while the broker is asked, at most a second; another worker passes over them. */
  private async move(find: (manager: EntityManager) => Promise<DueRow[]>): Promise<void> {
    if (this.stopped) return;
    await this.dataSource.transaction(async (manager) => {
      const rows = await find(manager);
      if (rows.length === 0) return;
      await this.queue.add(rows.map(({ id, attempts }) => ({ effectId: id, attempt: attempts })));
      await manager.query('update outbox set queued_at = clock_timestamp() where id = any($1::uuid[])', [
        rows.map(({ id }) => id),
      ]);
    });
  }
}

/** Tries whose job is older than it can be; where it still is in the queue, adding it again changes nothing. */
function lostRows(manager: EntityManager, seconds: number): Promise<DueRow[]> {
  return manager.query(
    `select id, attempts from outbox
      where state = 'pending' and queued_at is not null and queued_at <= now() - make_interval(secs => $1)
      order by queued_at limit ${LOST_BATCH} for update skip locked`,
    [seconds],
  );
}

/** The oldest due effects of each site, as many as it has room for. */
function dueRows(manager: EntityManager): Promise<DueRow[]> {
  return manager.query(
    `select due.id, due.attempts from site
      cross join lateral (
        select count(*) as n from outbox
         where site_id = site.id and state = 'pending' and queued_at is not null) as busy
      cross join lateral (
        select id, attempts from outbox
         where site_id = site.id and state = 'pending' and queued_at is null and due_at <= now()
         order by due_at limit greatest(0, ${SITE_LIMIT} - busy.n) for update skip locked) as due`,
  );
}
