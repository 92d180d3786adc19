import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IdempotencyKey } from '../../src/domain/intake-keys.entity.js';
import { Verdict } from '../../src/domain/verdict.entity.js';
import { weighReports } from '../../src/domain/write-reports.js';
import { INVARIANTS } from '../../src/operations/invariants/list.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { patient, SETTINGS, violationsOf } from '../support/doctor.js';
import { given } from '../support/given.js';

const { overdueSeconds: OVERDUE_SECONDS } = SETTINGS;

/** Stores and processes are started; a busy machine takes its time. */
jest.setTimeout(30_000);

let database: TestDatabase;
let rows: ReturnType<typeof given>;
let on: ReturnType<typeof patient>;

beforeAll(async () => {
  database = await createTestDatabase();
  rows = given(database.dataSource);
  on = patient(database);
});

afterAll(() => database.destroy());

const expectFound: ReturnType<typeof patient>['expectFound'] = (...found) => on.expectFound(...found);

describe('doctor', () => {
  it('finds nothing in a desk where people and the machine did all they can do', async () => {
    await rows.submission();
    await rows.settled('reject');
    const held = await rows.heldSubmission();
    await on.decide(held, 'approved');
    const wavering = await on.undo(
      await on.decide(await on.decide(await rows.heldSubmission(), 'approved'), 'rejected'),
    );
    await on.decide(await on.undo(await on.decide(wavering, 'rejected')), 'rejected');
    await rows.policy(held.siteId, { max_links: 7 });
    await on.sql(`update submission set state = 'withdrawn', version = version + 1 where id = $1`, [
      (await rows.heldSubmission()).id,
    ]);

    const report = await on.doctor();

    expect(report.checks.filter(({ violations }) => violations > 0)).toEqual([]);
    expect(report).toMatchObject({
      balanced: true,
      accepted: 5,
      states: { received: 1, held: 0, approved: 1, rejected: 2, withdrawn: 1 },
      comments: 1,
    });
    expect(report.checks.map(({ key }) => key)).toEqual(INVARIANTS.map(({ key }) => key));
  });

  it('finds a count of the console that is not that of the rows', async () => {
    const { siteId } = await rows.heldSubmission();
    await on.sql(`insert into queue_tally (site_id, queue, change) values ($1, 'held', 1)`, [siteId]);

    await expectFound('tallies-are-the-counts', 'queue held', () =>
      on.sql(`insert into queue_tally (site_id, queue, change) values ($1, 'held', -1)`, [siteId]),
    );
  });

  it('finds a report that nobody is shown', async () => {
    const { submissionId, siteId } = await rows.approvedComment();
    await on.sql(
      `insert into report (id, submission_id, kind, note, reporter, network) values ($1, $2, 'hate', '', 'a', 'b')`,
      [randomUUID(), submissionId],
    );
    await expectFound('open-reports-are-shown', `submission ${submissionId}`, () =>
      weighReports(database.dataSource.manager, [submissionId]),
    );

    await on.sql(`insert into queue_tally (site_id, queue, change) values ($1, 'reported', 1)`, [siteId]);
    await expectFound('tallies-are-the-counts', 'queue reported', () =>
      on.sql(`insert into queue_tally (site_id, queue, change) values ($1, 'reported', -1)`, [siteId]),
    );

    await on.sql(`update report set created_at = now() - interval '40 days'`);
    const [report] = await on.sql('select id from report');
    await expectFound('addresses-are-forgotten', `report ${report.id}`, () =>
      on.sql('update report set reporter = null, network = null'),
    );
  });

  it('finds a submission in an unknown state', async () => {
    const { id, number } = await rows.submission();
    await on.sql('alter table submission drop constraint submission_state');
    await on.sql(`update submission set state = 'lost' where id = $1`, [id]);
    await expectFound('every-submission-is-counted', `submission ${number}`, () =>
      on.sql(`update submission set state = 'received' where id = $1`, [id]),
    );
  });

  it('finds an idempotency key whose submission is gone', async () => {
    const { siteId } = await rows.submission();
    await on.damage(
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
    expect(violationsOf(await on.doctor(), 'nothing-is-overdue')).not.toContain(
      `submission ${waiting.number}`,
    );
    await expectFound('nothing-is-overdue', `submission ${late.number}`, () =>
      on.sql('update submission set received_at = now() where id = $1', [late.id]),
    );
  });

  it('finds a comment that nobody approved', async () => {
    const { id, submissionId } = await rows.approvedComment();
    await on.damage(`update verdict set outcome = 'hold' where submission_id = $1`, [submissionId]);
    await expectFound('every-comment-was-approved', `comment ${id}`, () =>
      on.damage(`update verdict set outcome = 'approve' where submission_id = $1`, [submissionId]),
    );
  });

  it('finds a comment that was public before it was approved', async () => {
    const { id, submissionId } = await rows.approvedComment();
    await on.damage(`update comment set published_at = published_at - interval '1 second' where id = $1`, [
      id,
    ]);
    await expectFound('every-comment-was-approved', `comment ${id}`, () =>
      on.damage(`update comment set published_at = now() where submission_id = $1`, [submissionId]),
    );
  });

  it('finds a comment approved under a policy that does not exist', async () => {
    const { id, submissionId } = await rows.approvedComment();
    const verdict = await database.dataSource.getRepository(Verdict).findOneByOrFail({ submissionId });
    await on.damage(`update verdict set policy_id = $2 where id = $1`, [verdict.id, randomUUID()]);
    await expectFound('every-comment-was-approved', `comment ${id}`, () =>
      on.damage(`update verdict set policy_id = $2 where id = $1`, [verdict.id, verdict.policyId]),
    );
  });

  it('finds an approved submission that readers cannot see', async () => {
    const approved = await rows.settled('approve');
    await on.sql('create table kept as select * from comment where submission_id = $1', [approved.id]);
    await on.sql('delete from comment where submission_id = $1', [approved.id]);
    await expectFound('approved-is-public', `submission ${approved.number}`, () =>
      on.sql('insert into comment select * from kept'),
    );
  });

  it('finds a held submission that readers can see', async () => {
    const { id, submissionId } = await rows.approvedComment();
    await on.sql(`update submission set state = 'held' where id = $1`, [submissionId]);
    await expectFound('approved-is-public', `submission ${id}`, () =>
      on.sql(`update submission set state = 'approved' where id = $1`, [submissionId]),
    );
  });

  it('finds a comment on another thread than it was sent to', async () => {
    const { id, threadId } = await rows.approvedComment();
    await on.sql('update comment set thread_id = $2 where id = $1', [id, (await rows.thread()).id]);
    await expectFound('comments-stand-where-they-were-sent', `comment ${id}`, () =>
      on.sql('update comment set thread_id = $2 where id = $1', [id, threadId]),
    );
  });

  it.each(['held', 'rejected'])(
    'finds a submission that is %s without anybody having said so',
    async (state) => {
      const { id, number } = await rows.submission();
      await on.sql(`update submission set state = $2 where id = $1`, [id, state]);
      await expectFound('every-outcome-has-a-record', `submission ${number}`, () =>
        on.sql(`update submission set state = 'received' where id = $1`, [id]),
      );
    },
  );

  it('finds a state that is not what the last decision said', async () => {
    const { id, number } = await on.decide(await rows.heldSubmission(), 'rejected');
    await on.sql(`update submission set state = 'held' where id = $1`, [id]);
    await expectFound('state-is-the-last-word', `submission ${number}`, () =>
      on.sql(`update submission set state = 'rejected' where id = $1`, [id]),
    );
  });

  it('finds a change of state that left no record', async () => {
    const { id, number } = await rows.heldSubmission();
    await on.sql('update submission set version = version + 1 where id = $1', [id]);
    await expectFound('every-change-is-recorded', `submission ${number}`, () =>
      on.sql('update submission set version = version - 1 where id = $1', [id]),
    );
  });

  it('was seen to find a violation of every invariant', () => {
    const specs = readdirSync(__dirname).filter((name) => /^(doctor|effects).*\.spec\.ts$/.test(name));
    const planted = specs.flatMap((name) =>
      [...readFileSync(join(__dirname, name), 'utf8').matchAll(/expectFound\(\s*'([a-z-]+)'/g)].map(
        ([, key]) => String(key),
      ),
    );
    expect([...new Set(planted)].sort()).toEqual(INVARIANTS.map(({ key }) => key).sort());
  });
});
