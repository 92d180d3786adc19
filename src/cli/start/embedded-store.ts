import type { Language } from '../../messages/messages.js';
import { startEmbeddedPostgres } from '../embedded-postgres/embedded-postgres.js';
import type { EmbeddedPostgres } from '../embedded-postgres/embedded-postgres.js';

const WATCH_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/** What the store needs, and whom it tells. */
export interface EmbeddedStoreOptions {
  dataDir: string;
  language: Language;
  log: (message: string) => void;
  /** The server died and is started again. */
  onDied(): void;
  /** It could not be started again; another try follows. */
  onFailed(reason: string): void;
  /** It came back under another address. */
  onMoved(url: string): void;
}

/** The embedded database while the desk runs: started or adopted, watched every second, ended with the last user. */
export class EmbeddedStore {
  private timer: NodeJS.Timeout | undefined;
  private check: Promise<void> | undefined;
  private pauseMs = WATCH_MS;
  private closed = false;

  private constructor(
    private server: EmbeddedPostgres,
    private readonly options: EmbeddedStoreOptions,
  ) {}

  /**
   * Starts or adopts the server of the data directory and watches it from then on.
   * @throws EmbeddedPostgresError when it cannot be used.
   */
  static async open(options: EmbeddedStoreOptions): Promise<EmbeddedStore> {
    const store = new EmbeddedStore(await startEmbeddedPostgres(options), options);
    store.watch();
    return store;
  }

  /** Connection address. */
  get url(): string {
    return this.server.url;
  }

  /**
   * Stops watching, and stops the server unless somebody else uses it.
   * @returns whether the server is down.
   */
  async close(): Promise<boolean> {
    this.closed = true;
    clearTimeout(this.timer);
    await this.check;
    return this.server.stopIfAlone();
  }

  private watch(): void {
    this.timer = setTimeout(() => {
      this.check = this.revive().finally(() => {
        if (!this.closed) this.watch();
      });
    }, this.pauseMs);
  }

  private async revive(): Promise<void> {
    if (this.server.isRunning()) return;
    this.options.onDied();
    const { url } = this.server;
    try {
      this.server = await startEmbeddedPostgres(this.options);
      this.pauseMs = WATCH_MS;
    } catch (error) {
      this.pauseMs = Math.min(this.pauseMs * 2, LONGEST_PAUSE_MS);
      this.options.onFailed(error instanceof Error ? error.message : String(error));
      return;
    }
    if (this.server.url !== url && !this.closed) this.options.onMoved(this.server.url);
  }
}
