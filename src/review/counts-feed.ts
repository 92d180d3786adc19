import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import type { ServerResponse } from 'node:http';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../config/config.js';
import { ChannelListener } from '../database/channel-listener.js';
import { REVIEW_CHANNEL } from '../domain/settle-submission.js';
import { Authenticate, type Credential } from '../moderators/authenticate.js';
import type { ChangedView, LeaseView, ReviewEvents } from '../contract/review-api.js';
import { liveLeases } from './leases/live-leases.query.js';
import { countQueues } from './queue-counts.query.js';
import { recentDecisions } from './recent-decisions.query.js';

/** Many decisions within this time make one event. */
const GATHER_MS = 250;

/** Keeps proxies and the socket's own idle limit (30 s) from ending a silent stream. */
const HEARTBEAT_MS = 20_000;

/** What a reader may leave unread before it is cut off, in bytes. */
const MAX_UNREAD = 64 * 1024;

/** Tells every console that is open what changed: the counts of the queues, who decided what, who has what on screen. */
@Injectable()
export class CountsFeed implements OnModuleDestroy {
  private readonly logger = new Logger('review');
  private readonly streams = new Map<ServerResponse, Credential>();
  private readonly listener: ChannelListener;
  private heartbeat: NodeJS.Timeout | undefined;
  private gathering: NodeJS.Timeout | undefined;
  private closed = false;
  private told: ReadonlySet<string> = new Set();
  private leases = '';

  constructor(
    private readonly dataSource: DataSource,
    private readonly authenticate: Authenticate,
    @Inject(CONFIG) config: Config,
  ) {
    this.listener = new ChannelListener({
      url: config.database.url,
      channel: REVIEW_CHANNEL,
      onHint: () => this.gather(),
    });
  }

  /** Takes over a response whose head is written: it gets all that now and from now on, until its credential ends. */
  async add(stream: ServerResponse, credential: Credential): Promise<void> {
    if (this.closed) {
      stream.end();
      return;
    }
    this.listener.start();
    this.heartbeat ??= setInterval(() => void this.beat(), HEARTBEAT_MS);
    this.streams.set(stream, credential);
    stream.once('close', () => this.streams.delete(stream));
    await this.send([stream], { whole: true });
  }

  async onModuleDestroy(): Promise<void> {
    this.closed = true;
    clearInterval(this.heartbeat);
    clearTimeout(this.gathering);
    for (const stream of this.streams.keys()) stream.end();
    await this.listener.stop();
  }

  private gather(): void {
    if (this.closed || this.streams.size === 0) return;
    this.gathering ??= setTimeout(() => {
      this.gathering = undefined;
      void this.closeEnded().then(() => this.send([...this.streams.keys()]));
    }, GATHER_MS);
  }

  private async beat(): Promise<void> {
    if (this.streams.size === 0) return;
    await Promise.all([this.closeEnded(), this.listener.check()]);
    for (const stream of this.streams.keys()) write(stream, ': still here\n\n');
    await this.send([...this.streams.keys()]);
  }

  /** Closes the streams of who has signed out. Where the database cannot tell, they stay: they get no counts either. */
  private async closeEnded(): Promise<void> {
    try {
      const good = await this.authenticate.stillGood([...this.streams.values()]);
      for (const [stream, { tokenHash }] of this.streams) if (!good.has(tokenHash)) stream.end();
    } catch (error) {
      this.logger.warn(`sessions could not be checked: ${String(error)}`);
    }
  }

  /** What the streams were not told yet. */
  private newsOf(decisions: ChangedView[], leases: LeaseView[]): string[] {
    const fresh = decisions.filter(({ decisionId }) => !this.told.has(decisionId));
    this.told = new Set(decisions.map(({ decisionId }) => decisionId));
    const shown = JSON.stringify(leases);
    const moved = shown !== this.leases;
    this.leases = shown;
    return [
      ...(fresh.length === 0 ? [] : [event('changed', fresh)]),
      ...(moved ? [event('leases', leases)] : []),
    ];
  }

  /** `whole`: to streams that know nothing yet. */
  private async send(streams: ServerResponse[], { whole = false } = {}): Promise<void> {
    if (streams.length === 0) return;
    try {
      const { manager } = this.dataSource;
      const [counts, decisions, leases] = await Promise.all([
        countQueues(manager, undefined),
        recentDecisions(manager),
        liveLeases(manager),
      ]);
      const events = [event('counts', counts)];
      if (!whole) events.push(...this.newsOf(decisions, leases));
      else if (leases.length > 0) events.push(event('leases', leases));
      for (const stream of streams) write(stream, events.join(''));
    } catch (error) {
      this.logger.warn(`the queues could not be counted: ${String(error)}`);
    }
  }
}

function event(name: keyof ReviewEvents, data: ReviewEvents[keyof ReviewEvents]): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}

function write(stream: ServerResponse, text: string): void {
  if (stream.writableEnded || stream.destroyed) return;
  if (stream.writableLength > MAX_UNREAD) stream.destroy();
  else stream.write(text);
}
