import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { inTransaction } from '../database/transaction-conflict.js';
import type { RejectReason } from '../domain/decision.entity.js';
import { settleSubmissions, type Settlement } from '../domain/settle-submission.js';
import { GRACE_SECONDS } from '../domain/write-effects.js';
import { mayMove } from '../domain/submission-state.js';
import { failpoint } from '../failpoint.js';
import { conflictOn, type RecordResult, standingOf } from './standing.query.js';

/** A moderator's decision on the submission as it was on screen. */
export interface NewDecision {
  submissionId: string;
  moderatorId: string;
  /** `null` approves; otherwise why it is rejected. */
  reject: RejectReason | null;
  note: string | null;
  /** The version that was on screen. */
  version: number;
}

/** Approves or rejects a submission; to approve what is reported keeps it and answers the reports. */
@Injectable()
export class RecordDecision {
  constructor(private readonly dataSource: DataSource) {}

  /** Decides if the submission is still as it was on screen; else a conflict that tells who decided what. */
  async record(decision: NewDecision): Promise<RecordResult> {
    const result = await inTransaction(this.dataSource, async (manager) => {
      const inside = await recordIn(manager, decision);
      await failpoint('decide:written');
      return inside;
    });
    await failpoint('decide:committed');
    return result;
  }
}

/** Decides inside a transaction of the caller; `graceSeconds` until anything outside is told of it. */
export async function recordIn(
  manager: EntityManager,
  decision: NewDecision,
  graceSeconds: number = GRACE_SECONDS.single,
): Promise<RecordResult> {
  const { submissionId, moderatorId, reject, note, version } = decision;
  const standing = await standingOf(manager, submissionId);
  if (standing === null) return { kind: 'unknown' };
  if (standing.version !== version) return conflictOn(manager, { submissionId, version });
  const to = reject === null ? 'approved' : 'rejected';
  const keeps = standing.state === to;
  if (!mayMove('moderator', standing.state, to) || (keeps && !standing.reported))
    return conflictOn(manager, { submissionId, version });
  const settlement: Settlement = {
    submissionId,
    from: standing.state,
    version,
    to,
    reason: reject,
    record: {
      kind: 'decision',
      policyId: standing.policy_id,
      moderatorId,
      act: reject === null ? 'approve' : 'reject',
      reason: reject,
      note,
      undoesId: null,
    },
  };
  const [settled] = await settleSubmissions(manager, [settlement], { graceSeconds });
  if (settled?.settled !== true) return conflictOn(manager, { submissionId, version });
  const result = {
    id: submissionId,
    state: to,
    reason: reject,
    version: settled.version,
    decisionId: settled.recordId,
  } as const;
  return { kind: 'recorded', result };
}
