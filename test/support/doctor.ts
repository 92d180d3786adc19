import type { Moderator } from '../../src/domain/moderator.entity.js';
import { settleSubmissions } from '../../src/domain/settle-submission.js';
import { Submission } from '../../src/domain/submission.entity.js';
import { Decision } from '../../src/domain/decision.entity.js';
import { type DoctorReport, examine } from '../../src/operations/doctor.js';
import type { InvariantSettings } from '../../src/operations/invariants/invariant.js';
import type { InvariantKey } from '../../src/operations/invariants/list.js';
import type { TestDatabase } from './database.js';
import { given } from './given.js';

/** What the examined desk is set to. */
export const SETTINGS: InvariantSettings = { overdueSeconds: 900, addressRetentionDays: 30 };

/** Subjects of the violations of one invariant. */
export function violationsOf(report: DoctorReport, key: InvariantKey): string[] {
  return report.checks
    .filter((check) => check.key === key)
    .flatMap(({ examples }) => examples.map(({ subject }) => subject));
}

/** Fails with what it found unless every invariant holds. */
export async function mustBalance({ dataSource }: TestDatabase): Promise<void> {
  const { checks } = await examine(dataSource, SETTINGS);
  const broken = checks.filter(({ violations }) => violations > 0);
  if (broken.length > 0) throw new Error(JSON.stringify(broken, null, 2));
}

/** Ways to damage a desk and to have it examined. */
export function patient(database: TestDatabase) {
  const rows = given(database.dataSource);
  const doctor = () => examine(database.dataSource, SETTINGS);
  return {
    doctor,

    /** Runs a statement as the desk does. */
    sql: (query: string, parameters: unknown[] = []) => database.dataSource.query(query, parameters),

    /** Runs a statement with the tables' own defences off, as damage from outside would come about. */
    async damage(query: string, parameters: unknown[] = []): Promise<void> {
      await database.dataSource.transaction(async (manager) => {
        await manager.query('set local session_replication_role = replica');
        await manager.query(query, parameters);
      });
    },

    /** The damage is found under its name, and is gone once repaired, so that every test starts from a balanced desk. */
    async expectFound(key: InvariantKey, subject: string, repair: () => Promise<unknown>): Promise<void> {
      const report = await doctor();
      expect(report.balanced).toBe(false);
      expect(violationsOf(report, key)).toContain(subject);
      await repair();
      const repaired = await doctor();
      expect(repaired.checks.filter(({ violations }) => violations > 0)).toEqual([]);
    },

    /** Approve, or reject as spam, by a moderator. */
    async decide(submission: Submission, to: 'approved' | 'rejected', by?: Moderator): Promise<Submission> {
      const reason = to === 'rejected' ? 'spam' : null;
      return record(database, submission, {
        to,
        reason,
        moderatorId: (by ?? (await rows.moderator())).id,
        act: to === 'approved' ? 'approve' : 'reject',
        undoesId: null,
      });
    },

    /** Takes the last decision on a submission back. */
    async undo(submission: Submission): Promise<Submission> {
      const last = await lastDecision(database, submission);
      return record(database, submission, {
        to: last.fromState,
        reason: null,
        moderatorId: last.moderatorId,
        act: 'undo',
        undoesId: last.id,
      });
    },

    lastDecision: (submission: Submission) => lastDecision(database, submission),
  };
}

function lastDecision({ dataSource }: TestDatabase, { id }: Submission): Promise<Decision> {
  return dataSource
    .getRepository(Decision)
    .findOneOrFail({ where: { submissionId: id }, order: { version: 'DESC' } });
}

async function record(
  { dataSource }: TestDatabase,
  { id, siteId, state, version }: Submission,
  wish: Pick<Decision, 'moderatorId' | 'act' | 'reason' | 'undoesId'> & { to: Submission['state'] },
): Promise<Submission> {
  const policy = await given(dataSource).policyInForce(siteId);
  const { to, ...decision } = wish;
  await dataSource.transaction((manager) =>
    settleSubmissions(manager, [
      {
        submissionId: id,
        from: state,
        version,
        to,
        reason: decision.reason,
        record: { kind: 'decision', policyId: policy.id, note: null, ...decision },
      },
    ]),
  );
  return dataSource.getRepository(Submission).findOneByOrFail({ id });
}
