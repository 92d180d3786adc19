import type { EntityManager } from 'typeorm';
import type { ChangedView } from '../contract/review-api.js';

/** Seconds that are looked back: a transaction that took longer is not told, and seen when the list is asked for again. */
const SECONDS = 30;

/** Decisions told at once. */
const MOST = 200;

/** What people decided just now, newest first; of each submission the last. */
export async function recentDecisions(manager: EntityManager): Promise<ChangedView[]> {
  return manager.query<ChangedView[]>(
    `select distinct on (d.submission_id) d.id as "decisionId", s.id, s.state, s.reason, s.version, m.name as by,
            m.id as "moderatorId"
       from (select * from decision where created_at > now() - make_interval(secs => ${SECONDS})
              order by created_at desc limit ${MOST}) as d
       join submission s on s.id = d.submission_id and s.version = d.version join moderator m on m.id = d.moderator_id
      order by d.submission_id, d.version desc`,
  );
}
