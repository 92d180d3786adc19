import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Moderator } from '../../domain/moderator.entity.js';
import { hashPassword, passwordMatches } from '../password.js';
import { notePeopleEvent } from '../people/note-people-event.js';
import { SignInLockout } from '../sign-in-lockout.js';
import { endSessions } from './session-list.js';

/** `refused`: the password that counts is another one. */
export type ChangePasswordResult =
  { kind: 'changed' } | { kind: 'refused' } | { kind: 'locked'; retryAfterSeconds: number };

/** Changes a password; whoever is signed in elsewhere is signed out. */
@Injectable()
export class ChangePassword {
  constructor(
    private readonly dataSource: DataSource,
    private readonly lockout: SignInLockout,
  ) {}

  async change(input: {
    moderatorId: string;
    /** Of the session that goes on. */
    sessionId: string;
    network: string;
    current: string;
    password: string;
  }): Promise<ChangePasswordResult> {
    const { moderatorId, sessionId, network, current, password } = input;
    const moderator = await this.dataSource.getRepository(Moderator).findOneByOrFail({ id: moderatorId });
    const attempt = { email: moderator.email, network };
    const retryAfterSeconds = await this.lockout.admit(attempt);
    if (retryAfterSeconds !== undefined) return { kind: 'locked', retryAfterSeconds };
    if (!(await passwordMatches(moderator.passwordHash, current))) return { kind: 'refused' };
    await this.lockout.succeeded(attempt);
    const passwordHash = await hashPassword(password);
    const changed = await this.dataSource.transaction(async (manager) => {
      const { affected } = await manager
        .getRepository(Moderator)
        .update({ id: moderatorId, passwordHash: moderator.passwordHash }, { passwordHash });
      if (affected !== 1) return false;
      await endSessions(manager, moderatorId, sessionId);
      await notePeopleEvent(manager, { actorId: moderatorId, moderatorId, kind: 'password' });
      return true;
    });
    return { kind: changed ? 'changed' : 'refused' };
  }
}
