import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { inTransaction } from '../database/transaction-conflict.js';
import { settleSubmissions, type Settlement } from '../domain/settle-submission.js';
import { mayMove, type SubmissionState } from '../domain/submission-state.js';
import { GRACE_SECONDS } from '../domain/write-effects.js';
import { failpoint } from '../failpoint.js';
import { conflictOn, type RecordResult, standingOf } from './standing.query.js';

/** A decision that nobody has taken back. */
interface StandingDecision {
  id: string;
  from_state: SubmissionState;
  from_reason: string | null;
  to_state: SubmissionState;
}

/** Takes back the last decision that still stands: state and reason are again what they were before it. */
@Injectable()
export class UndoDecision {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Writes a decision `undo` of its own. A conflict when the submission has another version, or when what led to its
   * state was not a person's act.
   */
  async undo(wish: { submissionId: string; moderatorId: string; version: number }): Promise<RecordResult> {
    const result = await inTransaction(this.dataSource, async (manager) => {
      const inside = await undoIn(manager, wish);
      await failpoint('decide:written');
      return inside;
    });
    await failpoint('decide:committed');
    return result;
  }
}

/** Takes back inside a transaction of the caller. */
export async function undoIn(
  manager: EntityManager,
  { submissionId, moderatorId, version }: { submissionId: string; moderatorId: string; version: number },
): Promise<RecordResult> {
  const now = await standingOf(manager, submissionId);
  if (now === null) return { kind: 'unknown' };
  if (now.version !== version) return conflictOn(manager, { submissionId, version });
  const last = await lastStanding(manager, submissionId, version);
  if (last === undefined || last.to_state !== now.state || !mayMove('moderator', now.state, last.from_state))
    return conflictOn(manager, { submissionId, version }, 'nothing-to-undo');
  const settlement: Settlement = {
    submissionId,
    from: now.state,
    version,
    to: last.from_state,
    reason: last.from_reason,
    record: {
      kind: 'decision',
      policyId: now.policy_id,
      moderatorId,
      act: 'undo',
      reason: null,
      note: null,
      undoesId: last.id,
    },
  };
  const [settled] = await settleSubmissions(manager, [settlement], { graceSeconds: GRACE_SECONDS.single });
  if (settled?.settled !== true) return conflictOn(manager, { submissionId, version });
  const result = {
    id: submissionId,
    state: last.from_state,
    reason: last.from_reason,
    version: settled.version,
    decisionId: settled.recordId,
  };
  return { kind: 'recorded', result };
}

/** The newest decision not taken back, if the submission's version comes from a person. */
async function lastStanding(
  manager: EntityManager,
  submissionId: string,
  version: number,
): Promise<StandingDecision | undefined> {
  const rows: StandingDecision[] = await manager.query(
    `select d.id, d.from_state, d.from_reason, d.to_state from decision d
      where d.submission_id = $1 and d.act <> 'undo'
        and not exists (select 1 from decision undo where undo.undoes_id = d.id and undo.submission_id = $1)
        and exists (select 1 from decision latest where latest.submission_id = $1 and latest.version = $2)
      order by d.version desc limit 1`,
    [submissionId, version],
  );
  return rows[0];
}
