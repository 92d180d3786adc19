import { queryInvariant } from './invariant.js';

/** The counts of the console are those of the rows. */
export const talliesAreTheCounts = queryInvariant(
  'tallies-are-the-counts',
  ['I-1'],
  `select 'queue ' || queue as subject, jsonb_build_object('site', site_id, 'rows', rows, 'tally', tally) as facts
     from (select site_id, queue_of(state, reason) as queue, count(*) as rows
             from submission where state in ('held', 'approved', 'rejected') group by 1, 2
            union all select site_id, 'reported', count(*) from reported group by 1) as counted
     full join (select site_id, queue, sum(change) as tally from queue_tally group by 1, 2) as summed
          using (site_id, queue)
    where coalesce(rows, 0) <> coalesce(tally, 0)`,
);
