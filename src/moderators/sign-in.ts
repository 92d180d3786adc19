import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Moderator } from '../domain/moderator.entity.js';
import type { Account } from './create-moderator.js';
import { hashPassword, passwordMatches } from './password.js';
import { SecondFactors } from './second-factor/second-factors.js';
import { newSecretToken } from './secret-token.js';
import { SignInLockout } from './sign-in-lockout.js';

/** `refused` says nothing of whether the e-mail or the password was wrong. */
export type SignInResult =
  | { kind: 'signed-in'; moderator: Account }
  | { kind: 'code-needed'; moderatorId: string }
  | { kind: 'refused' }
  | { kind: 'locked'; retryAfterSeconds: number };

/** Checks e-mail and password. Where a code must follow, the attempt counts as one until the code has come. */
@Injectable()
export class SignIn {
  /** What is checked for an e-mail without account, so that the answer takes as long. */
  private readonly decoy = hashPassword(newSecretToken());

  constructor(
    private readonly dataSource: DataSource,
    private readonly lockout: SignInLockout,
    private readonly secondFactors: SecondFactors,
  ) {}

  /** `email` in the form of emailSchema (create-moderator.ts) or anything else that then has no account. */
  async signIn(input: { email: string; password: string; network: string }): Promise<SignInResult> {
    const retryAfterSeconds = await this.lockout.admit(input);
    if (retryAfterSeconds !== undefined) return { kind: 'locked', retryAfterSeconds };
    const moderator = await this.dataSource.getRepository(Moderator).findOneBy({ email: input.email });
    const matches = await passwordMatches(moderator?.passwordHash ?? (await this.decoy), input.password);
    if (moderator === null || !matches || moderator.switchedOffAt !== null) return { kind: 'refused' };
    const { id, email, name, role } = moderator;
    if ((await this.secondFactors.stateOf(id)).on) return { kind: 'code-needed', moderatorId: id };
    await this.lockout.succeeded(input);
    return { kind: 'signed-in', moderator: { id, email, name, role } };
  }
}
