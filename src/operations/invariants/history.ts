import { queryInvariant } from './invariant.js';

/** The tables of verdicts, decisions, policies, their drafts, panic switches, brakes and notes refuse changes, row by row and as a whole (triggers `append_only…`). */
export const historyIsLocked = queryInvariant(
  'history-is-locked',
  ['I-11'],
  `select 'table ' || name as subject, jsonb_agg(lock order by lock) as facts
     from unnest(array['verdict', 'decision', 'policy', 'policy_draft', 'panic_switch', 'rule_brake', 'note']) as name
    cross join unnest(array['append_only', 'append_only_whole']) as lock
    where not exists (select 1 from pg_trigger
                       where tgrelid = to_regclass(name) and tgname = lock and tgenabled in ('O', 'A'))
    group by name`,
);

/** Each decision starts where the record before it ended, and their versions have no gap and no double. */
export const recordsAreAChain = queryInvariant(
  'records-are-a-chain',
  ['I-11'],
  `select 'decision ' || d.id as subject,
          jsonb_build_object('submission', d.submission_id, 'version', d.version, 'expected version', 1 + greatest(machine.verdicts, 1) + d.place,
                             'from', d.from_state, 'record before', coalesce(d.before, v.state)) as facts
     from (select id, submission_id, version, from_state, lag(to_state) over one as before,
                  (row_number() over one)::int as place
             from decision window one as (partition by submission_id order by version, id)) d
     left join lateral (select count(*)::int as verdicts from verdict where submission_id = d.submission_id) machine on true
     left join lateral (select case outcome when 'approve' then 'approved' when 'hold' then 'held'
                                            when 'reject' then 'rejected' end as state
                          from verdict where submission_id = d.submission_id order by recheck desc limit 1) v
       on d.place = 1
    where d.version <> 1 + greatest(machine.verdicts, 1) + d.place or d.from_state is distinct from coalesce(d.before, v.state)`,
);

/** An undo takes back one earlier decision on the same submission, which no other undo took back. */
export const everyUndoTakesOneBack = queryInvariant(
  'every-undo-takes-one-back',
  ['I-11'],
  `select 'decision ' || d.id as subject,
          jsonb_build_object('submission', d.submission_id, 'act', d.act, 'undoes', d.undoes_id) as facts
     from decision d
     left join decision taken on taken.id = d.undoes_id
    where (d.act = 'undo') <> (d.undoes_id is not null)
       or (d.undoes_id is not null
           and not coalesce(taken.submission_id = d.submission_id and taken.version < d.version
                            and taken.act <> 'undo' and taken.from_state = d.to_state, false))
   union all
   select 'decision ' || undoes_id, jsonb_build_object('undone by', jsonb_agg(id))
     from decision where undoes_id is not null group by undoes_id having count(*) > 1`,
);
