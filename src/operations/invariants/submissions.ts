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

/** What is settled was settled by somebody, and what waits was not. */
export const everyOutcomeHasARecord = queryInvariant(
  'every-outcome-has-a-record',
  ['I-11'],
  `select 'submission ' || s.number as subject,
          jsonb_build_object('id', s.id, 'state', s.state, 'verdicts', v.n, 'decisions', d.n) as facts
     from submission s
    cross join lateral (select count(*) as n from verdict where submission_id = s.id) v
    cross join lateral (select count(*) as n from decision where submission_id = s.id) d
    where (s.state in ('held', 'approved', 'rejected') and v.n + d.n = 0)
       or (s.state = 'received' and v.n + d.n > 0)`,
);

/** The state is the one the last word on the submission led to: the last decision, else the verdict. */
export const stateIsTheLastWord = queryInvariant(
  'state-is-the-last-word',
  ['I-5', 'I-11'],
  `select 'submission ' || s.number as subject,
          jsonb_build_object('id', s.id, 'state', s.state, 'last word', word.state) as facts
     from submission s
    cross join lateral (
      select coalesce(
        (select to_state from decision where submission_id = s.id order by version desc limit 1),
        (select case outcome when 'approve' then 'approved' when 'hold' then 'held' when 'reject' then 'rejected' end
           from verdict where submission_id = s.id order by created_at desc limit 1)) as state) word
    where s.state in ('held', 'approved', 'rejected') and word.state is not null and word.state <> s.state`,
);

/** The version counts the changes of state: one for each verdict and decision, one for a withdrawal by the author. */
export const everyChangeIsRecorded = queryInvariant(
  'every-change-is-recorded',
  ['I-11'],
  `select 'submission ' || s.number as subject,
          jsonb_build_object('id', s.id, 'version', s.version, 'records', records.n) as facts
     from submission s
    cross join lateral (
      select (select count(*) from verdict where submission_id = s.id)
           + (select count(*) from decision where submission_id = s.id)
           + (s.state = 'withdrawn')::int as n) records
    where s.version <> 1 + records.n`,
);

/** The machine settles a submission once, and never after a person did. */
export const machineNeverOverrulesAPerson = queryInvariant(
  'machine-never-overrules-a-person',
  ['I-5'],
  `select 'submission ' || s.number as subject,
          jsonb_build_object('id', s.id, 'verdict', v.id, 'at', v.created_at) as facts
     from verdict v join submission s on s.id = v.submission_id
    where exists (select 1 from decision d where d.submission_id = v.submission_id and d.created_at < v.created_at)
       or exists (select 1 from verdict earlier
                   where earlier.submission_id = v.submission_id
                     and (earlier.created_at, earlier.id) < (v.created_at, v.id))`,
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
