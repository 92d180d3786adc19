import type { AgreementFigures, TodayFigures } from '../../src/contract/desk-api.js';
import type { SampleAnswered, SampleHand } from '../../src/contract/samples-api.js';
import type { Moderator } from '../../src/domain/moderator.entity.js';
import { Submission } from '../../src/domain/submission.entity.js';
import { drawSamples } from '../../src/review/samples/draw-samples.js';
import { startApp, type TestApp } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { mustBalance } from '../support/doctor.js';
import { given } from '../support/given.js';
import { luckyIds } from '../support/lucky-ids.js';
import { type ModeratorBrowser, signedInAs } from '../support/moderators.js';

let database: TestDatabase;
let app: TestApp;
let rows: ReturnType<typeof given>;
let ann: ModeratorBrowser;
let ben: ModeratorBrowser;
let cleo: ModeratorBrowser;

beforeEach(async () => {
  database = await createTestDatabase();
  app = await startApp({ databaseUrl: database.url });
  rows = given(database.dataSource);
  ann = await signedInAs(app, database.dataSource, 'moderator');
  ben = await signedInAs(app, database.dataSource, 'moderator');
  cleo = await signedInAs(app, database.dataSource, 'moderator');
});

afterEach(async () => {
  await mustBalance(database);
  await app.close();
  await database.destroy();
});

/** Draws, and chance is for it. */
async function drawAll(): Promise<void> {
  await luckyIds(database);
  await drawSamples(database.dataSource, 5);
}

const hand = async (who: ModeratorBrowser, want = 2): Promise<SampleHand> =>
  (await who.send('POST', '/review/samples', { want })).json();

/** Lets somebody answer what is next for them. */
async function answers(who: ModeratorBrowser, choice: string): Promise<SampleAnswered> {
  const { items } = await hand(who, 1);
  const answer = await who.send('POST', `/review/samples/${items[0]?.id}/answer`, { choice });
  expect(answer.statusCode).toBe(200);
  return answer.json();
}

const stored = (id: string) => database.dataSource.getRepository(Submission).findOneByOrFail({ id });

async function decides(who: ModeratorBrowser, { id }: Pick<Submission, 'id'>, body: object): Promise<void> {
  const { version } = await stored(id);
  const answer = await who.send('POST', `/review/submissions/${id}/decisions`, { version, ...body });
  expect(answer.statusCode).toBe(200);
}

const open = (): Promise<{ kind: string; expected: string }[]> =>
  database.dataSource.query('select kind, expected from sample where answered_at is null order by 1, 2');

describe('what is drawn', () => {
  it('is what the machine or a person decided and what still stands, once', async () => {
    await rows.settled('approve');
    await rows.settled('approve', {}, [], { score: 1 });
    await rows.settled('reject');
    const held = await rows.heldSubmission();
    await rows.heldSubmission();
    await decides(ann, held, { act: 'reject', reason: 'abuse' });
    await drawAll();
    const drawn = [
      { kind: 'audit', expected: 'approved' },
      { kind: 'audit', expected: 'approved' },
      { kind: 'audit', expected: 'other' },
      { kind: 'double', expected: 'abuse' },
    ];
    expect(await open()).toEqual(drawn);
    await drawAll();
    expect(await open()).toEqual(drawn);
  });

  it('is so many percent of all, and nothing where it is switched off', async () => {
    for (let n = 0; n < 200; n++) await rows.settled('approve');
    expect(await drawSamples(database.dataSource, 0)).toBe(0);
    const expected: [{ count: number }] = await database.dataSource.query(
      `select count(*)::int from verdict where id < '0ccccccc-0000-0000-0000-000000000000'`,
    );
    expect(await drawSamples(database.dataSource, 5)).toBe(Math.min(20, expected[0].count));
  });

  it('is more often what was published although something spoke against it', async () => {
    const unsure = await rows.settled('approve', {}, [], { score: 2 });
    await rows.settled('approve');
    await luckyIds(database, '20000000');
    await drawSamples(database.dataSource, 5);
    expect(await database.dataSource.query('select kind, submission_id from sample')).toEqual([
      { kind: 'uncertain', submission_id: unsure.id },
    ]);
  });

  it('never becomes a second queue', async () => {
    for (let n = 0; n < 30; n++) await rows.settled('approve');
    await drawAll();
    expect(await open()).toHaveLength(20);
  });

  it('goes when somebody decides anew, and after two weeks', async () => {
    const [one, two] = [await rows.settled('approve'), await rows.settled('approve')];
    await drawAll();
    await decides(ann, one, { act: 'spam' });
    await database.dataSource.query(
      `update sample set asked_at = now() - interval '15 days' where submission_id = $1`,
      [two.id],
    );
    await drawSamples(database.dataSource, 0);
    expect(await open()).toEqual([]);
  });

  it('is nothing that nobody could look at with fresh eyes', async () => {
    await database.dataSource.query(`update moderator set switched_off_at = now() where id <> $1`, [
      (await ann.get('/session')).json<{ moderator: Moderator }>().moderator.id,
    ]);
    await decides(ann, await rows.heldSubmission(), { act: 'approve' });
    await drawAll();
    expect(await open()).toEqual([]);
  });
});

describe('who looks again', () => {
  it('sees the comment and its conversation, and nothing of what became of it', async () => {
    const thread = await rows.thread({ title: '橋の記事' });
    const parent = await rows.approvedComment({ threadId: thread.id, body: 'First.' });
    const held = await rows.heldSubmission({
      ...{ threadId: thread.id, parentNumber: Number(parent.id), name: 'Bea', body: 'そうです。' },
    });
    await decides(ann, held, { act: 'reject', reason: 'abuse', note: 'A secret note.' });
    await database.dataSource.query('delete from sample');
    await drawAll();
    await database.dataSource.query(`delete from sample where kind <> 'double'`);
    const answer = await ben.send('POST', '/review/samples', {});
    expect(answer.json<SampleHand>()).toMatchObject({
      waiting: 1,
      items: [
        {
          submission: {
            author: 'Bea',
            text: 'そうです。',
            authorLanguage: 'ja',
            thread: { title: '橋の記事' },
            parents: [{ text: 'First.' }],
          },
        },
      ],
    });
    expect(answer.body).not.toMatch(/abuse|rejected|secret|double|expected|version|state/);
  });

  it('has not decided on it, and has it alone for a while', async () => {
    await decides(ann, await rows.heldSubmission(), { act: 'approve' });
    await drawAll();
    expect(await hand(ann)).toMatchObject({ waiting: 0, items: [] });
    expect((await hand(ben)).items).toHaveLength(1);
    expect(await hand(cleo)).toMatchObject({ waiting: 0, items: [] });
    expect((await hand(ben)).items).toHaveLength(1);
    await database.dataSource.query(`update sample set until = now() - interval '1 second'`);
    expect((await hand(cleo)).items).toHaveLength(1);
  });

  it('may leave it to somebody else', async () => {
    await rows.settled('approve');
    await drawAll();
    const { items } = await hand(ben);
    expect((await ben.send('POST', `/review/samples/${items[0]?.id}/pass`, {})).statusCode).toBe(204);
    expect((await ben.get('/review/samples/count')).json()).toEqual({ waiting: 0 });
    expect((await hand(cleo)).items).toHaveLength(1);
  });

  it.each(['approved', 'spam'])(
    'finds the machine right where both say %s, and nothing changes',
    async (choice) => {
      const settled = await rows.settled(choice === 'approved' ? 'approve' : 'reject');
      await drawAll();
      expect(await answers(ben, choice)).toMatchObject({
        before: { by: 'machine', choice: choice === 'approved' ? 'approved' : 'other' },
        agreed: true,
        led: 'none',
      });
      expect(await stored(settled.id)).toMatchObject({ version: settled.version });
    },
  );

  it('overrules the machine at once, and can take it back', async () => {
    const settled = await rows.settled('approve');
    await drawAll();
    const { id, ...came } = await answers(ben, 'abuse');
    expect(came).toEqual({ before: { by: 'machine', choice: 'approved' }, agreed: false, led: 'changed' });
    expect(await stored(settled.id)).toMatchObject({ state: 'rejected', reason: 'abuse' });
    expect((await ben.send('POST', `/review/samples/${id}/undo`, {})).statusCode).toBe(200);
    expect(await stored(settled.id)).toMatchObject({ state: 'approved' });
    expect((await hand(ben)).items.map((item) => item.id)).toEqual([id]);
    expect(await answers(ben, 'approved')).toMatchObject({ agreed: true });
  });

  it('does not overrule a colleague: a third person does, or does not', async () => {
    const held = await rows.heldSubmission();
    await decides(ann, held, { act: 'approve' });
    await drawAll();
    const { id, ...came } = await answers(ben, 'abuse');
    expect(came).toEqual({ before: { by: 'person', choice: 'approved' }, agreed: false, led: 'third' });
    expect(await stored(held.id)).toMatchObject({ state: 'approved' });
    expect(await open()).toEqual([{ kind: 'third', expected: 'approved' }]);
    expect((await hand(ben)).items).toEqual([]);
    // Taken back: nobody is asked any more; given again, somebody is.
    expect((await ben.send('POST', `/review/samples/${id}/undo`, {})).statusCode).toBe(200);
    expect(await open()).toEqual([{ kind: 'double', expected: 'approved' }]);
    await answers(ben, 'abuse');
    const third = await answers(cleo, 'abuse');
    expect(third).toMatchObject({ agreed: false, led: 'changed' });
    expect(await stored(held.id)).toMatchObject({ state: 'rejected', reason: 'abuse' });
    expect((await ben.send('POST', `/review/samples/${id}/undo`, {})).statusCode).toBe(409);
  });

  it('cannot answer twice, for somebody else, or what was decided meanwhile', async () => {
    const [one, two] = [await rows.settled('approve'), await rows.settled('approve')];
    await drawAll();
    const { items } = await hand(ben);
    const answer = (who: ModeratorBrowser, at: number) =>
      who.send('POST', `/review/samples/${items[at]?.id}/answer`, { choice: 'spam' });
    expect((await answer(cleo, 0)).statusCode).toBe(409);
    const first = items[0]?.submission.id;
    const other = [one, two].find(({ id }) => id !== first) as Submission;
    expect((await answer(ben, 0)).statusCode).toBe(200);
    expect((await answer(ben, 0)).statusCode).toBe(409);
    await decides(ann, other, { act: 'reject', reason: 'other' });
    const late = await answer(ben, 1);
    expect([late.statusCode, late.json<{ detail: string }>().detail]).toEqual([
      409,
      'Somebody else was faster with this comment. Nothing of your answer was kept.',
    ]);
    expect(await stored(other.id)).toMatchObject({ reason: 'other' });
    const unknown = await ben.send('POST', '/review/samples/no-id/answer', { choice: 'spam' });
    expect(unknown.statusCode).toBe(404);
    const wrong = await ben.send('POST', `/review/samples/${items[1]?.id}/answer`, { choice: 'hm' });
    expect(wrong.statusCode).toBe(400);
  });

  it('is asked again what people agreed on long ago, and changes nothing by that', async () => {
    for (let n = 0; n < 40; n++) await decides(ann, await rows.heldSubmission(), { act: 'approve' });
    await drawAll();
    await answers(ben, 'approved');
    await database.dataSource.query('delete from sample where answered_at is null');
    await drawSamples(database.dataSource, 1);
    await database.dataSource.query(`delete from sample where answered_at is null and kind <> 'golden'`);
    expect(await open()).toEqual([{ kind: 'golden', expected: 'approved' }]);
    expect((await hand(ann)).items).toEqual([]);
    expect((await hand(ben)).items).toEqual([]);
    expect(await answers(cleo, 'spam')).toMatchObject({
      before: { by: 'known' },
      agreed: false,
      led: 'none',
    });
    const figures: AgreementFigures = (await ann.get('/review/figures/agreement')).json();
    expect(figures.golden).toMatchObject({ value: 0, of: 1 });
    expect(figures.blind.overall).toMatchObject({ pairs: 1, agreed: 1 });
    expect(figures.again.overall).toMatchObject({ pairs: 0 });
  });
});

it('tells how often the machine is wrong among what was drawn at random', async () => {
  for (let n = 0; n < 3; n++) await rows.settled('approve');
  await drawAll();
  await answers(ben, 'approved');
  await answers(ben, 'approved');
  await answers(ben, 'abuse');
  const figures: TodayFigures = (await ann.get('/review/figures/today?zone=UTC')).json();
  expect(figures.all.automation.audited).toMatchObject({ of: 3 });
  expect(figures.all.automation.audited?.value).toBeCloseTo(1 / 3);
});
