import type { DecisionConflict, DecisionResult, ReviewItemDetail } from '../../src/contract/review-api.js';
import { Comment } from '../../src/domain/comment.entity.js';
import { Decision } from '../../src/domain/decision.entity.js';
import { Submission } from '../../src/domain/submission.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { given } from '../support/given.js';
import { type ModeratorBrowser, signedInAs } from '../support/moderators.js';

let database: TestDatabase;
let app: TestApp;
let rows: ReturnType<typeof given>;
let moderator: ModeratorBrowser;

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startApp({ databaseUrl: database.url });
  rows = given(database.dataSource);
  moderator = await signedInAs(app, database.dataSource, 'moderator');
});

afterAll(async () => {
  await app.close();
  await database.destroy();
});

const detailOf = async (id: string, headers?: Record<string, string>): Promise<ReviewItemDetail> =>
  (await moderator.get(`/review/submissions/${id}`, headers)).json<ReviewItemDetail>();

const decide = (id: string, body: object, by = moderator, headers?: Record<string, string>) =>
  by.send('POST', `/review/submissions/${id}/decisions`, body, headers);

const decided = async (id: string, body: object): Promise<DecisionResult> => {
  const answer = await decide(id, body);
  expect([answer.statusCode, answer.statusCode === 200 ? '' : answer.body]).toEqual([200, '']);
  return answer.json<DecisionResult>();
};

const undo = (id: string, version: number) =>
  moderator.send('POST', `/review/submissions/${id}/undo`, { version });

const commentsOf = (submissionId: string) =>
  database.dataSource.getRepository(Comment).countBy({ submissionId });

const stored = (id: string) => database.dataSource.getRepository(Submission).findOneByOrFail({ id });

describe('a decision', () => {
  it('approves: the comment is public', async () => {
    const { id, version } = await rows.heldSubmission();
    const result = await decided(id, { act: 'approve', version, note: ' good\0 point ' });
    expect(result).toEqual({
      id,
      state: 'approved',
      reason: null,
      version: version + 1,
      decisionId: expect.any(String) as string,
    });
    expect(await commentsOf(id)).toBe(1);
    expect(await stored(id)).toMatchObject({ state: 'approved', version: version + 1, reason: null });
    expect((await detailOf(id)).history[1]).toEqual({
      id: result.decisionId,
      at: expect.any(String) as string,
      by: { kind: 'person', name: moderator.session.moderator.name },
      act: 'approve',
      reason: null,
      note: 'good point',
      fromState: 'held',
      toState: 'approved',
      policyVersion: 1,
    });
  });

  it.each([
    [{ act: 'reject' }, 'other'],
    [{ act: 'reject', reason: 'personal-data' }, 'personal-data'],
    [{ act: 'reject', reason: 'spam' }, 'spam'],
    [{ act: 'spam' }, 'spam'],
  ])('%j rejects because of %s', async (body, reason) => {
    const { id, version } = await rows.heldSubmission();
    expect(await decided(id, { ...body, version })).toMatchObject({ state: 'rejected', reason });
    expect(await commentsOf(id)).toBe(0);
    expect((await detailOf(id)).history[1]).toMatchObject({ act: 'reject', reason });
  });

  it('can be overturned by a later one, both ways', async () => {
    const { id, version } = await rows.heldSubmission();
    await decided(id, { act: 'approve', version });
    await decided(id, { act: 'reject', reason: 'abuse', version: version + 1 });
    expect(await commentsOf(id)).toBe(0);
    await decided(id, { act: 'approve', version: version + 2 });
    expect(await commentsOf(id)).toBe(1);
    expect((await detailOf(id)).history.map(({ act }) => act)).toEqual([
      'hold',
      'approve',
      'reject',
      'approve',
    ]);
  });

  it('on an older version is refused and tells who decided what', async () => {
    const { id, version } = await rows.heldSubmission();
    await decided(id, { act: 'reject', reason: 'off-topic', version });
    const colleague = await signedInAs(app, database.dataSource, 'lead');
    const answer = await decide(id, { act: 'approve', version }, colleague, { 'accept-language': 'ja' });
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([
      409,
      'application/problem+json; charset=utf-8',
    ]);
    const { name } = moderator.session.moderator;
    expect(answer.json<DecisionConflict>()).toMatchObject({
      status: 409,
      detail: `${name} さんが先に却下しました。`,
      current: { state: 'rejected', version: version + 1, reason: 'off-topic' },
      last: { by: { kind: 'person', name }, act: 'reject', reason: 'off-topic' },
    });
    expect(await stored(id)).toMatchObject({ state: 'rejected', version: version + 1 });
  });

  it.each([
    ['approve', 'approve', 'already approved'],
    ['spam', 'reject', 'already rejected'],
  ])('%s, then %s with the right version: it is %s', async (first, second, words) => {
    const { id, version } = await rows.heldSubmission();
    await decided(id, { act: first, version });
    const answer = await decide(id, { act: second, version: version + 1 });
    expect(answer.statusCode).toBe(409);
    expect(answer.json<DecisionConflict>().detail).toContain(words);
  });

  it('waits for the machine', async () => {
    const { id, version } = await rows.submission();
    const answer = await decide(id, { act: 'approve', version });
    expect(answer.json()).toMatchObject({ status: 409, current: { state: 'received' }, last: null });
    expect(await commentsOf(id)).toBe(0);
  });

  it('of two moderators at once is made by exactly one', async () => {
    const colleague = await signedInAs(app, database.dataSource, 'moderator');
    for (let round = 0; round < 10; round++) {
      const { id, version } = await rows.heldSubmission();
      const answers = await Promise.all([
        decide(id, { act: 'approve', version }),
        decide(id, { act: 'spam', version }, colleague),
      ]);
      expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200, 409]));
      const winner = answers.find(({ statusCode }) => statusCode === 200)?.json<DecisionResult>();
      const loser = answers.find(({ statusCode }) => statusCode === 409)?.json<DecisionConflict>();
      expect(loser?.current).toEqual({
        state: winner?.state,
        version: winner?.version,
        reason: winner?.reason,
      });
      expect(loser?.last?.id).toBe(winner?.decisionId);
      expect(await database.dataSource.getRepository(Decision).countBy({ submissionId: id })).toBe(1);
      expect(await commentsOf(id)).toBe(winner?.state === 'approved' ? 1 : 0);
    }
  });

  it.each([
    [{ act: 'approve' }, 'version'],
    [{ act: 'approve', version: '2' }, 'version'],
    [{ act: 'approve', version: 2 ** 31 }, 'version'],
    [{ act: 'approve', version: 2, reason: 'spam' }, 'reason'],
    [{ act: 'spam', version: 2, reason: 'abuse' }, 'reason'],
    [{ act: 'reject', version: 2, reason: 'boring' }, 'reason'],
    [{ act: 'hold', version: 2 }, 'act'],
    [{ act: 'reject', version: 2, note: '!'.repeat(2001) }, 'note'],
  ])('%j is refused by field', async (body, field) => {
    const { id } = await rows.heldSubmission();
    const answer = await decide(id, body);
    expect(answer.statusCode).toBe(400);
    expect(answer.json<{ errors: { field: string }[] }>().errors.map((error) => error.field)).toEqual([
      field,
    ]);
    expect((await stored(id)).state).toBe('held');
  });

  it('takes a note of 2,000 characters, each of four bytes', async () => {
    const { id, version } = await rows.heldSubmission();
    await decided(id, { act: 'approve', version, note: '𠮷'.repeat(2000) });
    expect((await detailOf(id)).history[1]?.note).toBe('𠮷'.repeat(2000));
  });

  it('on what does not exist is 404', async () => {
    for (const id of ['0190a1b2-0000-7000-8000-000000000000', 'not-an-id', '1']) {
      expect((await decide(id, { act: 'approve', version: 1 })).statusCode).toBe(404);
      expect((await undo(id, 1)).statusCode).toBe(404);
    }
  });
});

describe('undo', () => {
  it('brings back state, reason and visibility, as an act of its own', async () => {
    const { id, version } = await rows.heldSubmission();
    const { decisionId } = await decided(id, { act: 'approve', version });
    const answer = await undo(id, version + 1);
    expect(answer.json()).toEqual({
      id,
      state: 'held',
      reason: 'first-comments',
      version: version + 2,
      decisionId: expect.any(String) as string,
    });
    expect(await commentsOf(id)).toBe(0);
    const decisions = await database.dataSource.getRepository(Decision).findBy({ submissionId: id });
    expect(decisions).toHaveLength(2);
    expect(decisions).toContainEqual(
      expect.objectContaining({ act: 'undo', undoesId: decisionId, fromState: 'approved', toState: 'held' }),
    );
    expect((await decided(id, { act: 'spam', version: version + 2 })).state).toBe('rejected');
  });

  it('of a rejection of what the machine had approved makes it public again', async () => {
    const { id, version } = await rows.settled('approve');
    await decided(id, { act: 'reject', version });
    expect((await undo(id, version + 1)).json()).toMatchObject({ state: 'approved', reason: 'default' });
    expect(await commentsOf(id)).toBe(1);
  });

  it('walks back decision by decision, and stops at the machine’s verdict', async () => {
    const { id, version } = await rows.heldSubmission();
    await decided(id, { act: 'reject', reason: 'abuse', version });
    await decided(id, { act: 'approve', version: version + 1 });
    expect((await undo(id, version + 2)).json()).toMatchObject({ state: 'rejected', reason: 'abuse' });
    expect((await undo(id, version + 3)).json()).toMatchObject({ state: 'held', reason: 'first-comments' });
    const end = await undo(id, version + 4);
    expect(end.json()).toMatchObject({
      status: 409,
      detail: 'There is no decision of a person to take back.',
    });
  });

  it('of a verdict is refused', async () => {
    for (const outcome of ['hold', 'approve', 'reject'] as const) {
      const { id, version, state } = await rows.settled(outcome);
      expect((await undo(id, version)).statusCode).toBe(409);
      expect((await stored(id)).state).toBe(state);
    }
  });

  it('on an older version is refused, and two at once undo once', async () => {
    const { id, version } = await rows.heldSubmission();
    await decided(id, { act: 'approve', version });
    expect((await undo(id, version)).statusCode).toBe(409);
    const answers = await Promise.all([undo(id, version + 1), undo(id, version + 1)]);
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200, 409]));
    expect(await database.dataSource.getRepository(Decision).countBy({ submissionId: id })).toBe(2);
  });
});
