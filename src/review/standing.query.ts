import type { EntityManager } from 'typeorm';
import type { DecisionConflict, DecisionResult } from '../contract/review-api.js';
import type { SubmissionState } from '../domain/submission-state.js';
import { historyOf } from './history.query.js';

/** Where a submission stands, and the policy in force on its site. */
export interface Standing {
  state: SubmissionState;
  version: number;
  reason: string | null;
  /** Readers reported it, and nobody has answered them. */
  reported: boolean;
  policy_id: string;
}

/** What stood in the way of a decision: the submission as it is, and the last act on it. */
export type Conflict = Pick<DecisionConflict, 'current' | 'last'>;

/** What came of a decision. Of `conflict` nothing was written; `cause` tells what kept it from being made. */
export type RecordResult =
  | { kind: 'recorded'; result: DecisionResult }
  | { kind: 'unknown' }
  | ({ kind: 'conflict'; cause: 'version' | 'state' | 'nothing-to-undo' } & Conflict);

/** Where a submission stands now; null when there is none. */
export async function standingOf(manager: EntityManager, submissionId: string): Promise<Standing | null> {
  const rows: Standing[] = await manager.query(
    `select s.state, s.version, s.reason, exists (select from reported r where r.submission_id = s.id) as reported,
            (select p.id from policy p where p.site_id = s.site_id order by p.version desc limit 1) as policy_id
       from submission s where s.id = $1`,
    [submissionId],
  );
  return rows[0] ?? null;
}

/** Looks at a submission that others keep deciding on while it is read. */
const LOOKS = 5;

/**
 * The conflict as it stands now, with who acted last: state and act are of the same version, also while others decide.
 * `cause` holds for the version that was on screen; what has another one by now is a conflict of versions.
 * @throws Error when the submission changed at each of several looks.
 */
export async function conflictOn(
  manager: EntityManager,
  { submissionId, version: seen }: { submissionId: string; version: number },
  cause: 'state' | 'nothing-to-undo' = 'state',
): Promise<RecordResult> {
  let standing = await standingOf(manager, submissionId);
  for (let look = 0; look < LOOKS; look++) {
    if (standing === null) return { kind: 'unknown' };
    const { state, version, reason } = standing;
    const history = await historyOf(manager, submissionId);
    standing = await standingOf(manager, submissionId);
    if (standing?.version !== version) continue;
    const current = { state, version, reason };
    return {
      kind: 'conflict',
      cause: version === seen ? cause : 'version',
      current,
      last: history.at(-1) ?? null,
    };
  }
  throw new Error(`submission ${submissionId} changes faster than it can be read`);
}
