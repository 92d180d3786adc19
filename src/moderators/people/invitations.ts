import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Role } from '../../domain/moderator.entity.js';
import { endSessions } from '../account/session-list.js';
import type { Account } from '../create-moderator.js';
import { hashPassword, NO_PASSWORD } from '../password.js';
import { hashToken, newSecretToken } from '../secret-token.js';
import { notePeopleEvent } from './note-people-event.js';

/** Days for which a link works. */
export const LINK_DAYS = 7;

/** Somebody to be invited; all fields are checked. */
export interface NewPerson {
  email: string;
  name: string;
  role: Role;
}

/** Accounts that wait for their owner, and the links by which one chooses a password. */
@Injectable()
export class Invitations {
  constructor(private readonly dataSource: DataSource) {}

  /** Makes an account without password. @returns its id and the token of the link; null when the e-mail has one. */
  invite(actorId: string, { email, name, role }: NewPerson): Promise<{ id: string; token: string } | null> {
    return this.dataSource.transaction(async (manager) => {
      const id = randomUUID();
      const made: unknown[] = await manager.query(
        `insert into moderator (id, email, name, role, password_hash, invited_by) values ($1, $2, $3, $4, $5, $6)
         on conflict (email) do nothing returning 1`,
        [id, email, name, role, NO_PASSWORD, actorId],
      );
      if (made.length === 0) return null;
      await notePeopleEvent(manager, { actorId, moderatorId: id, kind: 'invited', detail: role });
      return { id, token: await newLink(manager, id) };
    });
  }

  /**
   * Uses a link: the account has this password from now on, and whoever was signed in is signed out.
   * @returns null when the link is unknown, used or too old, or the account is switched off.
   */
  async accept(token: string, password: string): Promise<Account | null> {
    const passwordHash = await hashPassword(password);
    return this.dataSource.transaction(async (manager) => {
      const [used]: [{ moderator_id: string }[], number] = await manager.query(
        'delete from invitation where token_hash = $1 and expires_at > now() returning moderator_id',
        [hashToken(token)],
      );
      const id = used[0]?.moderator_id;
      if (id === undefined) return null;
      const [changed]: [Account[], number] = await manager.query(
        `update moderator set password_hash = $2 where id = $1 and switched_off_at is null
         returning id, email, name, role`,
        [id, passwordHash],
      );
      const account = changed[0];
      if (account === undefined) return null;
      await endSessions(manager, id);
      await notePeopleEvent(manager, { actorId: id, moderatorId: id, kind: 'joined' });
      return account;
    });
  }
}

/** A link for an account; an earlier one stops working. @returns its token, told this once. */
export async function newLink(manager: EntityManager, moderatorId: string): Promise<string> {
  const token = newSecretToken();
  await manager.query('delete from invitation where moderator_id = $1 or expires_at < now()', [moderatorId]);
  await manager.query(
    `insert into invitation (token_hash, moderator_id, expires_at)
     values ($1, $2, now() + make_interval(days => $3))`,
    [hashToken(token), moderatorId, LINK_DAYS],
  );
  return token;
}
