import { Comment } from '../../src/domain/comment.entity.js';
import { Decision } from '../../src/domain/decision.entity.js';
import {
  type DecisionRecord,
  type Settlement,
  settleSubmissions,
} from '../../src/domain/settle-submission.js';
import { Submission } from '../../src/domain/submission.entity.js';
import { Verdict } from '../../src/domain/verdict.entity.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { given } from '../support/given.js';

let database: TestDatabase;
let rows: ReturnType<typeof given>;

beforeAll(async () => {
  database = await createTestDatabase();
  rows = given(database.dataSource);
});

afterAll(() => database.destroy());

const settle = (...settlements: Settlement[]) =>
  database.dataSource.transaction((manager) => settleSubmissions(manager, settlements));

const read = (id: string) => database.dataSource.getRepository(Submission).findOneByOrFail({ id });
const commentOf = ({ id }: Submission) =>
  database.dataSource.getRepository(Comment).findOneByOrFail({ submissionId: id });
const decisionsOf = ({ id }: Submission) =>
  database.dataSource
    .getRepository(Decision)
    .find({ where: { submissionId: id }, order: { version: 'ASC' } });

/** A settlement by a person, from the submission as it stands. */
async function byPerson(
  submission: Submission,
  to: Settlement['to'],
  over: Partial<DecisionRecord> & { settledReason?: string | null } = {},
): Promise<Settlement> {
  const { state, version, siteId } = await read(submission.id);
  const { settledReason = null, ...record } = over;
  return {
    submissionId: submission.id,
    from: state,
    version,
    to,
    reason: settledReason,
    record: {
      kind: 'decision',
      policyId: (await rows.policyInForce(siteId)).id,
      moderatorId: (await rows.moderator()).id,
      act: 'approve',
      reason: null,
      note: null,
      undoesId: null,
      ...record,
    },
  };
}

/** A settlement by the machine. */
async function byMachine(submission: Submission, to: Settlement['to'], reason: string): Promise<Settlement> {
  return {
    submissionId: submission.id,
    from: 'received',
    version: submission.version,
    to,
    reason,
    record: {
      kind: 'verdict',
      policyId: (await rows.policyInForce(submission.siteId)).id,
      outcome: to === 'approved' ? 'approve' : 'hold',
      rule: reason,
      matched: [reason, 'first-comments'],
      signals: [{ kind: 'repeated-text', score: 0.5, evidence: { count: 1 } }],
      ...{ score: 2.5, symbols: [] },
      engine: 'test 1',
    },
  };
}

describe('the record of a verdict', () => {
  it('has every field', async () => {
    const submission = await rows.submission();
    const settlement = await byMachine(submission, 'held', 'links');
    const [result] = await settle(settlement);
    const [verdict] = await database.dataSource
      .getRepository(Verdict)
      .findBy({ submissionId: submission.id });
    const { kind: _, ...expected } = settlement.record;
    expect(verdict).toMatchObject({ ...expected, id: result?.settled === true && result.recordId });
    const { settledAt, receivedAt } = await read(submission.id);
    expect(settledAt?.getTime()).toBeGreaterThanOrEqual(receivedAt.getTime());
  });

  it.each([
    ['NUL', 'a\0b', 'a\u{fffd}b'],
    ['half a character', 'a\ud800b', 'a\u{fffd}b'],
  ])('keeps a message with %s as far as JSON can', async (_case, message, kept) => {
    const submission = await rows.submission();
    const settlement = await byMachine(submission, 'held', 'stage-failed');
    const signals = [{ kind: 'stage-failed' as const, score: 1, evidence: { stage: 'links', message } }];
    await settle({ ...settlement, record: { ...settlement.record, signals } as Settlement['record'] });
    const [verdict] = await database.dataSource
      .getRepository(Verdict)
      .findBy({ submissionId: submission.id });
    expect(verdict?.signals).toMatchObject([{ evidence: { message: kept } }]);
  });
});

describe('the record of a decision', () => {
  it('has every field, the reason before it among them', async () => {
    const submission = await rows.heldSubmission();
    const reject = await byPerson(submission, 'rejected', {
      act: 'reject',
      reason: 'abuse',
      note: 'names a neighbour',
      settledReason: 'abuse',
    });
    const [rejected] = await settle(reject);
    const undoesId = rejected?.settled === true ? rejected.recordId : '';
    const undo = await byPerson(submission, 'held', {
      act: 'undo',
      undoesId,
      settledReason: 'first-comments',
    });
    await settle(undo);
    const common = { submissionId: submission.id, policyId: (reject.record as DecisionRecord).policyId };
    expect(await decisionsOf(submission)).toMatchObject([
      {
        ...common,
        id: undoesId,
        moderatorId: (reject.record as DecisionRecord).moderatorId,
        act: 'reject',
        reason: 'abuse',
        note: 'names a neighbour',
        fromState: 'held',
        toState: 'rejected',
        fromReason: 'first-comments',
        undoesId: null,
        version: 3,
      },
      {
        ...common,
        act: 'undo',
        reason: null,
        note: null,
        fromState: 'rejected',
        toState: 'held',
        fromReason: 'abuse',
        undoesId,
        version: 4,
      },
    ]);
    expect(await read(submission.id)).toMatchObject({ state: 'held', reason: 'first-comments', version: 4 });
  });
});

describe('the comment that is shown', () => {
  it('is the submission, its text purified', async () => {
    const submission = await rows.submission({
      name: 'Hana',
      email: 'hana@example.org',
      url: 'https://hana.example/',
      body: '猫が<b>好き</b>です<script>x</script>',
      receivedAt: new Date('2020-02-03T04:05:06Z'),
    });
    await settle(await byMachine(submission, 'approved', 'default'));
    const comment = await commentOf(submission);
    expect(comment).toMatchObject({
      id: submission.number,
      siteId: submission.siteId,
      threadId: submission.threadId,
      parentId: null,
      path: [submission.number],
      authorName: 'Hana',
      authorUrl: 'https://hana.example/',
      language: 'ja',
      submittedAt: submission.receivedAt,
    });
    expect(comment.body).toContain('<b>好き</b>');
    expect(comment.body).not.toContain('<script>');
  });

  it.each([
    ['This is English.', 'en'],
    ['12345', null],
  ])('keeps the language of %j', async (body, language) => {
    expect(await rows.approvedComment({ body })).toMatchObject({ language });
  });

  it('stands below its parent', async () => {
    const parent = await rows.approvedComment();
    const reply = await rows.approvedComment({ threadId: parent.threadId, parentNumber: parent.id });
    expect(reply).toMatchObject({ parentId: parent.id, path: [parent.id, reply.id] });
  });

  it('stands at the top when its parent is on another thread or not shown', async () => {
    const elsewhere = await rows.approvedComment();
    const held = await rows.heldSubmission();
    for (const parentNumber of [elsewhere.id, held.number]) {
      const reply = await rows.approvedComment({ threadId: held.threadId, parentNumber });
      expect(reply).toMatchObject({ parentId: parentNumber, path: [reply.id] });
    }
  });

  it('is the only one that is hidden', async () => {
    const [one, other] = [await rows.settled('approve'), await rows.settled('approve')];
    await settle(await byPerson(one, 'rejected', { act: 'reject', reason: 'spam', settledReason: 'spam' }));
    const comments = database.dataSource.getRepository(Comment);
    expect(await comments.countBy({ submissionId: one.id })).toBe(0);
    expect(await comments.countBy({ submissionId: other.id })).toBe(1);
  });

  it('is kept by a decision that changes nothing of it', async () => {
    const shown = await rows.settled('approve');
    expect(await settle({ ...(await byPerson(shown, 'rejected')), version: shown.version - 1 })).toEqual([
      { settled: false },
    ]);
    expect((await commentOf(shown)).id).toBe(shown.number);
  });
});

describe('the claim on a text', () => {
  it('is not taken back by an undo', async () => {
    const submission = await rows.heldSubmission();
    const rejected = { act: 'reject', reason: 'abuse', settledReason: 'abuse' } as const;
    await settle(await byPerson(submission, 'rejected', rejected));
    await settle(await byPerson(submission, 'held', { act: 'undo' }));
    expect(await read(submission.id)).toMatchObject({ state: 'held', claimsDuplicate: false });
  });

  it('stays with what is approved or held, whatever the reason', async () => {
    const submission = await rows.submission();
    await settle(await byMachine(submission, 'approved', 'default'));
    expect(await read(submission.id)).toMatchObject({ state: 'approved', claimsDuplicate: true });
  });
});

describe('a batch', () => {
  it('gives each its own state, reason and version, in the order asked', async () => {
    const held = await rows.heldSubmission();
    const received = [await rows.submission(), await rows.submission(), await rows.submission()];
    const settlements = await Promise.all([
      byMachine(received[2] as Submission, 'held', 'links'),
      byPerson(held, 'rejected', { act: 'reject', reason: 'other', settledReason: 'other' }),
      byMachine(received[0] as Submission, 'approved', 'default'),
      byMachine(Object.assign(received[1] as Submission, { version: 7 }), 'approved', 'default'),
    ]);
    const results = await settle(...settlements);
    expect(results).toMatchObject([
      { settled: true, version: 2 },
      { settled: true, version: 3 },
      { settled: true, version: 2 },
      { settled: false },
    ]);
    expect(await Promise.all(settlements.map(({ submissionId }) => read(submissionId)))).toMatchObject([
      { state: 'held', reason: 'links', version: 2 },
      { state: 'rejected', reason: 'other', version: 3 },
      { state: 'approved', reason: 'default', version: 2 },
      { state: 'received', reason: null, version: 1, settledAt: null },
    ]);
    expect((await decisionsOf(held))[0]).toMatchObject({ fromReason: 'first-comments' });
  });

  it('refuses a submission that is in it twice', async () => {
    const submission = await rows.submission();
    const settlement = await byMachine(submission, 'held', 'links');
    await expect(settle(settlement, settlement)).rejects.toThrow(
      new RangeError('one submission is settled twice in a batch'),
    );
    expect((await read(submission.id)).state).toBe('received');
  });

  it('says whose move is not allowed', async () => {
    const held = await rows.heldSubmission();
    const received = await rows.submission();
    const machine = { ...(await byMachine(held, 'approved', 'default')), from: 'held' as const };
    await expect(settle(machine)).rejects.toThrow(new RangeError('a machine may not move held to approved'));
    await expect(settle(await byPerson(received, 'approved'))).rejects.toThrow(
      new RangeError('a moderator may not move received to approved'),
    );
  });

  it('of nothing is nothing', async () => {
    expect(await settle()).toEqual([]);
  });

  it('records for each the reason that it had', async () => {
    const reasons = ['links', 'moderation-words', 'repeated-text', 'network-budget'];
    const submissions: Submission[] = [];
    for (const reason of reasons) {
      const submission = await rows.submission();
      await settle(await byMachine(submission, 'held', reason));
      submissions.push(submission);
    }
    await settle(...(await Promise.all(submissions.map((submission) => byPerson(submission, 'approved')))));
    const decisions = await Promise.all(submissions.map(decisionsOf));
    expect(decisions.flat().map(({ fromReason }) => fromReason)).toEqual(reasons);
  });

  it('never waits in a circle with another of the same submissions in another order', async () => {
    const { id } = await rows.heldSubmission();
    // Only in a large table does the planner look submissions up in the order that they are asked in.
    await database.dataSource.query(
      `insert into submission (id, site_id, thread_id, author_name, author_email, author_url, name_key, email_key, body,
                               user_agent, duplicate_hash, text_hash)
       select gen_random_uuid(), site_id, thread_id, author_name, author_email, author_url, name_key, email_key, body,
              user_agent, n::text, text_hash
         from submission, generate_series(1, 5000) n where id = $1`,
      [id],
    );
    await database.dataSource.query('analyze submission');
    const filled = await database.dataSource
      .getRepository(Submission)
      .find({ where: { state: 'received' }, take: 200 });
    const settlement = await byMachine(await rows.submission(), 'held', 'links');
    for (let round = 0; round < 20; round++) {
      const settlements = filled
        .splice(0, 10)
        .map(({ id: submissionId }) => ({ ...settlement, submissionId }));
      const orders = [settlements, settlements.toReversed(), settlements, settlements.toReversed()];
      const results = await Promise.all(orders.map((order) => settle(...order)));
      expect(results.flat().filter(({ settled }) => settled)).toHaveLength(10);
    }
  });
});
