import pg from 'pg';
import { withTimeLimit } from '../queue/time-limit.js';

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 15_000;
const ANSWER_MS = 5_000;
const STOP_MS = 1_000;

/** Listens to a channel of PostgreSQL on a connection of its own, which it opens again whenever it is lost. */
export class ChannelListener {
  private readonly stopped = new AbortController();
  private client: pg.Client | undefined;
  private running: Promise<void> | undefined;

  /** `onHint` is called for each notification, and after each (re)connection, because hints may have been missed. */
  constructor(private readonly settings: { url: string; channel: string; onHint: () => void }) {}

  /** Starts listening; does nothing the second time. */
  start(): void {
    this.running ??= this.run();
  }

  /** Finds out whether the connection is still alive; a dead one is given up and opened again. Never throws. */
  async check(): Promise<void> {
    const { client } = this;
    await client?.query('select 1').catch(() => client.end().catch(() => undefined));
  }

  /** Ends the connection for good, at most within a second: a server that is silent never says goodbye. Never throws. */
  async stop(): Promise<void> {
    this.stopped.abort();
    const ending = Promise.all([this.client?.end().catch(() => undefined), this.running]);
    await withTimeLimit(ending, STOP_MS, 'the listener did not end').catch(() => undefined);
  }

  private async run(): Promise<void> {
    for (
      let waitMs = FIRST_WAIT_MS;
      !this.stopped.signal.aborted;
      waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)
    ) {
      if (await this.listenOnce()) waitMs = FIRST_WAIT_MS;
      await this.pause(waitMs);
    }
  }

  /** Listens until the connection ends. @returns whether it had been made. */
  private async listenOnce(): Promise<boolean> {
    const { url, channel, onHint } = this.settings;
    const client = new pg.Client({
      connectionString: url,
      application_name: 'replydesk listener',
      connectionTimeoutMillis: ANSWER_MS,
      query_timeout: ANSWER_MS,
      keepAlive: true,
    });
    const ended = new Promise<void>((resolve) => client.once('end', resolve));
    client.on('error', () => undefined);
    client.on('notification', onHint);
    try {
      await client.connect();
      this.client = client;
      await client.query(`listen ${client.escapeIdentifier(channel)}`);
      if (!this.stopped.signal.aborted) {
        onHint();
        await ended;
      }
      return true;
    } catch {
      return false;
    } finally {
      this.client = undefined;
      await client.end().catch(() => undefined);
    }
  }

  private pause(ms: number): Promise<void> {
    if (this.stopped.signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.stopped.signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
    });
  }
}
