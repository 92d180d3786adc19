import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../config/config.js';
import type { Account } from './create-moderator.js';
import { hashToken } from './secret-token.js';
import { cookieTokenOf } from './session-cookie.js';
import { type SessionFound, Sessions } from './sessions.js';

/** The session a request was let in by. */
export type SessionCredential = { kind: 'session' } & Omit<SessionFound, 'moderator'>;

/** What a request was let in by. */
export type Credential = SessionCredential | { kind: 'token'; tokenHash: string };

/** Who sends a request. */
export interface SignedIn {
  moderator: Account;
  credential: Credential;
}

const BEARER = /^bearer +(\S+) *$/i;

/** Finds out who sends a request. */
@Injectable()
export class Authenticate {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sessions: Sessions,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * A bearer token counts before the cookie: one that is wrong lets nobody in, whatever the cookie says. Other schemes
   * of `Authorization` are a proxy's business.
   * @returns null when nobody is signed in.
   */
  async authenticate(request: FastifyRequest): Promise<SignedIn | null> {
    const authorization = request.headers.authorization;
    if (authorization !== undefined && /^bearer\b/i.test(authorization)) {
      const token = BEARER.exec(authorization)?.[1];
      return token === undefined ? null : this.byToken(token);
    }
    const token = cookieTokenOf(request, this.config);
    const session = token === undefined ? null : await this.sessions.find(token);
    if (session === null) return null;
    const { moderator, ...credential } = session;
    return { moderator, credential: { kind: 'session', ...credential } };
  }

  /** Which of these credentials are still good, by `tokenHash`. */
  async stillGood(credentials: readonly Credential[]): Promise<Set<string>> {
    const rows: { token_hash: string }[] = await this.dataSource.query(
      `select token_hash from session where token_hash = any($1) and expires_at > now()
       union all select t.token_hash from api_token t join moderator m on m.id = t.moderator_id
        where t.token_hash = any($1) and m.switched_off_at is null`,
      [credentials.map(({ tokenHash }) => tokenHash)],
    );
    return new Set(rows.map((row) => row.token_hash));
  }

  private async byToken(token: string): Promise<SignedIn | null> {
    const tokenHash = hashToken(token);
    const rows: (Account & { stale: boolean })[] = await this.dataSource.query(
      `select m.id, m.email, m.name, m.role,
              coalesce(t.last_used_at < now() - interval '1 minute', true) as stale
         from api_token t join moderator m on m.id = t.moderator_id
        where t.token_hash = $1 and m.switched_off_at is null`,
      [tokenHash],
    );
    const row = rows[0];
    if (row === undefined) return null;
    if (row.stale) {
      await this.dataSource.query('update api_token set last_used_at = now() where token_hash = $1', [
        tokenHash,
      ]);
    }
    const { id, email, name, role } = row;
    return { moderator: { id, email, name, role }, credential: { kind: 'token', tokenHash } };
  }
}
