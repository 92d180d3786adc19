import { Logger } from '@nestjs/common';
import { reasonOf } from './once-a-minute.js';
import { endWithin } from './time-limit.js';

/** Milliseconds between two runs. */
const INTERVAL_MS = 60_000;

/** Milliseconds that a run gets at shutdown. */
const STOP_MS = 3_000;

/** Work that a process does each minute, one run at a time. A run that fails is said, and comes again. */
export class EveryMinute {
  private readonly logger: Logger;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;

  /** @param name as the log calls the work. */
  constructor(
    private readonly name: string,
    private readonly work: () => Promise<unknown>,
  ) {
    this.logger = new Logger(name);
  }

  /** Begins: after a minute, or at once. */
  start({ atOnce = false } = {}): void {
    if (atOnce) this.run();
    this.timer = setInterval(() => this.run(), INTERVAL_MS);
  }

  /** Begins no more runs. */
  stop(): void {
    clearInterval(this.timer);
  }

  /** Begins no more runs, and waits for the one under way, but not for long. */
  async end(): Promise<void> {
    this.stop();
    const warn = (line: string) => this.logger.warn(line);
    await endWithin(this.running ?? Promise.resolve(), { ms: STOP_MS, what: this.name, warn });
  }

  private run(): void {
    this.running ??= this.work()
      .then(() => undefined)
      .catch((error: unknown) => this.logger.warn(`${this.name} comes later: ${reasonOf(error)}`))
      .finally(() => {
        this.running = undefined;
      });
  }
}
