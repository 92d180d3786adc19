import type { Policy } from '../../src/domain/policy.js';
import { Comment } from '../../src/domain/comment.entity.js';
import type { Submission } from '../../src/domain/submission.entity.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { given, type SubmissionWish } from '../support/given.js';
import { startWorker, stateOf, type TestWorker } from '../support/screening.js';

jest.setTimeout(30_000);

const AIKO = { name: 'Aiko', email: 'aiko@example.org' };

describe('screening', () => {
  let database: TestDatabase;
  let worker: TestWorker;
  let rows: ReturnType<typeof given>;

  beforeAll(async () => {
    database = await createTestDatabase();
    rows = given(database.dataSource);
    worker = await startWorker(database);
  });

  afterAll(async () => {
    await worker.close();
    await database.destroy();
  });

  /** A site whose policy has these settings, where Aiko has so many approved comments. */
  async function siteWith(
    patch: Partial<Policy> = {},
    approved = 2,
  ): Promise<{ siteId: string; threadId: string }> {
    const { id: siteId } = await rows.site();
    await rows.policy(siteId, patch);
    const { id: threadId } = await rows.thread({ siteId });
    for (let count = 0; count < approved; count++) await rows.approvedComment({ threadId, ...AIKO });
    return { siteId, threadId };
  }

  async function screened(
    wish: SubmissionWish,
  ): Promise<{ submission: Submission; rule: string; outcome: string }> {
    const submission = await rows.submission({ ...AIKO, ...wish });
    worker.enqueue(submission);
    const { rule, outcome } = await worker.verdictOf(submission);
    return { submission, rule, outcome };
  }

  it('publishes a harmless comment by an author whose first comments were approved', async () => {
    const { threadId } = await siteWith();
    const { submission, rule } = await screened({ threadId, body: 'Well said.' });
    expect(rule).toBe('default');
    expect(await stateOf(database.dataSource, submission)).toEqual(['approved', 'default']);
    expect(
      await database.dataSource.getRepository(Comment).findOneBy({ submissionId: submission.id }),
    ).toMatchObject({
      threadId,
      authorName: 'Aiko',
      body: 'Well said.',
    });
  });

  it('records each signal, each matching rule, the policy in force and the version of the software', async () => {
    const { siteId, threadId } = await siteWith({ max_links: 1, moderation_words: ['Casino'], rules: [] });
    const submission = await rows.submission({ threadId, ...AIKO, body: 'ＣＡＳＩＮＯはhttp://a.exampleへ' });
    worker.enqueue(submission);
    const verdict = await worker.verdictOf(submission);
    expect(verdict).toMatchObject({
      outcome: 'hold',
      rule: 'links',
      matched: ['links', 'moderation-words'],
      policyId: (await rows.policyInForce(siteId)).id,
      engine: expect.stringMatching(/^\d+\.\d+\.\d+/),
    });
    expect(verdict.signals).toContainEqual({
      kind: 'moderation-words',
      score: 1,
      evidence: { hits: [{ word: 'Casino', seenAs: 'text', span: { field: 'text', start: 0, end: 6 } }] },
    });
    expect(await stateOf(database.dataSource, submission)).toEqual(['held', 'links']);
  });

  it.each<[string, Partial<Policy>, SubmissionWish, string]>([
    ['everything in moderation mode', { mode: 'moderate' }, {}, 'moderation-mode'],
    ['two links', {}, { body: 'http://a.example and http://b.example' }, 'links'],
    [
      'a moderation word in the user agent',
      { moderation_words: ['evilbot'] },
      { userAgent: 'EvilBot/1' },
      'moderation-words',
    ],
    [
      'a moderation word in the address',
      { moderation_words: ['192.0.2.'] },
      { address: '192.0.2.7' },
      'moderation-words',
    ],
    ['another name with a known e-mail', {}, { name: 'Someone' }, 'first-comments'],
    ['a known name with another e-mail', {}, { email: 'other@example.org' }, 'first-comments'],
    ['an author without name', {}, { name: '' }, 'first-comments'],
    [
      'an unknown author without first comments',
      { first_held: 0 },
      { name: 'New', email: 'new@example.org' },
      'unknown-author',
    ],
    ['an author without e-mail, ever', { first_held: 0 }, { email: '' }, 'unknown-author'],
  ])('holds %s', async (_case, policy, wish, rule) => {
    const { threadId } = await siteWith(policy);
    expect(await screened({ threadId, ...wish })).toMatchObject({ outcome: 'hold', rule });
  });

  it.each<[string, Partial<Policy>, SubmissionWish]>([
    ['a known author in other letter case', {}, { name: 'AIKO', email: 'Aiko@Example.org' }],
    ['one link', {}, { body: 'see http://a.example' }],
    [
      'many links without a limit',
      { max_links: 0 },
      { body: 'http://a.example http://b.example www.c.example' },
    ],
    ['the author’s own site', { max_links: 1 }, { url: 'http://aiko.example/' }],
    [
      'an unknown author where that is allowed',
      { first_held: 0, previously_approved: false },
      { name: '', email: '' },
    ],
  ])('approves %s', async (_case, policy, wish) => {
    const { threadId } = await siteWith(policy);
    expect(await screened({ threadId, ...wish })).toMatchObject({ outcome: 'approve', rule: 'default' });
  });

  it('rejects a disallowed word whatever else speaks for or against it', async () => {
    const { threadId } = await siteWith({ mode: 'moderate', disallowed_words: ["don't"] });
    const { submission, outcome } = await screened({ threadId, body: 'I <b>do</b>n&#8217;t know' });
    expect(outcome).toBe('reject');
    expect(await stateOf(database.dataSource, submission)).toEqual(['rejected', 'disallowed-words']);
  });

  it('holds the first comments of an author and approves the next', async () => {
    const { threadId } = await siteWith({}, 1);
    expect(await screened({ threadId })).toMatchObject({ rule: 'first-comments' });
    await rows.approvedComment({ threadId, ...AIKO });
    expect(await screened({ threadId })).toMatchObject({ rule: 'default' });
  });

  it('knows authors of the same site only', async () => {
    await siteWith();
    const { threadId } = await siteWith({}, 0);
    expect(await screened({ threadId })).toMatchObject({ rule: 'first-comments' });
  });

  it('holds a comment whose thread was closed or hidden in the meantime', async () => {
    const { siteId } = await siteWith();
    for (const change of [{ closed: true }, { hidden: true }]) {
      const { id: threadId } = await rows.thread({ siteId, ...change });
      expect(await screened({ threadId })).toMatchObject({ outcome: 'hold', rule: 'thread-closed' });
    }
  });

  it('holds a text that was sent before, in whatever width and case', async () => {
    const { threadId } = await siteWith();
    await rows.heldSubmission({ threadId, body: 'Buy  GOLD now' });
    expect(await screened({ threadId, body: 'ｂｕｙ gold\nnow' })).toMatchObject({ rule: 'repeated-text' });
  });

  it('holds an author whose comments were rejected lately', async () => {
    const { threadId } = await siteWith();
    const rejected = [
      await rows.settled('reject', { threadId, ...AIKO }),
      await rows.settled('reject', { threadId, ...AIKO }),
    ];
    expect(await screened({ threadId })).toMatchObject({ rule: 'rejected-before' });
    await database.dataSource.query(
      `update submission set settled_at = now() - interval '91 days' where id = $1`,
      [rejected[0]?.id],
    );
    expect(await screened({ threadId })).toMatchObject({ rule: 'default' });
  });

  it('holds what exceeds the budget of a network', async () => {
    const { threadId } = await siteWith({ network_budget: { submissions: 2, minutes: 10 } });
    const networkHash = 'a'.repeat(32);
    const old = new Date(Date.now() - 11 * 60_000);
    for (const receivedAt of [old, old, new Date()])
      await rows.heldSubmission({ threadId, networkHash, receivedAt });
    expect(await screened({ threadId, networkHash })).toMatchObject({ rule: 'default' });
    expect(await screened({ threadId, networkHash })).toMatchObject({ rule: 'network-budget' });
  });

  it('follows a policy from the moment it is set', async () => {
    const { siteId, threadId } = await siteWith();
    expect(await screened({ threadId })).toMatchObject({ rule: 'default' });
    await rows.policy(siteId, { mode: 'moderate' });
    expect(await screened({ threadId })).toMatchObject({ rule: 'moderation-mode' });
  });

  it('screens many at once, of many sites, each under its own policy', async () => {
    const strict = await siteWith({ mode: 'moderate' });
    const open = await siteWith({
      ...{ first_held: 0, previously_approved: false },
      near_duplicates: { count: 0, hours: 24 },
    });
    const submissions = await Promise.all(
      Array.from({ length: 120 }, (_, index) =>
        rows.submission({ threadId: index % 2 === 0 ? strict.threadId : open.threadId }),
      ),
    );
    worker.enqueue(...submissions);
    const verdicts = await Promise.all(submissions.map((submission) => worker.verdictOf(submission)));
    expect(verdicts.map(({ rule }) => rule)).toEqual(
      submissions.map((_, index) => (index % 2 === 0 ? 'moderation-mode' : 'default')),
    );
  });
});
