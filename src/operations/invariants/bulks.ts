import { queryInvariant } from './invariant.js';

/**
 * What a bulk decision counts as decided has its decision, by the same person and on the version that was selected; the
 * numbers it tells are those of its items, and at its end none is left.
 */
export const everyBulkHasItsDecisions = queryInvariant(
  'every-bulk-has-its-decisions',
  ['I-11'],
  `with recent as (
     select * from bulk where created_at >= coalesce(now() - make_interval(secs => $1), '-infinity'))
   select 'bulk ' || i.bulk_id as subject,
          jsonb_build_object('submission', i.submission_id, 'outcome', i.outcome, 'decision', i.decision_id) as facts
     from bulk_item i join recent b on b.id = i.bulk_id left join decision d on d.id = i.decision_id
    where (i.outcome is not distinct from 'recorded') <> (i.decision_id is not null)
       or i.decision_id is not null
          and not coalesce(d.submission_id = i.submission_id and d.version = i.version + 1
                           and d.moderator_id = b.moderator_id and d.act = b.act, false)
   union all
   select 'bulk ' || b.id,
          jsonb_build_object('state', b.state, 'total', b.total, 'items', n.items, 'recorded', b.recorded, 'conflicts', b.conflicts,
                             'unknown', b.unknown, 'open', n.open)
     from recent b
     cross join lateral (
       select count(*) as items, count(*) filter (where outcome = 'recorded') as recorded,
              count(*) filter (where outcome = 'conflict') as conflicts,
              count(*) filter (where outcome = 'unknown') as unknown, count(*) filter (where outcome is null) as open
         from bulk_item where bulk_id = b.id) n
    where (b.total, b.recorded, b.conflicts, b.unknown) is distinct from (n.items, n.recorded, n.conflicts, n.unknown)
       or b.state = 'done' and n.open > 0`,
  ({ recentSeconds }) => [recentSeconds ?? null],
);
