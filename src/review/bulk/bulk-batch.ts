import type { DataSource, EntityManager } from 'typeorm';
import { inTransaction } from '../../database/transaction-conflict.js';
import type { BulkOutcome } from '../../domain/bulk.entity.js';
import type { DecisionAct, RejectReason } from '../../domain/decision.entity.js';
import { settleSubmissions, type Settlement } from '../../domain/settle-submission.js';
import { mayMove, type SubmissionState } from '../../domain/submission-state.js';
import { GRACE_SECONDS } from '../../domain/write-effects.js';
import { failpoint } from '../../failpoint.js';
import { type BulkHold, LEASE_SECONDS } from './bulk-jobs.js';

/** Submissions decided in one transaction. */
export const BULK_BATCH = 200;

interface Job {
  id: string;
  moderator_id: string;
  act: DecisionAct;
  reason: RejectReason | null;
  note: string | null;
  undo_of: string | null;
}

/** One submission that waits for its turn, as it was selected and as it is now. */
interface Item {
  submission_id: string;
  version: number;
  /** Null: there is no such submission. */
  state: SubmissionState | null;
  /** Readers reported it, and nobody has answered them. */
  reported: boolean;
  now: number | null;
  policy_id: string | null;
  /** The decision that is taken back, and where it began; null unless this is an undo. */
  undoes_id: string | null;
  from_state: SubmissionState | null;
  from_reason: string | null;
}

interface Outcome {
  id: string;
  outcome: BulkOutcome;
  decisionId: string | null;
}

/**
 * Decides the next submissions of a bulk decision, those that still have the version they were selected with, and notes what
 * came of each: all in one transaction, so that nothing is decided twice however a worker ends.
 * @returns `lost` when it is no longer this worker's: cancelled, or another one took it up. Nothing is written then.
 */
export async function bulkBatch(dataSource: DataSource, hold: BulkHold): Promise<'more' | 'done' | 'lost'> {
  const result = await inTransaction(dataSource, async (manager) => {
    const [job]: Job[] = await manager.query(
      `select id, moderator_id, act, reason, note, undo_of from bulk
        where id = $1 and lease = $2 and state = 'running' for update`,
      [hold.id, hold.lease],
    );
    if (job === undefined) return 'lost';
    const items = await nextItems(manager, job);
    const outcomes = await decide(manager, job, items);
    const isLast = items.length < BULK_BATCH;
    await note(manager, { job, outcomes, isLast });
    await failpoint('decide:written');
    return isLast ? 'done' : 'more';
  });
  await failpoint('decide:committed');
  return result;
}

/** In order of the ids, so that two that have the same wait for each other. */
function nextItems(manager: EntityManager, { id, undo_of }: Job): Promise<Item[]> {
  return manager.query<Item[]>(
    `select i.submission_id, i.version, s.state, s.version as now, r.comment_id is not null as reported, p.id as policy_id,
            d.id as undoes_id, d.from_state, d.from_reason
       from (select submission_id, version from bulk_item where bulk_id = $1 and outcome is null
              order by submission_id limit ${BULK_BATCH}) i
       left join submission s on s.id = i.submission_id
       left join reported r on r.submission_id = i.submission_id
       left join lateral (select id from policy where site_id = s.site_id order by version desc limit 1) p on true
       left join bulk_item was on was.bulk_id = $2 and was.submission_id = i.submission_id
       left join decision d on d.id = was.decision_id
      order by i.submission_id`,
    [id, undo_of],
  );
}

async function decide(manager: EntityManager, job: Job, items: readonly Item[]): Promise<Outcome[]> {
  const settlements = items.flatMap((item) => settlementOf(job, item) ?? []);
  const results = await settleSubmissions(manager, settlements, { graceSeconds: GRACE_SECONDS.bulk });
  const recorded = new Map(
    results.flatMap((result, at) => {
      const id = settlements[at]?.submissionId;
      return result.settled && id !== undefined ? [[id, result.recordId] as const] : [];
    }),
  );
  return items.map(({ submission_id: id, state }) => {
    const decisionId = recorded.get(id) ?? null;
    const missed = state === null ? 'unknown' : 'conflict';
    return { id, outcome: decisionId === null ? missed : 'recorded', decisionId };
  });
}

/** Undefined when it is not as it was selected any more, or when there is no way from there. */
function settlementOf(job: Job, item: Item): Settlement | undefined {
  const { submission_id: submissionId, state, version, now, policy_id: policyId } = item;
  const to = job.act === 'undo' ? item.from_state : job.act === 'approve' ? 'approved' : 'rejected';
  if (state === null || policyId === null || to === null) return undefined;
  if (now !== version || !mayMove('moderator', state, to)) return undefined;
  if (job.act === 'approve' && state === 'approved' && !item.reported) return undefined;
  return {
    submissionId,
    from: state,
    version,
    to,
    reason: job.act === 'undo' ? item.from_reason : job.reason,
    record: {
      kind: 'decision',
      policyId,
      moderatorId: job.moderator_id,
      act: job.act,
      reason: job.reason,
      note: job.note,
      undoesId: item.undoes_id,
    },
  };
}

interface Noted {
  job: Job;
  outcomes: readonly Outcome[];
  isLast: boolean;
}

async function note(manager: EntityManager, { job, outcomes, isLast }: Noted): Promise<void> {
  const count = (wanted: BulkOutcome) => outcomes.filter(({ outcome }) => outcome === wanted).length;
  await manager.query(
    `update bulk_item i set outcome = item.outcome, decision_id = item.decision_id
       from unnest($2::uuid[], $3::text[], $4::uuid[]) as item(id, outcome, decision_id)
      where i.bulk_id = $1 and i.submission_id = item.id`,
    [
      job.id,
      outcomes.map(({ id }) => id),
      outcomes.map(({ outcome }) => outcome),
      outcomes.map(({ decisionId }) => decisionId),
    ],
  );
  await manager.query(
    `update bulk
        set recorded = recorded + $2, conflicts = conflicts + $3, unknown = unknown + $4, tries = 0,
            state = case when $5 then 'done' else state end, finished_at = case when $5 then now() end,
            lease = case when $5 then null else lease end,
            lease_until = case when $5 then null else now() + make_interval(secs => $6) end
      where id = $1`,
    [job.id, count('recorded'), count('conflict'), count('unknown'), isLast, LEASE_SECONDS],
  );
}
