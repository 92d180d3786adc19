import type { EntityManager } from 'typeorm';
import type { HistoryEntry, SubmissionStateName } from '../contract/review-api.js';
import type { DecisionAct } from '../domain/decision.entity.js';
import type { Outcome } from '../domain/verdict.entity.js';

interface HistoryRow {
  id: string;
  created_at: Date;
  name: string | null;
  act: DecisionAct | Outcome;
  reason: string | null;
  note: string | null;
  from_state: SubmissionStateName;
  to_state: SubmissionStateName;
  policy_version: number;
}

/** What the machine and people made of a submission, oldest first. The machine acts only before the first person, at most twice. */
export async function historyOf(manager: EntityManager, submissionId: string): Promise<HistoryEntry[]> {
  const rows: HistoryRow[] = await manager.query(
    `select v.id, v.created_at, null as name, v.outcome as act, v.rule as reason, null as note,
            case when v.recheck then 'held' else 'received' end as from_state,
            case v.outcome when 'approve' then 'approved' when 'reject' then 'rejected' else 'held' end as to_state,
            p.version as policy_version, 0 as version
       from verdict v join policy p on p.id = v.policy_id where v.submission_id = $1
     union all
     select d.id, d.created_at, m.name, d.act, d.reason, d.note, d.from_state, d.to_state, p.version, d.version
       from decision d join policy p on p.id = d.policy_id join moderator m on m.id = d.moderator_id
      where d.submission_id = $1
     order by version, created_at`,
    [submissionId],
  );
  return rows.map((row) => ({
    id: row.id,
    at: row.created_at.toISOString(),
    by: row.name === null ? { kind: 'machine' } : { kind: 'person', name: row.name },
    act: row.act,
    reason: row.reason,
    note: row.note,
    fromState: row.from_state,
    toState: row.to_state,
    policyVersion: row.policy_version,
  }));
}
