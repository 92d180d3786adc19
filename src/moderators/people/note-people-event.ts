import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { PeopleEventKind } from '../../domain/people.entity.js';

/** What was done to an account; without `actorId` by the desk itself. */
export interface PeopleEventWish {
  actorId: string | null;
  moderatorId: string;
  kind: PeopleEventKind;
  detail?: string;
}

/** Records what was done to an account, in the transaction in which it is done. */
export async function notePeopleEvent(manager: EntityManager, wish: PeopleEventWish): Promise<void> {
  await manager.query(
    'insert into people_event (id, actor_id, moderator_id, kind, detail) values ($1, $2, $3, $4, $5)',
    [randomUUID(), wish.actorId, wish.moderatorId, wish.kind, wish.detail ?? ''],
  );
}
