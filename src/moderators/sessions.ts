import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../config/config.js';
import { REVIEW_CHANNEL } from '../domain/settle-submission.js';
import type { Account } from './create-moderator.js';
import { hashToken, newSecretToken } from './secret-token.js';

/** A browser that is signed in. */
export interface SessionFound {
  moderator: Account;
  csrfToken: string;
  tokenHash: string;
  /** Whether this use has put off its end; the cookie's end follows. */
  prolonged: boolean;
}

interface SessionRow {
  id: string;
  email: string;
  name: string;
  role: Account['role'];
  csrf_token: string;
  stale: boolean;
}

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
  async open(moderatorId: string, before: string | undefined): Promise<{ token: string; csrfToken: string }> {
    const token = newSecretToken();
    const csrfToken = newSecretToken();
    await this.dataSource.query('delete from session where expires_at < now() or token_hash = $1', [
      before === undefined ? null : hashToken(before),
    ]);
    await this.dataSource.query(
      `insert into session (token_hash, moderator_id, csrf_token, expires_at)
       values ($1, $2, $3, now() + make_interval(secs => $4))`,
      [hashToken(token), moderatorId, csrfToken, this.seconds],
    );
    return { token, csrfToken };
  }

  /** The session of a cookie's token; null when there is none or it has ended. Its end is put off once a minute. */
  async find(token: string): Promise<SessionFound | null> {
    const tokenHash = hashToken(token);
    const rows: SessionRow[] = await this.dataSource.query(
      `select m.id, m.email, m.name, m.role, s.csrf_token, s.last_seen_at < now() - interval '1 minute' as stale
         from session s join moderator m on m.id = s.moderator_id
        where s.token_hash = $1 and s.expires_at > now()`,
      [tokenHash],
    );
    const row = rows[0];
    if (row === undefined) return null;
    if (row.stale) await this.prolong(tokenHash);
    const { id, email, name, role } = row;
    return {
      moderator: { id, email, name, role },
      csrfToken: row.csrf_token,
      tokenHash,
      prolonged: row.stale,
    };
  }

  private async prolong(tokenHash: string): Promise<void> {
    await this.dataSource.query(
      `update session set last_seen_at = now(), expires_at = now() + make_interval(secs => $2) where token_hash = $1`,
      [tokenHash, this.seconds],
    );
  }

  /** Ends a session; event streams that hang on it are woken and close. */
  async end(tokenHash: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await manager.query('delete from session where token_hash = $1', [tokenHash]);
      await manager.query(`select pg_notify($1, '')`, [REVIEW_CHANNEL]);
    });
  }
}
