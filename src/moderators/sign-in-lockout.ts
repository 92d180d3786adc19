import { Injectable } from '@nestjs/common';
import { RateLimiterPostgres, type RateLimiterRes } from 'rate-limiter-flexible';
import { DataSource } from 'typeorm';
import { hashToken } from './secret-token.js';

/** Failures within the window before an account or a network has to wait. */
export const FAILURES = { account: 5, network: 20 } as const;

const WINDOW_SECONDS = 15 * 60;
const MEMORY_SECONDS = 24 * 3600;
const LONGEST_SECONDS = 4 * 3600;

/** Who tries to sign in. */
export interface Attempt {
  /** The e-mail as it was given; whether it has an account makes no difference. */
  email: string;
  /** The network it comes from (http/client-address.ts, wideNetwork). */
  network: string;
}

/**
 * Counts attempts to sign in, by account and by network. Who fails too often waits 15 minutes, each time within a day
 * twice as long, at most 4 hours. The counts are shared by all processes; a limiter's clock is the process's
 * (docs/decisions/0010-the-desk-examines-itself.md).
 */
@Injectable()
export class SignInLockout {
  private readonly accounts: RateLimiterPostgres;
  private readonly networks: RateLimiterPostgres;
  private readonly lockouts: RateLimiterPostgres;

  constructor(dataSource: DataSource) {
    const limiter = (keyPrefix: string, points: number, duration: number) =>
      new RateLimiterPostgres({
        storeClient: dataSource,
        storeType: 'typeorm',
        tableName: 'sign_in_attempt',
        tableCreated: true,
        keyPrefix,
        points,
        duration,
        // One of the three clears what has expired: they share the table.
        clearExpiredByTimeout: keyPrefix === 'account',
      });
    this.accounts = limiter('account', FAILURES.account, WINDOW_SECONDS);
    this.networks = limiter('network', FAILURES.network, WINDOW_SECONDS);
    this.lockouts = limiter('lockouts', Number.MAX_SAFE_INTEGER, MEMORY_SECONDS);
  }

  /**
   * Counts an attempt before the password is looked at, so that many at once cannot try more than one after another.
   * @returns seconds to wait; undefined when the attempt may go on.
   */
  async admit({ email, network }: Attempt): Promise<number | undefined> {
    const account = accountKey(email);
    const before = await this.accounts.get(account);
    if (before !== null && before.consumedPoints > FAILURES.account) return secondsOf(before);
    return (await this.count(this.networks, network)) ?? (await this.count(this.accounts, account));
  }

  /** Forgets the failures of an account; its network gets back what the attempt cost. */
  async succeeded({ email, network }: Attempt): Promise<void> {
    const account = accountKey(email);
    await this.accounts.delete(account);
    await this.lockouts.delete(account);
    await this.networks.reward(network, 1);
  }

  private async count(limiter: RateLimiterPostgres, key: string): Promise<number | undefined> {
    const state = await limiter.penalty(key, 1);
    if (state.consumedPoints <= limiter.points) return undefined;
    if (state.consumedPoints > limiter.points + 1) return secondsOf(state);
    const times = (await this.lockouts.penalty(key, 1)).consumedPoints;
    const seconds = Math.min(WINDOW_SECONDS * 2 ** (times - 1), LONGEST_SECONDS);
    await limiter.block(key, seconds);
    return seconds;
  }
}

/** The database keeps no list of the e-mails that were tried. */
function accountKey(email: string): string {
  return hashToken(email);
}

function secondsOf(state: RateLimiterRes): number {
  return Math.max(1, Math.ceil(state.msBeforeNext / 1000));
}
