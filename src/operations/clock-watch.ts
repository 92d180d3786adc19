import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Milliseconds between two comparisons. */
const INTERVAL_MS = 60_000;

/**
 * Milliseconds by which the clock of a process may differ from the database's. The database's decides; the process's is in
 * logs, cookies and TLS.
 */
export const SKEW_LIMIT_MS = 2_000;

/** Milliseconds after which a comparison tells nothing any more. */
const VALID_MS = 5 * INTERVAL_MS;

/** How the clock of this process compares with the database's; null: not known. */
export type ClockState = 'ok' | 'skewed' | null;

/** The clock of this process against the database's. */
export interface ClockOffset {
  /** Milliseconds by which the database is ahead. */
  offsetMs: number;
  /** The true offset may be so many milliseconds less or more: half the round trip. */
  uncertaintyMs: number;
}

/** Compares the clock of this process with the database's, once. @throws when the database does not answer. */
export async function clockOffset(dataSource: DataSource): Promise<ClockOffset> {
  const sentAt = Date.now();
  const started = performance.now();
  const [row]: { ms: number }[] = await dataSource.query(
    'select extract(epoch from clock_timestamp())::float8 * 1000 as ms',
  );
  const uncertaintyMs = (performance.now() - started) / 2;
  if (row === undefined) throw new Error('the database told no time');
  return { offsetMs: row.ms - (sentAt + uncertaintyMs), uncertaintyMs };
}

/** Compares the clocks at the start and every minute, and raises an alarm each time while they differ too much. */
@Injectable()
export class ClockWatch implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('clock');
  private timer: NodeJS.Timeout | undefined;
  private last: (ClockOffset & { at: number }) | undefined;

  constructor(private readonly dataSource: DataSource) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.compare();
    this.timer = setInterval(() => void this.compare(), INTERVAL_MS);
    this.timer.unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** The last comparison, if it is not too old. */
  get offset(): ClockOffset | undefined {
    return this.last !== undefined && performance.now() - this.last.at < VALID_MS ? this.last : undefined;
  }

  /** Whether the clocks differ more than they may for certain; null when nothing is known. */
  get state(): ClockState {
    const { offset } = this;
    if (offset === undefined) return null;
    return Math.abs(offset.offsetMs) - offset.uncertaintyMs > SKEW_LIMIT_MS ? 'skewed' : 'ok';
  }

  /** Compares now. Never throws: without the database there is nothing to compare with. */
  async compare(): Promise<void> {
    try {
      this.last = { ...(await clockOffset(this.dataSource)), at: performance.now() };
    } catch {
      return;
    }
    if (this.state !== 'skewed') return;
    const seconds = (this.last.offsetMs / 1000).toFixed(1);
    this.logger.error(
      `the clock of this machine and the database's differ: the database is ahead by ${seconds} s; the limit is ${SKEW_LIMIT_MS / 1000} s`,
    );
  }
}
