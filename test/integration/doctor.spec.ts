import { randomUUID } from 'node:crypto';
import { Decision } from '../../src/domain/decision.entity.js';
import { IdempotencyKey } from '../../src/domain/intake-keys.entity.js';
import { settleSubmissions } from '../../src/domain/settle-submission.js';
import { Submission } from '../../src/domain/submission.entity.js';
import { Verdict } from '../../src/domain/verdict.entity.js';
import { type DoctorReport, examine } from '../../src/operations/doctor.js';
import { type InvariantKey, INVARIANTS } from '../../src/operations/invariants/list.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { given } from '../support/given.js';

const OVERDUE_SECONDS = 900;

/** Stores and processes are started; a busy machine takes its time. */
jest.setTimeout(30_000);

let database: TestDatabase;
let rows: ReturnType<typeof given>;
const planted = new Set<InvariantKey>();

beforeAll(async () => {
  database = await createTestDatabase();
  rows = given(database.dataSource);
});

afterAll(() => database.destroy());

const doctor = () =>
  examine(database.dataSource, { overdueSeconds: OVERDUE_SECONDS, addressRetentionDays: 30 });
const sql = (query: string, parameters: unknown[] = []) => database.dataSource.query(query, parameters);

/** Runs statements with the tables' own defences off, as damage from outside would come about. */
async function damage(query: string, parameters: unknown[] = []): Promise<void> {
  await database.dataSource.transaction(async (manager) => {
    await manager.query('set local session_replication_role = replica');
    await manager.query(query, parameters);
  });
}

function violationsOf(report: DoctorReport, key: InvariantKey): string[] {
  return report.checks
    .filter((check) => check.key === key)
    .flatMap(({ examples }) => examples.map(({ subject }) => subject));
}

/** The damage is found under its name, and is gone once repaired, so that every test starts from a balanced desk. */
async function expectFound(
  key: InvariantKey,
  subject: string,
  repair: () => Promise<unknown>,
): Promise<void> {
  planted.add(key);
  const report = await doctor();
  expect(report.balanced).toBe(false);
  expect(violationsOf(report, key)).toContain(subject);
  await repair();
  const repaired = await doctor();
  expect(repaired.checks.filter(({ violations }) => violations > 0)).toEqual([]);
}

/** Approve, reject with a reason, or undo, by a moderator. */
async function decide(submission: Submission, to: 'approved' | 'rejected' | 'held'): Promise<Submission> {
  const moderator = await rows.moderator();
  const policy = await rows.policyInForce(submission.siteId);
  const act = to === 'approved' ? 'approve' : to === 'rejected' ? 'reject' : 'undo';
  const reason = to === 'rejected' ? 'spam' : null;
  const record = {
    kind: 'decision',
    policyId: policy.id,
    moderatorId: moderator.id,
    act,
    reason,
    note: null,
  } as const;
  await database.dataSource.transaction((manager) =>
    settleSubmissions(manager, [
      {
        submissionId: submission.id,
        from: submission.state,
        version: submission.version,
        to,
        reason,
        record: { ...record, undoesId: null },
      },
    ]),
  );
  return database.dataSource.getRepository(Submission).findOneByOrFail({ id: submission.id });
}

describe('doctor', () => {
  it('finds nothing in a desk where people and the machine did all they can do', async () => {
    await rows.submission();
    await rows.settled('reject');
    const held = await rows.heldSubmission();
    await decide(held, 'approved');
    const wavering = await decide(await decide(await rows.settled('approve'), 'rejected'), 'held');
    await decide(wavering, 'approved');
    await rows.policy(held.siteId, { max_links: 7 });
    await sql(`update submission set state = 'withdrawn', version = version + 1 where id = $1`, [
      (await rows.heldSubmission()).id,
    ]);

    const report = await doctor();

    expect(report.checks.filter(({ violations }) => violations > 0)).toEqual([]);
    expect(report).toMatchObject({
      balanced: true,
      accepted: 5,
      states: { received: 1, held: 0, approved: 2, rejected: 1, withdrawn: 1 },
      comments: 2,
    });
    expect(report.checks.map(({ key }) => key)).toEqual(INVARIANTS.map(({ key }) => key));
  });

  it('finds a submission in an unknown state', async () => {
    const { id, number } = await rows.submission();
    await sql('alter table submission drop constraint submission_state');
    await sql(`update submission set state = 'lost' where id = $1`, [id]);
    await expectFound('every-submission-is-counted', `submission ${number}`, () =>
      sql(`update submission set state = 'received' where id = $1`, [id]),
    );
  });

  it('finds an idempotency key whose submission is gone', async () => {
    const { siteId } = await rows.submission();
    await damage(
      `insert into idempotency_key (site_id, key, request_hash, submission_id) values ($1, 'k1', 'x', $2)`,
      [siteId, randomUUID()],
    );
    await expectFound('every-key-has-its-submission', 'idempotency key k1', () =>
      database.dataSource.getRepository(IdempotencyKey).delete({ key: 'k1' }),
    );
  });

  it('finds a submission that the machine never got to, but not one that is merely waiting', async () => {
    const late = await rows.submission({ receivedAt: new Date(Date.now() - (OVERDUE_SECONDS + 60) * 1000) });
    const waiting = await rows.submission({
      receivedAt: new Date(Date.now() - (OVERDUE_SECONDS - 60) * 1000),
    });
    expect(violationsOf(await doctor(), 'nothing-is-overdue')).not.toContain(`submission ${waiting.number}`);
    await expectFound('nothing-is-overdue', `submission ${late.number}`, () =>
      sql('update submission set received_at = now() where id = $1', [late.id]),
    );
  });

  it('finds a comment that nobody approved', async () => {
    const { id, submissionId } = await rows.approvedComment();
    await damage(`update verdict set outcome = 'hold' where submission_id = $1`, [submissionId]);
    await expectFound('every-comment-was-approved', `comment ${id}`, () =>
      damage(`update verdict set outcome = 'approve' where submission_id = $1`, [submissionId]),
    );
  });

  it('finds a comment that was public before it was approved', async () => {
    const { id, submissionId } = await rows.approvedComment();
    await damage(`update comment set published_at = published_at - interval '1 second' where id = $1`, [id]);
    await expectFound('every-comment-was-approved', `comment ${id}`, () =>
      damage(`update comment set published_at = now() where submission_id = $1`, [submissionId]),
    );
  });

  it('finds a comment approved under a policy that does not exist', async () => {
    const { id, submissionId } = await rows.approvedComment();
    const verdict = await database.dataSource.getRepository(Verdict).findOneByOrFail({ submissionId });
    await damage(`update verdict set policy_id = $2 where id = $1`, [verdict.id, randomUUID()]);
    await expectFound('every-comment-was-approved', `comment ${id}`, () =>
      damage(`update verdict set policy_id = $2 where id = $1`, [verdict.id, verdict.policyId]),
    );
  });

  it('finds an approved submission that readers cannot see', async () => {
    const approved = await rows.settled('approve');
    await sql('create table kept as select * from comment where submission_id = $1', [approved.id]);
    await sql('delete from comment where submission_id = $1', [approved.id]);
    await expectFound('approved-is-public', `submission ${approved.number}`, () =>
      sql('insert into comment select * from kept'),
    );
  });

  it('finds a held submission that readers can see', async () => {
    const { id, submissionId } = await rows.approvedComment();
    await sql(`update submission set state = 'held' where id = $1`, [submissionId]);
    await expectFound('approved-is-public', `submission ${id}`, () =>
      sql(`update submission set state = 'approved' where id = $1`, [submissionId]),
    );
  });

  it('finds a comment on another thread than it was sent to', async () => {
    const { id, threadId } = await rows.approvedComment();
    await sql('update comment set thread_id = $2 where id = $1', [id, (await rows.thread()).id]);
    await expectFound('comments-stand-where-they-were-sent', `comment ${id}`, () =>
      sql('update comment set thread_id = $2 where id = $1', [id, threadId]),
    );
  });

  it.each(['held', 'rejected'])(
    'finds a submission that is %s without anybody having said so',
    async (state) => {
      const { id, number } = await rows.submission();
      await sql(`update submission set state = $2 where id = $1`, [id, state]);
      await expectFound('every-outcome-has-a-record', `submission ${number}`, () =>
        sql(`update submission set state = 'received' where id = $1`, [id]),
      );
    },
  );

  it('finds a state that is not what the last decision said', async () => {
    const { id, number } = await decide(await rows.heldSubmission(), 'rejected');
    await sql(`update submission set state = 'held' where id = $1`, [id]);
    await expectFound('state-is-the-last-word', `submission ${number}`, () =>
      sql(`update submission set state = 'rejected' where id = $1`, [id]),
    );
  });

  it('finds a change of state that left no record', async () => {
    const { id, number } = await rows.heldSubmission();
    await sql('update submission set version = version + 1 where id = $1', [id]);
    await expectFound('every-change-is-recorded', `submission ${number}`, () =>
      sql('update submission set version = version - 1 where id = $1', [id]),
    );
  });

  it('finds a verdict of the machine after a decision by a person', async () => {
    const { id, number } = await decide(await rows.heldSubmission(), 'rejected');
    const decision = await database.dataSource.getRepository(Decision).findOneByOrFail({ submissionId: id });
    await damage(`update decision set created_at = created_at - interval '1 hour' where id = $1`, [
      decision.id,
    ]);
    await expectFound('machine-never-overrules-a-person', `submission ${number}`, () =>
      damage('update decision set created_at = $2 where id = $1', [
        decision.id,
        decision.createdAt.toISOString(),
      ]),
    );
  });

  it('finds a site without a policy', async () => {
    const site = await rows.site();
    await damage('delete from policy where site_id = $1', [site.id]);
    await expectFound('every-site-has-a-policy', `site ${site.key}`, () =>
      sql('delete from site where id = $1', [site.id]),
    );
  });

  it('finds a policy that was changed after it was set', async () => {
    const policy = await rows.policyInForce((await rows.site()).id);
    await damage(`update policy set document = jsonb_set(document, '{max_links}', '99') where id = $1`, [
      policy.id,
    ]);
    await expectFound('policies-are-as-they-were-set', `policy ${policy.id}`, () =>
      damage('update policy set document = $2 where id = $1', [policy.id, JSON.stringify(policy.document)]),
    );
  });

  it('finds a table of records that can be changed', async () => {
    await sql('alter table decision disable trigger append_only');
    await expectFound('history-is-locked', 'table decision', () =>
      sql('alter table decision enable trigger append_only'),
    );
  });

  it('was seen to find a violation of every invariant', () => {
    expect([...planted].sort()).toEqual(INVARIANTS.map(({ key }) => key).sort());
  });
});
