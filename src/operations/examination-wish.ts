import type { EntityManager } from 'typeorm';

/**
 * Whether a row `wish` of `examination_wish` is still waiting, as SQL. One that could not be finished is an answer too:
 * the desk does not try for ever because somebody asked once.
 */
export const WISHED = `not exists (select from examination answer
  where answer.examined_at >= wish.asked_at and (answer.complete or answer.balanced is null))`;

/** Asks the workers for an examination of every record; a second wish before it begins changes nothing. */
export async function wishForExamination(manager: EntityManager, by: string): Promise<void> {
  await manager.query(
    `insert into examination_wish as wish (asked_at, asked_by) values (now(), $1)
     on conflict (id) do update set asked_at = excluded.asked_at, asked_by = excluded.asked_by where not (${WISHED})`,
    [by],
  );
}
