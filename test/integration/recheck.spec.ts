import type { ReviewItemDetail } from '../../src/contract/review-api.js';
import type { Policy } from '../../src/domain/policy.js';
import type { Submission } from '../../src/domain/submission.entity.js';
import { loadMessage } from '../../src/effects/webhook/settled-event.js';
import { examine } from '../../src/operations/doctor.js';
import { RecheckSubmissions } from '../../src/screening/recheck-submissions.js';
import { startApp, type TestApp } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { patient, SETTINGS, violationsOf } from '../support/doctor.js';
import { given } from '../support/given.js';
import {
  type GoodAnswer,
  MISBEHAVIOURS,
  type MisbehavingServer,
  startMisbehavingServer,
  well,
} from '../support/misbehaving-server.js';
import { type ModeratorBrowser, signedInAs } from '../support/moderators.js';
import { startWorker, stateOf, type TestWorker, verdictsOf } from '../support/screening.js';

/** Stores and processes are started; a busy machine takes its time. */
jest.setTimeout(60_000);

let database: TestDatabase;
let rows: ReturnType<typeof given>;
let server: MisbehavingServer;
let worker: TestWorker;
let app: TestApp;
let moderator: ModeratorBrowser;

beforeAll(async () => {
  database = await createTestDatabase();
  rows = given(database.dataSource);
  server = await startMisbehavingServer();
  app = await startApp({ databaseUrl: database.url });
  moderator = await signedInAs(app, database.dataSource, 'moderator');
});

afterAll(async () => {
  await app.close();
  await server.close();
  await database.destroy();
});

/** A worker of its own for each test: what its breaker remembers is forgotten. */
beforeEach(async () => {
  worker = await startWorker(database, {
    PROVIDER_ALLOW_PRIVATE: 'true',
    PROVIDER_ALLOW_HTTP: 'true',
    PROVIDER_TIMEOUT_MS: '1500',
    PROVIDER_WEBHOOK_URL: `${server.url}/moderate`,
    PROVIDER_WEBHOOK_SECRETS: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  });
});

afterEach(() => worker.close());

const labels = (values: Record<string, number>): GoodAnswer => ({
  type: 'application/json',
  body: JSON.stringify({ labels: values }),
});

const OPEN: Partial<Policy> = {
  first_held: 0,
  previously_approved: false,
  rules: [],
  providers: { webhook: { required: true, hold: 0.8, grants: [] } },
};

const down = () => server.behaves(MISBEHAVIOURS['says 500'] ?? well, labels({}));
const answers = (values: Record<string, number> = {}) => server.behaves(well, labels(values));

/** Held by a service that is down, under a policy that requires it. */
async function held(patch: Partial<Policy> = {}, body = `A remark ${Math.random()}.`): Promise<Submission> {
  down();
  const { id: siteId } = await rows.site();
  await rows.policy(siteId, { ...OPEN, ...patch });
  const submission = await rows.submission({ siteId, body });
  worker.enqueue(submission);
  expect((await worker.verdictOf(submission)).outcome).toBe('hold');
  return submission;
}

const rowOf = async ({ id }: Submission) => {
  const [row]: { tries: number; ending: string | null; minutes: number }[] = await database.dataSource.query(
    `select tries, ending, round(extract(epoch from due_at - now()) / 60)::int as minutes from recheck
      where submission_id = $1`,
    [id],
  );
  return row;
};

/** Looks again at this submission now, as if its time had come. */
async function lookAgain({ id }: Submission): Promise<void> {
  await database.dataSource.query(
    `update recheck set due_at = case when submission_id = $1 then now() else now() + interval '1 day' end
      where ended_at is null`,
    [id],
  );
  expect(await worker.app.get(RecheckSubmissions, { strict: false }).recheck()).toBe(1);
}

describe('a submission that was held because a service did not answer', () => {
  it('is looked at after a minute, and approved when nothing speaks against it', async () => {
    const submission = await held();
    expect(await rowOf(submission)).toEqual({ tries: 0, ending: null, minutes: 1 });
    answers({ spam: 0.1 });
    await lookAgain(submission);
    expect(await stateOf(database.dataSource, submission)).toEqual(['approved', 'default']);
    expect(await rowOf(submission)).toMatchObject({ tries: 1, ending: 'approved' });
    const verdicts = await verdictsOf(database.dataSource, submission);
    expect(verdicts.map(({ outcome, recheck }) => `${outcome} ${recheck}`).sort()).toEqual([
      'approve true',
      'hold false',
    ]);
    const detail = await moderator.get(`/review/submissions/${submission.id}`);
    expect(detail.json<ReviewItemDetail>()).toMatchObject({
      state: 'approved',
      version: 3,
      history: [
        { act: 'hold', fromState: 'received', toState: 'held' },
        { act: 'approve', fromState: 'held', toState: 'approved', by: { kind: 'machine' } },
      ],
    });
    await expect(examine(database.dataSource, SETTINGS)).resolves.toMatchObject({ balanced: true });
  });

  it('is looked at after 1, 5, 20 and 60 minutes, and then left to people', async () => {
    const submission = await held();
    for (const minutes of [4, 15, 40]) {
      await lookAgain(submission);
      expect(await rowOf(submission)).toMatchObject({ ending: null, minutes });
    }
    await lookAgain(submission);
    expect(await rowOf(submission)).toMatchObject({ tries: 4, ending: 'no-answer' });
    expect(await stateOf(database.dataSource, submission)).toEqual(['held', 'provider-unavailable']);
  });

  it('stays held when the answer speaks against it, or something else does by now', async () => {
    const [flagged, closed] = [await held(), await held()];
    answers({ abuse: 0.9 });
    await lookAgain(flagged);
    answers();
    await database.dataSource.query(`update thread set closed = true where id = $1`, [closed.threadId]);
    await lookAgain(closed);
    for (const submission of [flagged, closed]) {
      expect(await rowOf(submission)).toMatchObject({ ending: 'held' });
      expect(await stateOf(database.dataSource, submission)).toEqual(['held', 'provider-unavailable']);
      expect(await verdictsOf(database.dataSource, submission)).toHaveLength(1);
    }
  });

  it('is left to people once they touched it, and once the policy is another one', async () => {
    const [rejected, undone, changed] = [await held(), await held(), await held()];
    const send = (submission: Submission, what: string, body: object) =>
      moderator.send('POST', `/review/submissions/${submission.id}/${what}`, body);
    for (const submission of [rejected, undone])
      await send(submission, 'decisions', { act: 'reject', reason: 'abuse', version: 2 });
    await send(undone, 'undo', { version: 3 });
    await rows.policy(changed.siteId, { max_links: 7 });
    answers();
    for (const submission of [rejected, undone, changed]) await lookAgain(submission);
    expect(await stateOf(database.dataSource, rejected)).toEqual(['rejected', 'abuse']);
    expect((await stateOf(database.dataSource, undone))[0]).toBe('held');
    expect((await stateOf(database.dataSource, changed))[0]).toBe('held');
    const endings = await Promise.all([rejected, undone, changed].map(rowOf));
    expect(endings.map((row) => row?.ending)).toEqual(['decided', 'decided', 'policy-changed']);
  });

  it('is not looked at again when there was another reason to hold it', async () => {
    const submission = await held({ max_links: 1 }, 'https://a.example/ and https://b.example/');
    expect(await rowOf(submission)).toBeUndefined();
  });

  it('has one outcome when a person decides at the same moment', async () => {
    const submission = await held();
    answers();
    const [decided] = await Promise.all([
      moderator.send('POST', `/review/submissions/${submission.id}/decisions`, {
        act: 'reject',
        reason: 'abuse',
        version: 2,
      }),
      lookAgain(submission),
    ]);
    const [state] = await stateOf(database.dataSource, submission);
    expect(state).toBe(decided.statusCode === 200 ? 'rejected' : 'approved');
    await expect(examine(database.dataSource, SETTINGS)).resolves.toMatchObject({ balanced: true });
  });

  it('can be decided by people after it was approved, and taken back', async () => {
    const submission = await held();
    answers();
    await lookAgain(submission);
    const path = `/review/submissions/${submission.id}`;
    const body = { act: 'reject', reason: 'abuse', version: 3 };
    expect((await moderator.send('POST', `${path}/decisions`, body)).statusCode).toBe(200);
    expect((await moderator.send('POST', `${path}/undo`, { version: 4 })).statusCode).toBe(200);
    expect((await stateOf(database.dataSource, submission))[0]).toBe('approved');
    await expect(examine(database.dataSource, SETTINGS)).resolves.toMatchObject({ balanced: true });
  });

  it('is told to the site as held before', async () => {
    const submission = await held();
    answers();
    await lookAgain(submission);
    await database.dataSource.query(
      `update site set webhook_url = 'https://news.example/hook', webhook_secret = 'whsec_x' where id = $1`,
      [submission.siteId],
    );
    const verdicts = await verdictsOf(database.dataSource, submission);
    const recordId = verdicts.find(({ recheck }) => recheck)?.id ?? '';
    const loaded = await loadMessage(database.dataSource.manager, {
      submissionId: submission.id,
      recordId,
    } as Parameters<typeof loadMessage>[1]);
    expect(loaded).toMatchObject({
      message: { event: { data: { state: 'approved', previousState: 'held', version: 3, by: 'machine' } } },
    });
    await database.dataSource.query(
      `update site set webhook_url = null, webhook_secret = null where id = $1`,
      [submission.siteId],
    );
  });

  it('is found by the doctor when it was approved for anything else', async () => {
    const submission = await held();
    answers();
    await lookAgain(submission);
    const on = patient(database);
    const found = async () =>
      violationsOf(await examine(database.dataSource, SETTINGS), 'machine-never-overrules-a-person');
    await on.damage(
      `update verdict set matched = '{provider-unavailable,links}' where submission_id = $1 and not recheck`,
      [submission.id],
    );
    expect(await found()).toEqual([`submission ${submission.number}`]);
    await on.damage(
      `update verdict set matched = '{provider-unavailable}' where submission_id = $1 and not recheck`,
      [submission.id],
    );
    await on.damage(`update verdict set recheck = false where submission_id = $1`, [submission.id]);
    expect(await found()).toEqual([`submission ${submission.number}`]);
  });
});
