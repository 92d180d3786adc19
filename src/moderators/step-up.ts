import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { StepUpWays } from '../contract/account-api.js';
import { Moderator } from '../domain/moderator.entity.js';
import type { Account } from './create-moderator.js';
import { NO_PASSWORD, passwordMatches } from './password.js';
import { SecondFactors } from './second-factor/second-factors.js';
import { type SessionTokens, Sessions } from './sessions.js';
import { SignInLockout } from './sign-in-lockout.js';

/** What a moderator shows to confirm who they are. */
export type Proof = { password: string } | { code: string };

/** `ended`: the session is over, nothing can be confirmed. */
export type StepUpResult =
  | { kind: 'confirmed'; tokens: SessionTokens }
  | { kind: 'refused' }
  | { kind: 'ended' }
  | { kind: 'locked'; retryAfterSeconds: number };

/** Confirms that the moderator who signed in is still at the browser. Attempts count as those to sign in do. */
@Injectable()
export class StepUp {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sessions: Sessions,
    private readonly secondFactors: SecondFactors,
    private readonly lockout: SignInLockout,
  ) {}

  async confirm(input: {
    moderator: Account;
    tokenHash: string;
    network: string;
    proof: Proof;
  }): Promise<StepUpResult> {
    const { moderator, tokenHash, network, proof } = input;
    const attempt = { email: moderator.email, network };
    const retryAfterSeconds = await this.lockout.admit(attempt);
    if (retryAfterSeconds !== undefined) return { kind: 'locked', retryAfterSeconds };
    if (!(await this.holds(moderator.id, proof))) return { kind: 'refused' };
    await this.lockout.succeeded(attempt);
    const tokens = await this.sessions.confirm(tokenHash);
    return tokens === null ? { kind: 'ended' } : { kind: 'confirmed', tokens };
  }

  /** By what a moderator can confirm. */
  async waysOf(moderatorId: string): Promise<StepUpWays> {
    const { passwordHash } = await this.dataSource
      .getRepository(Moderator)
      .findOneByOrFail({ id: moderatorId });
    const { on } = await this.secondFactors.stateOf(moderatorId);
    return { password: passwordHash !== NO_PASSWORD, code: on };
  }

  private async holds(moderatorId: string, proof: Proof): Promise<boolean> {
    if ('code' in proof) return (await this.secondFactors.take(moderatorId, proof.code)) !== null;
    const moderator = await this.dataSource.getRepository(Moderator).findOneBy({ id: moderatorId });
    return moderator !== null && (await passwordMatches(moderator.passwordHash, proof.password));
  }
}
