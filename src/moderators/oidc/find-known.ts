import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Account } from '../create-moderator.js';
import { notePeopleEvent } from '../people/note-people-event.js';
import type { Known } from './other-service.js';

/** Finds the account of somebody whom the other service has signed in. */
@Injectable()
export class FindKnown {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * By the service's own name for the account; the first time by a verified e-mail that an admin has invited, which then
   * belongs to that name for good.
   * @returns null when there is no such account, or it is switched off.
   */
  async find({ subject, email }: Known): Promise<Account | null> {
    return this.dataSource.transaction(async (manager) => {
      const [known]: Account[] = await manager.query(
        `select id, email, name, role from moderator where oidc_subject = $1 and switched_off_at is null`,
        [subject],
      );
      if (known !== undefined || email === null) return known ?? null;
      const [[joined]]: [Account[], number] = await manager.query(
        `update moderator set oidc_subject = $1
          where email = $2 and oidc_subject is null and switched_off_at is null
            and not exists (select 1 from moderator where oidc_subject = $1)
         returning id, email, name, role`,
        [subject, email],
      );
      if (joined === undefined) return null;
      await notePeopleEvent(manager, { actorId: joined.id, moderatorId: joined.id, kind: 'other-service' });
      return joined;
    });
  }
}
