import type { DecisionResult } from '../../src/contract/review-api.js';
import { RecordDecisions } from '../../src/review/record-decisions.js';
import { startApp, type TestApp } from '../support/app.js';
import { bulkOf, makeBulk, manyHeld, startRunner, untilEnded } from '../support/bulks.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { mustBalance } from '../support/doctor.js';
import { effectsOf, siteWithWebhook } from '../support/effects.js';
import { given } from '../support/given.js';
import { type ModeratorBrowser, signedInAs } from '../support/moderators.js';

/** Stores and processes are started; a busy machine takes its time. */
jest.setTimeout(60_000);

let database: TestDatabase;
let app: TestApp;
let rows: ReturnType<typeof given>;
let ada: ModeratorBrowser;
let siteId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startApp({ databaseUrl: database.url });
  rows = given(database.dataSource);
  ada = await signedInAs(app, database.dataSource, 'moderator');
  siteId = (await siteWithWebhook(database.dataSource, 'https://news.example/hook')).site.id;
});

afterEach(async () => {
  await mustBalance(database);
});

afterAll(async () => {
  await app.close();
  await database.destroy();
});

const decide = async (id: string, version: number) =>
  (
    await ada.send('POST', `/review/submissions/${id}/decisions`, { act: 'approve', version })
  ).json<DecisionResult>();

const undo = (id: string, version: number) => ada.send('POST', `/review/submissions/${id}/undo`, { version });

/** State and seconds of waiting of what is told of a submission, oldest first, without the verdict's. */
async function waits(submission: { id: string }) {
  const effects = await effectsOf(database.dataSource, submission);
  return effects
    .slice(1)
    .map(({ state, createdAt, dueAt }) => `${state} ${(dueAt.getTime() - createdAt.getTime()) / 1_000}`);
}

const endWait = (id: string) =>
  database.dataSource.query(
    `update outbox set due_at = created_at where submission_id = $1 and state = 'pending'`,
    [id],
  );

describe('what is told outside', () => {
  it('waits 5 seconds after a decision, while the comment is public at once; a verdict does not wait', async () => {
    const held = await rows.heldSubmission({ siteId });
    const [verdict] = await effectsOf(database.dataSource, held);
    expect(verdict?.dueAt).toEqual(verdict?.createdAt);
    await decide(held.id, 2);
    expect(await waits(held)).toEqual(['pending 5']);
    expect(
      await database.dataSource.query('select 1 as n from comment where submission_id = $1', [held.id]),
    ).toEqual([{ n: 1 }]);
  });

  it('is never told when the decision is taken back in that time', async () => {
    const held = await rows.heldSubmission({ siteId });
    const { version } = await decide(held.id, 2);
    expect((await undo(held.id, version)).statusCode).toBe(200);
    expect(await waits(held)).toEqual(['cancelled 5', 'cancelled 5']);
    await decide(held.id, version + 1);
    expect(await waits(held)).toEqual(['cancelled 5', 'cancelled 5', 'pending 5']);
  });

  it('is told of both when it is taken back later', async () => {
    const held = await rows.heldSubmission({ siteId });
    const { version } = await decide(held.id, 2);
    await endWait(held.id);
    expect((await undo(held.id, version)).statusCode).toBe(200);
    expect((await effectsOf(database.dataSource, held)).map(({ state }) => state)).toEqual([
      'pending',
      'pending',
      'pending',
    ]);
  });

  it('is told of both when a try of it has begun', async () => {
    const held = await rows.heldSubmission({ siteId });
    const { version } = await decide(held.id, 2);
    await database.dataSource.query(`update outbox set queued_at = now() where submission_id = $1`, [
      held.id,
    ]);
    await undo(held.id, version);
    expect(await waits(held)).toEqual(['pending 5', 'pending 5']);
  });

  it('waits 30 seconds after a decision for many, and is never told when all are taken back in that time', async () => {
    const { items } = await manyHeld(database.dataSource, siteId, 3);
    const runner = startRunner(database);
    try {
      const bulk = await makeBulk(ada, { act: 'approve', items, expected: 3 });
      await untilEnded(ada, bulk.id);
      for (const item of items) expect(await waits(item)).toEqual(['pending 30']);
      await ada.send('POST', `/review/bulk/${bulk.id}/undo`);
      await untilEnded(ada, (await bulkOf(ada, bulk.id)).undoneBy ?? '');
      for (const item of items) expect(await waits(item)).toEqual(['cancelled 30', 'cancelled 30']);
    } finally {
      await runner.stop();
    }
    const cluster = await manyHeld(database.dataSource, siteId, 1);
    const moderatorId = ada.session.moderator.id;
    const alike = { items: cluster.items, moderatorId, reject: null, note: null };
    await new RecordDecisions(database.dataSource).record(alike);
    expect(await waits(cluster.items[0] ?? { id: '' })).toEqual(['pending 30']);
  });
});
