import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Account } from './create-moderator.js';
import { notePeopleEvent } from './people/note-people-event.js';
import { SecondFactors } from './second-factor/second-factors.js';
import { hashToken, newSecretToken } from './secret-token.js';
import { SignInLockout } from './sign-in-lockout.js';

/** Seconds in which the code must follow the password. */
export const STEP_SECONDS = 5 * 60;

/** `gone`: the password has to be given again. */
export type CodeResult =
  | { kind: 'signed-in'; moderator: Account }
  | { kind: 'refused' }
  | { kind: 'gone' }
  | { kind: 'locked'; retryAfterSeconds: number };

/** The second half of signing in. Between the halves a browser has a token that opens nothing else. */
@Injectable()
export class SignInCode {
  constructor(
    private readonly dataSource: DataSource,
    private readonly secondFactors: SecondFactors,
    private readonly lockout: SignInLockout,
  ) {}

  /** After the right password: a token for the second half. */
  async begin(moderatorId: string): Promise<string> {
    const token = newSecretToken();
    await this.dataSource.query('delete from sign_in_step where expires_at < now()');
    await this.dataSource.query(
      `insert into sign_in_step (token_hash, moderator_id, expires_at)
       values ($1, $2, now() + make_interval(secs => $3))`,
      [hashToken(token), moderatorId, STEP_SECONDS],
    );
    return token;
  }

  /** Checks the code. Wrong ones count as wrong passwords do; the token is used up by the right one. */
  async finish(input: { token: string; code: string; network: string }): Promise<CodeResult> {
    const tokenHash = hashToken(input.token);
    const rows: Account[] = await this.dataSource.query(
      `select m.id, m.email, m.name, m.role from sign_in_step s join moderator m on m.id = s.moderator_id
        where s.token_hash = $1 and s.expires_at > now() and m.switched_off_at is null`,
      [tokenHash],
    );
    const moderator = rows[0];
    if (moderator === undefined) return { kind: 'gone' };
    const attempt = { email: moderator.email, network: input.network };
    const retryAfterSeconds = await this.lockout.admit(attempt);
    if (retryAfterSeconds !== undefined) return { kind: 'locked', retryAfterSeconds };
    const by = await this.secondFactors.take(moderator.id, input.code);
    if (by === null) return { kind: 'refused' };
    const [used]: [unknown[], number] = await this.dataSource.query(
      'delete from sign_in_step where token_hash = $1 returning 1',
      [tokenHash],
    );
    if (used.length === 0) return { kind: 'gone' };
    await this.lockout.succeeded(attempt);
    if (by === 'recovery') {
      const { id } = moderator;
      await notePeopleEvent(this.dataSource.manager, { actorId: id, moderatorId: id, kind: 'recovery-used' });
    }
    return { kind: 'signed-in', moderator };
  }
}
