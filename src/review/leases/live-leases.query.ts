import type { EntityManager } from 'typeorm';
import type { LeaseView } from '../../contract/review-api.js';

/** What everybody has on screen, or next. */
export async function liveLeases(manager: EntityManager): Promise<LeaseView[]> {
  return manager.query<LeaseView[]>(
    `select l.submission_id as id, l.moderator_id as "moderatorId", m.name as by
       from review_lease l join moderator m on m.id = l.moderator_id
       join submission s on s.id = l.submission_id and s.state = 'held'
      where l.until > now() order by m.name, s.due_at, s.id`,
  );
}

/** The same without one's own. */
export async function leasesOfOthers(manager: EntityManager, moderatorId: string): Promise<LeaseView[]> {
  const all = await liveLeases(manager);
  return all.filter((lease) => lease.moderatorId !== moderatorId);
}
