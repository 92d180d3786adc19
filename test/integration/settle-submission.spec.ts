import { Comment } from '../../src/domain/comment.entity.js';
import { Decision } from '../../src/domain/decision.entity.js';
import type { DecisionRecord, Settlement, VerdictRecord } from '../../src/domain/settle-submission.js';
import { settleSubmissions } from '../../src/domain/settle-submission.js';
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

async function verdict(over: Partial<VerdictRecord> = {}): Promise<VerdictRecord> {
  const site = await rows.defaultSite();
  const policy = await rows.policyInForce(site.id);
  return {
    kind: 'verdict',
    policyId: policy.id,
    outcome: 'hold',
    rule: 'links',
    matched: ['links'],
    signals: [],
    score: 0,
    symbols: [],
    engine: 'test',
    ...over,
  };
}

async function decision(over: Partial<DecisionRecord> = {}): Promise<DecisionRecord> {
  const site = await rows.defaultSite();
  const [policy, moderator] = [await rows.policyInForce(site.id), await rows.moderator()];
  return {
    kind: 'decision',
    policyId: policy.id,
    moderatorId: moderator.id,
    act: 'approve',
    reason: null,
    note: null,
    undoesId: null,
    ...over,
  };
}

describe('settleSubmissions', () => {
  it('holds with a verdict and no comment, and forgets the address', async () => {
    const submission = await rows.submission({ address: '203.0.113.7' });
    const [result] = await settle({
      submissionId: submission.id,
      from: 'received',
      version: 1,
      to: 'held',
      reason: 'links',
      record: await verdict(),
    });
    expect(result).toMatchObject({ settled: true, version: 2 });
    expect(await read(submission.id)).toMatchObject({
      state: 'held',
      version: 2,
      reason: 'links',
      address: null,
    });
    expect(await database.dataSource.getRepository(Verdict).countBy({ submissionId: submission.id })).toBe(1);
    expect(await database.dataSource.getRepository(Comment).countBy({ submissionId: submission.id })).toBe(0);
  });

  it('shows an approved comment once and hides it when rejected', async () => {
    const submission = await rows.heldSubmission();
    const approve = {
      submissionId: submission.id,
      from: 'held' as const,
      version: 2,
      to: 'approved' as const,
      reason: null,
      record: await decision(),
    };
    expect(await settle(approve)).toMatchObject([{ settled: true, version: 3 }]);
    expect(await settle(approve)).toEqual([{ settled: false }]);
    const comments = database.dataSource.getRepository(Comment);
    expect(await comments.findOneByOrFail({ submissionId: submission.id })).toMatchObject({
      id: submission.number,
      path: [submission.number],
    });
    const reject = {
      ...approve,
      from: 'approved' as const,
      version: 3,
      to: 'rejected' as const,
      reason: 'abuse',
      record: await decision({ act: 'reject', reason: 'abuse' }),
    };
    expect(await settle(reject)).toMatchObject([{ settled: true, version: 4 }]);
    expect(await comments.countBy({ submissionId: submission.id })).toBe(0);
    expect(await database.dataSource.getRepository(Decision).countBy({ submissionId: submission.id })).toBe(
      2,
    );
  });

  it('writes nothing for a stale version or state', async () => {
    const submission = await rows.heldSubmission();
    const stale = {
      submissionId: submission.id,
      from: 'held' as const,
      to: 'approved' as const,
      reason: null,
      record: await decision(),
    };
    expect(await settle({ ...stale, version: 1 })).toEqual([{ settled: false }]);
    expect(await settle({ ...stale, from: 'rejected', version: 2 })).toEqual([{ settled: false }]);
    expect(await database.dataSource.getRepository(Decision).countBy({ submissionId: submission.id })).toBe(
      0,
    );
  });

  it('lets exactly one of many win', async () => {
    const submission = await rows.heldSubmission();
    const record = await decision();
    const results = await Promise.all(
      Array.from({ length: 8 }, () =>
        settle({
          submissionId: submission.id,
          from: 'held',
          version: 2,
          to: 'approved',
          reason: null,
          record,
        }),
      ),
    );
    expect(results.flat().filter(({ settled }) => settled)).toHaveLength(1);
    expect(await database.dataSource.getRepository(Comment).countBy({ submissionId: submission.id })).toBe(1);
  });

  it('settles many at once, each on its own', async () => {
    const submissions = await Promise.all([rows.submission(), rows.submission(), rows.heldSubmission()]);
    const record = await verdict({ outcome: 'approve', rule: 'default', matched: ['default'] });
    const results = await settle(
      ...submissions.map(({ id }) => ({
        submissionId: id,
        from: 'received' as const,
        version: 1,
        to: 'approved' as const,
        reason: 'default',
        record,
      })),
    );
    expect(results.map(({ settled }) => settled)).toEqual([true, true, false]);
  });

  it('refuses what the state table does not have, and leaves all untouched', async () => {
    const [held, received] = [await rows.heldSubmission(), await rows.submission()];
    const record = await verdict({ outcome: 'approve' });
    await expect(
      settle(
        { submissionId: received.id, from: 'received', version: 1, to: 'approved', reason: null, record },
        { submissionId: held.id, from: 'held', version: 2, to: 'approved', reason: null, record },
      ),
    ).rejects.toThrow(RangeError);
    expect(await read(received.id)).toMatchObject({ state: 'received', version: 1 });
  });

  it('frees the text of a rejected submission but not of spam', async () => {
    for (const [reason, claims] of [
      ['abuse', false],
      ['spam', true],
    ] as const) {
      const submission = await rows.heldSubmission();
      await settle({
        submissionId: submission.id,
        from: 'held',
        version: 2,
        to: 'rejected',
        reason,
        record: await decision({ act: 'reject', reason }),
      });
      expect((await read(submission.id)).claimsDuplicate).toBe(claims);
    }
  });

  it('keeps evidence that JSON in the database cannot hold', async () => {
    const submission = await rows.submission();
    const record = await verdict({
      signals: [{ kind: 'stage-failed', score: 1, evidence: { stage: 'links', message: 'a\0b\ud800' } }],
    });
    expect(
      await settle({
        submissionId: submission.id,
        from: 'received',
        version: 1,
        to: 'held',
        reason: 'links',
        record,
      }),
    ).toMatchObject([{ settled: true }]);
  });

  it('places replies below their parent, at most five deep', async () => {
    const thread = await rows.thread();
    let parentNumber: number | null = null;
    const ids: number[] = [];
    for (let depth = 0; depth < 7; depth++) {
      const comment: Comment = await rows.approvedComment({ threadId: thread.id, parentNumber });
      ids.push(comment.id);
      parentNumber = comment.id;
    }
    const stored = await database.dataSource
      .getRepository(Comment)
      .find({ where: { threadId: thread.id }, order: { path: 'ASC' } });
    expect(stored.map(({ path }) => path.length)).toEqual([1, 2, 3, 4, 5, 5, 5]);
    expect(stored.map(({ id }) => id)).toEqual(ids);
  });
});
