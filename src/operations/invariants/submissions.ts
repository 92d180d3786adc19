import { SUBMISSION_STATES } from '../../domain/submission-state.js';
import { queryInvariant } from './invariant.js';

/** Accepted = sum by state: a submission in an unknown state would be in no list and in no count. */
export const everySubmissionIsCounted = queryInvariant(
  'every-submission-is-counted',
  ['I-1'],
  `select 'submission ' || number as subject, jsonb_build_object('id', id, 'state', state) as facts
     from submission where state is null or state <> all($1::text[])`,
  () => [[...SUBMISSION_STATES]],
);

/** Nothing waits for the machine longer than the time after which the sweeper holds it. */
export const nothingIsOverdue = queryInvariant(
  'nothing-is-overdue',
  ['I-4'],
  `select 'submission ' || number as subject,
          jsonb_build_object('id', id, 'received', received_at) as facts
     from submission
    where state = 'received' and received_at < now() - make_interval(secs => $1)`,
  ({ overdueSeconds }) => [overdueSeconds],
);

/** What is settled was settled by somebody, and what waits was not. */
export const everyOutcomeHasARecord = queryInvariant(
  'every-outcome-has-a-record',
  ['I-11'],
  `select 'submission ' || number as subject, jsonb_build_object('id', id, 'state', state, 'records', 0) as facts
     from submission s
    where state in ('held', 'approved', 'rejected')
      and not exists (select from verdict where submission_id = s.id)
      and not exists (select from decision where submission_id = s.id)
   union all
   select 'submission ' || number, jsonb_build_object('id', id, 'state', state, 'records', records.n)
     from submission s
    cross join lateral (select (select count(*) from verdict where submission_id = s.id)
                             + (select count(*) from decision where submission_id = s.id) as n) records
    where state = 'received' and records.n > 0`,
);

const STATE_OF_VERDICT = `case v.outcome when 'approve' then 'approved' when 'hold' then 'held'
                                         when 'reject' then 'rejected' end`;

/** The state is the one the last word on the submission led to: the last decision, else the verdict. */
export const stateIsTheLastWord = queryInvariant(
  'state-is-the-last-word',
  ['I-5', 'I-11'],
  `select 'submission ' || s.number as subject,
          jsonb_build_object('id', s.id, 'state', s.state, 'last word', word.to_state) as facts
     from (select distinct on (submission_id) submission_id, to_state
             from decision order by submission_id, version desc) word
     join submission s on s.id = word.submission_id
    where s.state <> word.to_state and s.state in ('held', 'approved', 'rejected')
   union all
   select 'submission ' || s.number, jsonb_build_object('id', s.id, 'state', s.state, 'last word', v.outcome)
     from (select distinct on (submission_id) * from verdict order by submission_id, recheck desc) v
     join submission s on s.id = v.submission_id
    where s.state <> ${STATE_OF_VERDICT} and s.state in ('held', 'approved', 'rejected')
      and not exists (select from decision where submission_id = s.id)`,
);

/** The version counts the changes of state: one for each verdict and decision, one for a withdrawal by the author. */
export const everyChangeIsRecorded = queryInvariant(
  'every-change-is-recorded',
  ['I-11'],
  `select 'submission ' || s.number as subject,
          jsonb_build_object('id', s.id, 'version', s.version, 'records', coalesce(records.n, 0)) as facts
     from submission s
     left join (select submission_id, count(*) as n
                  from (select submission_id from verdict union all select submission_id from decision) record
                 group by submission_id) records on records.submission_id = s.id
    where s.version <> 1 + coalesce(records.n, 0) + (s.state = 'withdrawn')::int`,
);

/**
 * The machine settles a submission once, and never after a person did. Only what it held for nothing but a service that did
 * not answer, it may approve later.
 */
export const machineNeverOverrulesAPerson = queryInvariant(
  'machine-never-overrules-a-person',
  ['I-5'],
  `select 'submission ' || s.number as subject,
          jsonb_build_object('id', s.id, 'verdict', v.id, 'decision before', d.id) as facts
     from verdict v
     join decision d on d.submission_id = v.submission_id and d.created_at < v.created_at
     join submission s on s.id = v.submission_id
   union all
   select 'submission ' || s.number, jsonb_build_object('id', s.id, 'verdicts', twice.n)
     from (select submission_id, count(*) as n from verdict where not recheck group by submission_id having count(*) > 1)
          twice
     join submission s on s.id = twice.submission_id
   union all
   select 'submission ' || s.number, jsonb_build_object('id', s.id, 'second verdict', v.id, 'outcome', v.outcome)
     from verdict v join submission s on s.id = v.submission_id
    where v.recheck
      and (v.outcome <> 'approve'
           or not exists (select from verdict first
                           where first.submission_id = v.submission_id and not first.recheck
                             and first.outcome = 'hold' and first.matched = array['provider-unavailable']))`,
);
