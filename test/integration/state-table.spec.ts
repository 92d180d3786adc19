import type { Moderator } from '../../src/domain/moderator.entity.js';
import { type Settlement, settleSubmissions } from '../../src/domain/settle-submission.js';
import { Submission } from '../../src/domain/submission.entity.js';
import { mayMove, SUBMISSION_STATES, type SubmissionState } from '../../src/domain/submission-state.js';
import type { Outcome } from '../../src/domain/verdict.entity.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { dumpOf } from '../support/dump.js';
import { given } from '../support/given.js';

const MOVERS = ['machine', 'moderator'] as const;
type Mover = (typeof MOVERS)[number];

let database: TestDatabase;
let rows: ReturnType<typeof given>;
let policyId: string;
let moderator: Moderator;

beforeAll(async () => {
  database = await createTestDatabase();
  rows = given(database.dataSource);
  policyId = (await rows.policyInForce((await rows.defaultSite()).id)).id;
  moderator = await rows.moderator();
});

afterAll(() => database.destroy());

const OUTCOMES: Partial<Record<SubmissionState, Outcome>> = {
  held: 'hold',
  approved: 'approve',
  rejected: 'reject',
};

/** A submission in a state. `withdrawn` has no door yet: the row is set to it. */
async function standing(state: SubmissionState): Promise<Submission> {
  const outcome = OUTCOMES[state];
  if (outcome !== undefined) return rows.settled(outcome);
  const submission = await rows.submission();
  if (state === 'received') return submission;
  await database.dataSource.query(
    `update submission set state = $2, version = 2, claims_duplicate = false where id = $1`,
    [submission.id, state],
  );
  return stored(submission.id);
}

const stored = (id: string): Promise<Submission> =>
  database.dataSource.getRepository(Submission).findOneByOrFail({ id });

/** What `mover` wants of a submission, as it would be written. */
function settlement(submission: Submission, mover: Mover, to: SubmissionState): Settlement {
  const { id, state, version } = submission;
  const reason = to === 'approved' ? null : to === 'rejected' ? 'abuse' : 'links';
  return {
    ...{ submissionId: id, from: state, version, to, reason },
    record:
      mover === 'machine'
        ? {
            ...{
              kind: 'verdict',
              policyId,
              outcome: OUTCOMES[to] ?? 'hold',
              rule: 'links',
              matched: ['links'],
            },
            ...{ signals: [], score: 0, symbols: [], engine: 'test' },
          }
        : {
            ...{ kind: 'decision', policyId, moderatorId: moderator.id, note: null, undoesId: null },
            ...(to === 'rejected' ? { act: 'reject', reason: 'abuse' } : { act: 'approve', reason: null }),
          },
  };
}

const settle = (...settlements: Settlement[]) =>
  database.dataSource.transaction((manager) => settleSubmissions(manager, settlements));

const MOVES = MOVERS.flatMap((mover) =>
  SUBMISSION_STATES.flatMap((from) =>
    SUBMISSION_STATES.map((to) => ({ mover, from, to, allowed: mayMove(mover, from, to) })),
  ),
);

const allowed = MOVES.filter((move) => move.allowed);
const refused = MOVES.filter((move) => !move.allowed);

it.each(allowed)('a $mover moves $from to $to: a newer version and one record more', async (move) => {
  const submission = await standing(move.from);
  const before = await dumpOf(database.dataSource);
  const wish = settlement(submission, move.mover, move.to);
  const [result] = await settle(wish);
  const { state, version, reason } = await stored(submission.id);
  expect({ state, version, reason }).toEqual({
    ...{ state: move.to, version: submission.version + 1, reason: wish.reason },
  });
  const table = move.mover === 'machine' ? 'verdict' : 'decision';
  const added: { id: string }[] = await database.dataSource.query(
    `select id from ${table} where submission_id = $1 order by created_at desc limit 1`,
    [submission.id],
  );
  expect(result).toEqual({ settled: true, recordId: added[0]?.id, version });
  const after = await dumpOf(database.dataSource);
  const count = (dump: typeof before, name: string) => dump[name]?.split('\n').filter(Boolean).length ?? 0;
  const grown = Object.keys(after).filter((name) => after[name] !== before[name]);
  const comment = (move.from === 'approved') !== (move.to === 'approved') ? ['comment'] : [];
  const derived = ['queue_tally', 'submission_search'];
  expect(grown.filter((name) => !derived.includes(name)).sort()).toEqual(
    [...comment, table, 'submission'].sort(),
  );
  expect(count(after, table)).toBe(count(before, table) + 1);
  expect(count(after, 'comment') - count(before, 'comment')).toBe(
    Number(move.to === 'approved') - Number(move.from === 'approved'),
  );
});

it.each(refused)('a $mover does not move $from to $to: nothing is written', async (move) => {
  const submission = await standing(move.from);
  const other = await standing('received');
  const before = await dumpOf(database.dataSource);
  await expect(settle(settlement(submission, move.mover, move.to))).rejects.toThrow(RangeError);
  await expect(
    settle(settlement(other, 'machine', 'held'), settlement(submission, move.mover, move.to)),
  ).rejects.toThrow(RangeError);
  expect(await dumpOf(database.dataSource)).toEqual(before);
});

it.each(allowed)('a $mover who would move $from to $to comes too late: nothing is written', async (move) => {
  const here = await standing(move.from);
  const late = [-1, 1, 2].map((off) => ({
    ...settlement(here, move.mover, move.to),
    version: here.version + off,
  }));
  for (const state of SUBMISSION_STATES.filter((other) => other !== move.from)) {
    const elsewhere = await standing(state);
    late.push({ ...settlement(elsewhere, move.mover, move.to), from: move.from });
  }
  const before = await dumpOf(database.dataSource);
  for (const wish of late) expect(await settle(wish)).toEqual([{ settled: false }]);
  const unique = late.filter(({ submissionId }) => submissionId !== here.id);
  expect(await settle(...unique)).toEqual(unique.map(() => ({ settled: false })));
  expect(await dumpOf(database.dataSource)).toEqual(before);
});

it('the table has moves of both kinds, and none of the author is made here', () => {
  expect([allowed.length, refused.length]).toEqual([10, 40]);
  expect(allowed.some(({ to }) => to === 'withdrawn')).toBe(false);
});
