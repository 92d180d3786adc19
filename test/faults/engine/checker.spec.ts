import { randomUUID } from 'node:crypto';
import type { Submission } from '../../../src/domain/submission.entity.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { given } from '../../support/given.js';
import { check, type Evidence, type Violation } from './checker.js';
import type { Operation } from './history.js';
import { planSubmissions, type PlannedSubmission } from './plan.js';
import { Random } from './random.js';

let database: TestDatabase;
let rows: ReturnType<typeof given>;
let run = 0;

beforeEach(async () => {
  database = await createTestDatabase();
  rows = given(database.dataSource);
});

afterEach(() => database.destroy());

/** A planned submission and what should have become of it. */
function plan(expected: PlannedSubmission['expected']): PlannedSubmission {
  run += 1;
  const [planned] = planSubmissions(new Random(run), `t${run}`, { count: 1 });
  if (planned === undefined) throw new Error('nothing was planned');
  return { ...planned, expected };
}

function acknowledgement(
  { marker }: PlannedSubmission,
  { id, number }: Pick<Submission, 'id' | 'number'>,
): Operation {
  const at = Date.now();
  return {
    ...{ kind: 'submit', marker, invokedAt: at, answeredAt: at, known: 'ok', status: 202 },
    receipt: { id, number },
  };
}

/** Evidence of a run in which nothing went wrong, about one submission with this outcome. */
async function goodRun(outcome: 'approve' | 'hold' | 'reject') {
  const planned = plan(outcome);
  const submission = await rows.settled(outcome, { body: planned.text });
  const evidence: Evidence = {
    database: database.dataSource,
    planned: [planned],
    history: [acknowledgement(planned, submission)],
    sightings: new Map(),
    publicNow: outcome === 'approve' ? [planned.marker] : [],
    overdueSeconds: 60,
  };
  return { planned, submission, evidence };
}

const kinds = (violations: readonly Violation[]) => violations.map(({ kind }) => kind);

const sighting = (at: number, most = 1) => ({ firstAt: at, lastAt: at, most });

async function decide(submission: Submission, to: 'approved' | 'held'): Promise<string> {
  const id = randomUUID();
  const moderator = await rows.moderator();
  const policy = await rows.policyInForce(submission.siteId);
  await database.dataSource.query(
    `insert into decision (id, submission_id, moderator_id, act, from_state, to_state, policy_id, version)
     values ($1, $2, $3, 'approve', 'held', $4, $5, 3)`,
    [id, submission.id, moderator.id, to, policy.id],
  );
  return id;
}

describe('the checker of the fault tests', () => {
  it.each(['approve', 'hold', 'reject'] as const)(
    'finds nothing where nothing is wrong (%s)',
    async (outcome) => {
      const { planned, evidence } = await goodRun(outcome);
      const sightings = outcome === 'approve' ? new Map([[planned.marker, sighting(Date.now())]]) : new Map();
      expect(await check({ ...evidence, sightings })).toEqual([]);
    },
  );

  it('allows that what could not be screened is held', async () => {
    const { evidence, submission } = await goodRun('hold');
    const planned = { ...plan('approve'), marker: evidence.planned[0]?.marker ?? '' };
    const wrong = await check({ ...evidence, planned: [planned] });
    expect(kinds(wrong)).toEqual(['other']);
    await database.dataSource.query('alter table verdict disable trigger append_only');
    await database.dataSource.query(`update verdict set rule = 'screening-failed' where submission_id = $1`, [
      submission.id,
    ]);
    await database.dataSource.query('alter table verdict enable trigger append_only');
    expect(await check({ ...evidence, planned: [planned] })).toEqual([]);
  });

  describe('reports as lost', () => {
    it('what was acknowledged and is not stored', async () => {
      const { evidence } = await goodRun('hold');
      const planned = plan('hold');
      const history = [acknowledgement(planned, { id: randomUUID(), number: 999_999 })];
      expect(kinds(await check({ ...evidence, planned: [planned], history }))).toEqual(['lost', 'lost']);
    });

    it('what was acknowledged under another number', async () => {
      const { planned, submission, evidence } = await goodRun('hold');
      const history = [acknowledgement(planned, { id: submission.id, number: submission.number + 1_000 })];
      expect(kinds(await check({ ...evidence, history }))).toEqual(['lost']);
    });

    it('a decision that was acknowledged and is not stored', async () => {
      const { planned, evidence } = await goodRun('hold');
      const [first] = evidence.history;
      if (first === undefined) throw new Error('no history');
      const decision = { ...first, kind: 'decide' as const, decisionId: randomUUID() };
      delete decision.receipt;
      const violations = await check({ ...evidence, history: [first, decision] });
      expect(violations).toEqual([{ kind: 'lost', what: expect.stringContaining(planned.marker) as string }]);
    });

    it('what is never screened', async () => {
      const planned = plan('hold');
      const submission = await rows.submission({ body: planned.text });
      const { evidence } = await goodRun('hold');
      const history = [acknowledgement(planned, submission)];
      expect(kinds(await check({ ...evidence, planned: [planned], history }))).toEqual(['lost']);
    });

    it('what is approved and not public', async () => {
      const { evidence } = await goodRun('approve');
      expect(kinds(await check({ ...evidence, publicNow: [] }))).toEqual(['lost']);
    });
  });

  describe('reports as public too early', () => {
    it('what a stranger saw before it was approved', async () => {
      const { planned, evidence } = await goodRun('approve');
      const sightings = new Map([[planned.marker, sighting(Date.now() - 60_000)]]);
      expect(kinds(await check({ ...evidence, sightings }))).toEqual(['early']);
    });

    it('what a stranger saw and nobody approved', async () => {
      const { planned, evidence } = await goodRun('hold');
      const sightings = new Map([[planned.marker, sighting(Date.now())]]);
      expect(kinds(await check({ ...evidence, sightings }))).toEqual(['early']);
    });

    it('what is public now and not approved', async () => {
      const { planned, evidence } = await goodRun('reject');
      expect(kinds(await check({ ...evidence, publicNow: [planned.marker] }))).toEqual(['early']);
    });

    it('what the machine approved and should not have', async () => {
      const { evidence } = await goodRun('approve');
      const planned = evidence.planned.map((one) => ({ ...one, expected: 'hold' as const }));
      expect(kinds(await check({ ...evidence, planned }))).toEqual(['early']);
    });

    it('a comment that nobody approved', async () => {
      const { submission, evidence } = await goodRun('hold');
      await database.dataSource.query(
        `insert into comment (id, submission_id, site_id, thread_id, path, author_name, author_url, body, submitted_at)
         values ($1, $2, $3, $4, array[$1::bigint], 'a', '', 'b', now())`,
        [submission.number, submission.id, submission.siteId, submission.threadId],
      );
      expect(kinds(await check(evidence))).toContain('early');
    });
  });

  describe('reports as twice', () => {
    it('one key that is two submissions', async () => {
      const { planned, submission, evidence } = await goodRun('hold');
      const again = await rows.settled('hold', { body: planned.text });
      const history = [...evidence.history, acknowledgement(planned, again)];
      const violations = await check({ ...evidence, history });
      expect(kinds(violations)).toEqual(['other', 'twice']);
      expect(violations[0]?.what).toContain(`receipts ${submission.number}, ${again.number}`);
    });

    it('two verdicts', async () => {
      const { submission, evidence } = await goodRun('hold');
      await database.dataSource.query(
        `insert into verdict (id, submission_id, policy_id, outcome, rule, matched, signals, engine)
         select gen_random_uuid(), submission_id, policy_id, outcome, rule, matched, signals, engine
           from verdict where submission_id = $1`,
        [submission.id],
      );
      expect(kinds(await check(evidence))).toContain('twice');
    });

    it('two decisions', async () => {
      const { submission, evidence } = await goodRun('hold');
      await decide(submission, 'held');
      await decide(submission, 'held');
      expect(kinds(await check(evidence))).toContain('twice');
    });

    it('two comments with one text', async () => {
      const { planned, evidence } = await goodRun('approve');
      await database.dataSource.query(`update comment set body = body || $1 where submission_id = $2`, [
        planned.marker,
        (await rows.approvedComment()).submissionId,
      ]);
      expect(kinds(await check(evidence))).toEqual(['twice']);
    });

    it('a text that stands twice in one answer', async () => {
      const { planned, evidence } = await goodRun('approve');
      const sightings = new Map([[planned.marker, sighting(Date.now(), 2)]]);
      expect(kinds(await check({ ...evidence, sightings }))).toEqual(['twice']);
    });
  });

  it('reports an answer that says it was our fault', async () => {
    const { evidence } = await goodRun('hold');
    const [first] = evidence.history;
    if (first === undefined) throw new Error('no history');
    const history = [first, { ...first, known: 'unknown' as const, status: 500 }];
    expect(kinds(await check({ ...evidence, history }))).toEqual(['other']);
  });
});
