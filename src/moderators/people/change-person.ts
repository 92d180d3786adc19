import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Role, roleIncludes } from '../../domain/moderator.entity.js';
import { endSessions } from '../account/session-list.js';
import type { Account } from '../create-moderator.js';
import { NO_PASSWORD } from '../password.js';
import { removeSecondFactor } from '../second-factor/second-factors.js';
import { newLink } from './invitations.js';
import { notePeopleEvent, type PeopleEventWish } from './note-people-event.js';

/**
 * `unknown`: there is no such account. `last-admin`: nobody could change people any more. `own`: one does that to one's
 * own account elsewhere. `higher`: a lead changes nobody of the same role or above. `off`: the account is switched off.
 */
export type ChangeRefused = 'unknown' | 'last-admin' | 'own' | 'higher' | 'off';

/** `done`: as it was wished, perhaps before. */
export type ChangeResult<Made = undefined> = { kind: 'done'; made: Made } | { kind: ChangeRefused };

interface PersonRow {
  id: string;
  role: Role;
  is_off: boolean;
}

const DONE: ChangeResult = { kind: 'done', made: undefined };

/** What admins do to the accounts of others. Each change is recorded in its transaction. */
@Injectable()
export class ChangePerson {
  constructor(private readonly dataSource: DataSource) {}

  /** Sessions of the account end: the new role begins with a new one. */
  setRole(actor: Account, id: string, role: Role): Promise<ChangeResult> {
    return this.change(id, async (manager, person) => {
      if (person.role === role) return DONE;
      if (role !== 'admin' && (await isLastAdmin(manager, id))) return { kind: 'last-admin' };
      await manager.query('update moderator set role = $2 where id = $1', [id, role]);
      await endSessions(manager, id);
      return this.noted(manager, { actorId: actor.id, moderatorId: id, kind: 'role', detail: role });
    });
  }

  /** Sessions and links of an account that is switched off end; its bearer tokens rest. */
  setActive(actor: Account, id: string, active: boolean): Promise<ChangeResult> {
    return this.change(id, async (manager, person) => {
      if (person.is_off !== active) return DONE;
      if (!active && (await isLastAdmin(manager, id))) return { kind: 'last-admin' };
      await manager.query(
        'update moderator set switched_off_at = case when $2 then null else now() end where id = $1',
        [id, active],
      );
      if (!active) {
        await endSessions(manager, id);
        await manager.query('delete from invitation where moderator_id = $1', [id]);
      }
      const kind = active ? 'switched-on' : 'switched-off';
      return this.noted(manager, { actorId: actor.id, moderatorId: id, kind });
    });
  }

  resetSecondFactor(actor: Account, id: string): Promise<ChangeResult> {
    return this.change(id, async (manager, person) => {
      if (id === actor.id) return { kind: 'own' };
      if (actor.role !== 'admin' && roleIncludes(person.role, actor.role)) return { kind: 'higher' };
      if (!(await removeSecondFactor(manager, id))) return DONE;
      await endSessions(manager, id);
      return this.noted(manager, { actorId: actor.id, moderatorId: id, kind: 'factor-reset' });
    });
  }

  /** A link by which the owner chooses a new password. */
  makeLink(actor: Account, id: string): Promise<ChangeResult<string>> {
    return this.change<string>(id, async (manager, person) => {
      if (id === actor.id) return { kind: 'own' };
      if (person.is_off) return { kind: 'off' };
      const made = await newLink(manager, id);
      await notePeopleEvent(manager, { actorId: actor.id, moderatorId: id, kind: 'link' });
      return { kind: 'done', made };
    });
  }

  private change<Made = undefined>(
    id: string,
    work: (manager: EntityManager, person: PersonRow) => Promise<ChangeResult<Made>>,
  ): Promise<ChangeResult<Made>> {
    return this.dataSource.transaction(async (manager) => {
      // All admins are locked, in one order: of two who lower each other at once the second sees what the first did.
      await manager.query(`select 1 from moderator where role = 'admin' or id = $1 order by id for update`, [
        id,
      ]);
      const rows: PersonRow[] = await manager.query(
        'select id, role, switched_off_at is not null as is_off from moderator where id = $1',
        [id],
      );
      return rows[0] === undefined ? { kind: 'unknown' } : work(manager, rows[0]);
    });
  }

  private async noted(manager: EntityManager, event: PeopleEventWish): Promise<ChangeResult> {
    await notePeopleEvent(manager, event);
    return DONE;
  }
}

/** Whether this is the only admin who can sign in. */
export async function isLastAdmin(manager: EntityManager, id: string): Promise<boolean> {
  const rows: { id: string }[] = await manager.query(
    `select id from moderator where role = 'admin' and switched_off_at is null
        and (password_hash <> $1 or oidc_subject is not null)`,
    [NO_PASSWORD],
  );
  return rows.length === 1 && rows[0]?.id === id;
}
