import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../config/config.js';
import { REVIEW_CHANNEL } from '../domain/settle-submission.js';
import type { BrowserAt } from './browser-at.js';
import type { Account } from './create-moderator.js';
import { hashToken, newSecretToken } from './secret-token.js';

/** Minutes for which it is believed that who has just shown who they are is still at the browser. */
export const FRESH_MINUTES = 10;

/** A browser that is signed in. */
export interface SessionFound {
  moderator: Account;
  id: string;
  csrfToken: string;
  tokenHash: string;
  /** Whether this use has put off its end; the cookie's end follows. */
  prolonged: boolean;
  /** Whether the moderator showed within FRESH_MINUTES who they are. */
  fresh: boolean;
  /** Whether the account has a second factor. */
  secondFactor: boolean;
}

interface SessionRow extends Account {
  session_id: string;
  csrf_token: string;
  stale: boolean;
  fresh: boolean;
  second_factor: boolean;
}

/** Both are told to the browser and stored nowhere. */
export interface SessionTokens {
  token: string;
  csrfToken: string;
}

const UNKNOWN_BROWSER: BrowserAt = { userAgent: '', network: '' };

/** Signed-in browsers. A session ends so many hours after it was last used (config.sessionHours), or by signing out. */
@Injectable()
export class Sessions {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Seconds until a session ends that is not used. */
  get seconds(): number {
    return this.config.sessionHours * 3600;
  }

  /** Opens a session with new tokens; removes those that have ended, and the one the browser had before. */
  async open(
    moderatorId: string,
    before: string | undefined,
    { userAgent, network } = UNKNOWN_BROWSER,
  ): Promise<SessionTokens> {
    const token = newSecretToken();
    const csrfToken = newSecretToken();
    await this.dataSource.query('delete from session where expires_at < now() or token_hash = $1', [
      before === undefined ? null : hashToken(before),
    ]);
    await this.dataSource.query(
      `insert into session (id, token_hash, moderator_id, csrf_token, expires_at, user_agent, network)
       values ($1, $2, $3, $4, now() + make_interval(secs => $5), $6, $7)`,
      [randomUUID(), hashToken(token), moderatorId, csrfToken, this.seconds, userAgent, network],
    );
    await this.see(moderatorId);
    return { token, csrfToken };
  }

  private async see(moderatorId: string): Promise<void> {
    await this.dataSource.query('update moderator set last_seen_at = now() where id = $1', [moderatorId]);
  }

  /** The session of a cookie's token; null when there is none or it has ended. Its end is put off once a minute. */
  async find(token: string): Promise<SessionFound | null> {
    const tokenHash = hashToken(token);
    const rows: SessionRow[] = await this.dataSource.query(
      `select m.id, m.email, m.name, m.role, s.id as session_id, s.csrf_token,
              s.last_seen_at < now() - interval '1 minute' as stale,
              s.confirmed_at > now() - make_interval(mins => $2) as fresh,
              exists (select 1 from second_factor f where f.moderator_id = m.id and f.confirmed_at is not null)
                as second_factor
         from session s join moderator m on m.id = s.moderator_id
        where s.token_hash = $1 and s.expires_at > now() and m.switched_off_at is null`,
      [tokenHash, FRESH_MINUTES],
    );
    const row = rows[0];
    if (row === undefined) return null;
    const { id, email, name, role } = row;
    if (row.stale) await Promise.all([this.prolong(tokenHash), this.see(id)]);
    return {
      moderator: { id, email, name, role },
      id: row.session_id,
      csrfToken: row.csrf_token,
      tokenHash,
      prolonged: row.stale,
      fresh: row.fresh,
      secondFactor: row.second_factor,
    };
  }

  private async prolong(tokenHash: string): Promise<void> {
    await this.dataSource.query(
      `update session set last_seen_at = now(), expires_at = now() + make_interval(secs => $2) where token_hash = $1`,
      [tokenHash, this.seconds],
    );
  }

  /**
   * Notes that the moderator has just shown who they are. The session goes on under new tokens: whoever has a copy of the
   * old cookie gains nothing by it.
   * @returns null when it has ended meanwhile.
   */
  async confirm(tokenHash: string): Promise<SessionTokens | null> {
    const token = newSecretToken();
    const csrfToken = newSecretToken();
    const [renewed]: [unknown[], number] = await this.dataSource.query(
      `update session set token_hash = $2, csrf_token = $3, confirmed_at = now()
        where token_hash = $1 and expires_at > now() returning 1`,
      [tokenHash, hashToken(token), csrfToken],
    );
    return renewed.length === 0 ? null : { token, csrfToken };
  }

  /** Ends a session; event streams that hang on it are woken and close. */
  async end(tokenHash: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await manager.query('delete from session where token_hash = $1', [tokenHash]);
      await manager.query(`select pg_notify($1, '')`, [REVIEW_CHANNEL]);
    });
  }
}
