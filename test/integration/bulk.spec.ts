import type { BulkItems, BulkList, BulkMatching, BulkView } from '../../src/contract/bulk-api.js';
import type { Problem } from '../../src/contract/review-api.js';
import type { Site } from '../../src/domain/site.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { bulkOf, makeBulk, manyHeld, type Picked, startRunner, untilEnded } from '../support/bulks.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { mustBalance } from '../support/doctor.js';
import { eventually } from '../support/eventually.js';
import { given } from '../support/given.js';
import { type ModeratorBrowser, signedInAs } from '../support/moderators.js';

/** Stores and processes are started; a busy machine takes its time. */
jest.setTimeout(120_000);

let database: TestDatabase;
let app: TestApp;
let rows: ReturnType<typeof given>;
let site: Site;
let ada: ModeratorBrowser;
let ben: ModeratorBrowser;
let lead: ModeratorBrowser;
let viewer: ModeratorBrowser;
const runners: { stop: () => Promise<void> }[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startApp({ databaseUrl: database.url });
  rows = given(database.dataSource);
  site = await rows.site();
  const as = (role: 'viewer' | 'moderator' | 'lead') => signedInAs(app, database.dataSource, role);
  [ada, ben, lead, viewer] = [
    await as('moderator'),
    await as('moderator'),
    await as('lead'),
    await as('viewer'),
  ];
});

afterEach(async () => {
  for (const runner of runners.splice(0)) await runner.stop();
  await database.dataSource.query(
    `update bulk set state = 'cancelled', finished_at = now(), lease = null where finished_at is null`,
  );
  await mustBalance(database);
});

afterAll(async () => {
  await app.close();
  await database.destroy();
});

const sql = (text: string, values: unknown[] = []) => database.dataSource.query(text, values);
const run = (percent?: number) => runners.push(startRunner(database, percent));
const held = (count: number) => manyHeld(database.dataSource, site.id, count);

const statesOf = async (items: readonly Picked[]) => {
  const found: { state: string; version: number; n: number }[] = await sql(
    `select state, version, count(*)::int as n from submission where id = any($1::uuid[]) group by 1, 2 order by 1, 2`,
    [items.map(({ id }) => id)],
  );
  return found.map(({ state, version, n }) => `${n} ${state} v${version}`);
};

const refusal = async (who: ModeratorBrowser, path: string, body?: object) => {
  const answer = await who.send('POST', path, body);
  return [answer.statusCode, answer.json<Problem>()] as const;
};

describe('a bulk decision', () => {
  it('rejects what was picked, with reason and note, and says how far it is', async () => {
    const { items } = await held(12);
    const bulk = await makeBulk(ada, { act: 'reject', reason: 'abuse', note: 'raid', items, expected: 12 });
    expect(bulk).toMatchObject({ state: 'queued', total: 12, recorded: 0, filter: null, undoUntil: null });
    expect(bulk.may).toEqual({ approve: false, cancel: true, undo: false });
    run();
    const end = await untilEnded(ada, bulk.id);
    expect(end).toMatchObject({ state: 'done', recorded: 12, conflicts: 0, unknown: 0 });
    expect(end.may).toEqual({ approve: false, cancel: false, undo: true });
    expect(await statesOf(items)).toEqual(['12 rejected v3']);
    const [row] = await sql(
      `select count(*)::int as n, min(reason) as reason, min(note) as note, min(act) as act from decision
        where submission_id = any($1::uuid[]) and moderator_id = $2`,
      [items.map(({ id }) => id), ada.session.moderator.id],
    );
    expect(row).toEqual({ n: 12, reason: 'abuse', note: 'raid', act: 'reject' });
  });

  it('is about exactly what a filter found when it was made', async () => {
    const { thread, items } = await held(7);
    const filter = { queue: 'held', thread: thread.key };
    const matching = await ada.get(`/review/bulk/matching?queue=held&thread=${thread.key}`);
    expect(matching.json<BulkMatching>()).toEqual({ count: 7, more: false });
    const bulk = await makeBulk(ada, { act: 'approve', filter, expected: 7 });
    const late = await rows.heldSubmission({ threadId: thread.id });
    run();
    expect(await untilEnded(ada, bulk.id)).toMatchObject({ total: 7, recorded: 7, filter });
    expect(await statesOf(items)).toEqual(['7 approved v3']);
    expect(await statesOf([late])).toEqual(['1 held v2']);
    const [shown] = await sql('select count(*)::int as n from comment where thread_id = $1', [thread.id]);
    expect(shown).toEqual({ n: 7 });
  });

  it('is refused when there is more by now than was on screen, with the true number', async () => {
    const { thread } = await held(5);
    const wish = { act: 'spam', filter: { thread: thread.key }, expected: 4 };
    expect(await refusal(ada, '/review/bulk', wish)).toMatchObject([409, { count: 5, more: false }]);
    expect(await sql('select 1 from bulk where total = 0')).toEqual([]);
    expect(await makeBulk(ada, { ...wish, expected: 9 })).toMatchObject({ total: 5 });
    const nothing = { ...wish, filter: { thread: thread.key, q: 'nowhere' } };
    expect((await refusal(ada, '/review/bulk', nothing))[0]).toBe(409);
  });

  it('needs the number typed above 100', async () => {
    const { thread } = await held(101);
    const wish = { act: 'spam', filter: { thread: thread.key }, expected: 101 };
    for (const typed of [undefined, 100])
      expect(await refusal(ada, '/review/bulk', { ...wish, typed })).toMatchObject([
        400,
        { errors: [{ field: 'typed' }] },
      ]);
    expect(await makeBulk(ada, { ...wish, typed: 101 })).toMatchObject({ state: 'queued', total: 101 });
    expect(
      await makeBulk(ada, {
        ...wish,
        filter: { thread: thread.key, language: 'en' },
        expected: 200,
        typed: 200,
      }),
    ).toMatchObject({ state: 'queued' });
  });

  it.each([
    ['neither items nor filter', { act: 'approve', expected: 1 }, 'items'],
    ['another number than that of its items', { act: 'approve', items: 'ONE', expected: 2 }, 'expected'],
    ['an unknown filter', { act: 'approve', filter: { colour: 'red' }, expected: 1 }, 'filter.colour'],
    ['more than 50,000', { act: 'approve', filter: {}, expected: 50_001 }, 'expected'],
    ['a way that leads nowhere', { act: 'spam', filter: { queue: 'rejected' }, expected: 1 }, 'filter.queue'],
  ])('is refused with %s', async (_what, wish, field) => {
    const items = [{ id: '0b8fdcb2-93d8-4d8c-8a86-4f3f6f2f5d0e', version: 1 }];
    const body = 'items' in wish ? { ...wish, items } : wish;
    const [status, { errors }] = await refusal(ada, '/review/bulk', body);
    expect([status, errors?.[0]?.field]).toEqual([400, field]);
  });

  it('is for moderators', async () => {
    const { items } = await held(1);
    for (const path of [
      '/review/bulk',
      '/review/bulk/x/approve',
      '/review/bulk/x/cancel',
      '/review/bulk/x/undo',
    ])
      expect((await refusal(viewer, path, { act: 'approve', items, expected: 1 }))[0]).toBe(403);
    expect((await viewer.get('/review/bulk')).statusCode).toBe(403);
    for (const path of ['/review/bulk/x', '/review/bulk/0b8fdcb2-93d8-4d8c-8a86-4f3f6f2f5d0e/items'])
      expect((await ada.get(path)).statusCode).toBe(404);
  });

  it('leaves alone what was decided since, and tells who decided what', async () => {
    const { items } = await held(6);
    const [first, second] = items;
    if (first === undefined || second === undefined) throw new Error('no items');
    const stranger = { id: '0b8fdcb2-93d8-4d8c-8a86-4f3f6f2f5d0e', version: 1 };
    await ben.send('POST', `/review/submissions/${first.id}/decisions`, { act: 'approve', version: 2 });
    const bulk = await makeBulk(ada, { act: 'spam', items: [...items, stranger], expected: 7 });
    await ben.send('POST', `/review/submissions/${second.id}/decisions`, { act: 'reject', version: 2 });
    run();
    expect(await untilEnded(ada, bulk.id)).toMatchObject({ recorded: 4, conflicts: 2, unknown: 1 });
    const page = (await ada.get(`/review/bulk/${bulk.id}/items?outcome=conflict&limit=1`)).json<BulkItems>();
    const by = ben.session.moderator.name;
    expect(page.items).toMatchObject([{ id: first.id, state: 'approved', last: { act: 'approve', by } }]);
    const rest = await ada.get(`/review/bulk/${bulk.id}/items?outcome=conflict&cursor=${page.next ?? ''}`);
    expect(rest.json<BulkItems>()).toMatchObject({ items: [{ id: second.id, last: { act: 'reject', by } }] });
    const unknown = await ada.get(`/review/bulk/${bulk.id}/items?outcome=unknown`);
    expect(unknown.json<BulkItems>().items).toMatchObject([{ id: stranger.id, number: null, last: null }]);
  });

  it('of more than five by one person must wait', async () => {
    const { items } = await held(1);
    for (let n = 0; n < 5; n++) await makeBulk(ada, { act: 'spam', items, expected: 1 });
    expect((await refusal(ada, '/review/bulk', { act: 'spam', items, expected: 1 }))[0]).toBe(409);
    expect(await makeBulk(ben, { act: 'spam', items, expected: 1 })).toMatchObject({ state: 'queued' });
  });
});

describe('above 1,000', () => {
  it('a second person lets it begin, and nobody else', async () => {
    const { thread, items } = await held(1_001);
    const wish = { act: 'spam', filter: { thread: thread.key }, expected: 1_001, typed: 1_001 };
    const bulk = await makeBulk(ada, wish);
    expect(bulk).toMatchObject({ state: 'waiting_for_second', may: { approve: false } });
    run();
    expect((await refusal(ada, `/review/bulk/${bulk.id}/approve`))[0]).toBe(403);
    expect((await ada.get('/review/bulk')).json<BulkList>()).toMatchObject({ waitingForMe: 0 });
    const seen = (await ben.get('/review/bulk')).json<BulkList>();
    expect(seen.waitingForMe).toBe(1);
    expect(seen.bulks[0]).toMatchObject({ id: bulk.id, may: { approve: true, cancel: false } });
    expect(await statesOf(items)).toEqual(['1001 held v2']);
    const approved = await ben.send('POST', `/review/bulk/${bulk.id}/approve`);
    expect(approved.json<BulkView>()).toMatchObject({ approvedBy: ben.session.moderator.name });
    expect(await untilEnded(ada, bulk.id)).toMatchObject({ state: 'done', recorded: 1_001 });
    expect((await refusal(lead, `/review/bulk/${bulk.id}/approve`))[0]).toBe(409);
    expect(await statesOf(items)).toEqual(['1001 rejected v3']);
  });
});

describe('cancelling', () => {
  it('ends it after the batch under way, and what was done stays and can be taken back', async () => {
    const { thread, items } = await held(450);
    const bulk = await makeBulk(ada, {
      act: 'spam',
      filter: { thread: thread.key },
      expected: 450,
      typed: 450,
    });
    run(1);
    await eventually('a batch is done', async () => (await bulkOf(ada, bulk.id)).recorded > 0);
    expect((await refusal(ben, `/review/bulk/${bulk.id}/cancel`))[0]).toBe(403);
    expect((await refusal(ada, `/review/bulk/${bulk.id}/undo`))[0]).toBe(409);
    const answer = await ada.send('POST', `/review/bulk/${bulk.id}/cancel`);
    expect(answer.json<BulkView>()).toMatchObject({ state: 'cancelled', recorded: 200, may: { undo: true } });
    expect((await refusal(ada, `/review/bulk/${bulk.id}/cancel`))[0]).toBe(409);
    const undo = (await ada.send('POST', `/review/bulk/${bulk.id}/undo`)).json<BulkView>();
    expect(undo).toMatchObject({ act: 'undo', total: 200, undoOf: bulk.id });
    for (const runner of runners.splice(0)) await runner.stop();
    run();
    expect(await untilEnded(ada, undo.id)).toMatchObject({ recorded: 200 });
    expect(await statesOf(items)).toEqual(['250 held v2', '200 held v4']);
  });
});

describe('taking back', () => {
  const done = async (count: number) => {
    const { items } = await held(count);
    const bulk = await makeBulk(ada, { act: 'spam', items, expected: count });
    run();
    await untilEnded(ada, bulk.id);
    return { items, bulk };
  };

  it('brings everything back that is still as it was left, and tells the rest', async () => {
    const { items, bulk } = await done(5);
    const [first] = items;
    if (first === undefined) throw new Error('no items');
    await ben.send('POST', `/review/submissions/${first.id}/decisions`, { act: 'approve', version: 3 });
    const undo = (await ada.send('POST', `/review/bulk/${bulk.id}/undo`)).json<BulkView>();
    expect(await untilEnded(ada, undo.id)).toMatchObject({ recorded: 4, conflicts: 1 });
    expect(await statesOf(items)).toEqual(['1 approved v4', '4 held v4']);
    const [back] = await sql(`select reason from submission where id = $1`, [items[1]?.id]);
    expect(back).toEqual({ reason: 'first-comments' });
    expect(await bulkOf(ada, bulk.id)).toMatchObject({ undoneBy: undo.id, may: { undo: false } });
    for (const id of [bulk.id, undo.id]) expect((await refusal(ada, `/review/bulk/${id}/undo`))[0]).toBe(409);
  });

  it('is for who made it and for leads, within 24 hours', async () => {
    const { bulk } = await done(2);
    expect((await refusal(ben, `/review/bulk/${bulk.id}/undo`))[0]).toBe(403);
    await sql(`update bulk set finished_at = now() - interval '25 hours' where id = $1`, [bulk.id]);
    expect((await refusal(ada, `/review/bulk/${bulk.id}/undo`))[0]).toBe(409);
    expect(await bulkOf(ada, bulk.id)).toMatchObject({ may: { undo: false } });
    await sql(`update bulk set finished_at = now() - interval '23 hours' where id = $1`, [bulk.id]);
    expect((await lead.get('/review/bulk')).json<BulkList>().bulks.map(({ id }) => id)).toContain(bulk.id);
    expect((await lead.send('POST', `/review/bulk/${bulk.id}/undo`)).statusCode).toBe(201);
  });

  it('can be done again for what an undo that was cancelled left', async () => {
    const { items, bulk } = await done(3);
    for (const runner of runners.splice(0)) await runner.stop();
    const first = (await ada.send('POST', `/review/bulk/${bulk.id}/undo`)).json<BulkView>();
    await ada.send('POST', `/review/bulk/${first.id}/cancel`);
    const second = (await ada.send('POST', `/review/bulk/${bulk.id}/undo`)).json<BulkView>();
    run();
    expect(await untilEnded(ada, second.id)).toMatchObject({ total: 3, recorded: 3 });
    expect(await statesOf(items)).toEqual(['3 held v4']);
  });
});
