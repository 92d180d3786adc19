import type { Leases, ReviewPage } from '../../src/contract/review-api.js';
import { startApp, type TestApp } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { given } from '../support/given.js';
import { type ModeratorBrowser, signedInAs } from '../support/moderators.js';

let database: TestDatabase;
let app: TestApp;
let rows: ReturnType<typeof given>;
let ada: ModeratorBrowser;
let ben: ModeratorBrowser;
let lead: ModeratorBrowser;

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startApp({ databaseUrl: database.url });
  rows = given(database.dataSource);
  [ada, ben, lead] = [
    await signedInAs(app, database.dataSource, 'moderator'),
    await signedInAs(app, database.dataSource, 'moderator'),
    await signedInAs(app, database.dataSource, 'lead'),
  ];
});

afterAll(async () => {
  await app.close();
  await database.destroy();
});

const held = async (count: number) => {
  const site = await rows.site();
  const thread = await rows.thread({ siteId: site.id });
  for (let n = 0; n < count; n++) await rows.heldSubmission({ threadId: thread.id });
  const page = await ada.get(`/review/submissions?order=next&site=${site.key}`);
  return { site: site.key, items: page.json<ReviewPage>().items };
};

const lease = async (who: ModeratorBrowser, wish: object): Promise<Leases> => {
  const answer = await who.send('POST', '/review/leases', wish);
  expect([answer.statusCode, answer.statusCode === 200 ? '' : answer.body]).toEqual([200, '']);
  return answer.json<Leases>();
};

const idsOf = (items: readonly { id: string }[]) => items.map(({ id }) => id);

describe('leases', () => {
  it('hand out disjoint work in the order of the queue, and say who has what', async () => {
    const { site, items } = await held(8);
    const first = await lease(ada, { site, want: 3 });
    const second = await lease(ben, { site, want: 3 });
    expect(first.mine).toEqual(idsOf(items.slice(0, 3)));
    expect(second.mine).toEqual(idsOf(items.slice(3, 6)));
    expect(idsOf(second.others)).toEqual(first.mine);
  });

  it('share out what is hard to read while colleagues are at work, and hand it out alone otherwise', async () => {
    const { site, items } = await held(8);
    const ids = idsOf(items);
    await Promise.all([ada, ben, lead].map((who) => who.send('DELETE', '/review/leases')));
    await database.dataSource.query(
      `update submission set place = coalesce(place, '{"likelyFine": 0.5, "urgent": false}') || '{"severe": true}' where id = any($1)`,
      [ids.slice(0, 4)],
    );
    expect((await lease(ada, { site, want: 3 })).mine).toEqual(ids.slice(0, 3));
    await lease(ada, { site, want: 1, keep: ids.slice(0, 1) });
    expect((await lease(ben, { site, want: 3 })).mine).toEqual([ids[1], ids[4], ids[5]]);
    expect((await lease(lead, { site, want: 3 })).mine).toEqual([ids[2], ids[6], ids[7]]);
  });

  it('are never given to two, whoever asks at the same moment', async () => {
    const { site } = await held(20);
    const people = [ada, ben, lead];
    await Promise.all(people.map((who) => who.send('DELETE', '/review/leases')));
    const taken = await Promise.all(people.map((who) => lease(who, { site, want: 6 })));
    const all = taken.flatMap(({ mine }) => mine);
    expect(new Set(all).size).toBe(all.length);
    expect(all).toHaveLength(18);
  });

  it('are given back when they are kept no longer, decided, passed on or given up', async () => {
    const { site, items } = await held(6);
    const [one, two, three, four] = items.map(({ id }) => id);
    const [item] = items;
    expect((await lease(ada, { site, want: 3 })).mine).toEqual([one, two, three]);
    await ada.send('POST', `/review/submissions/${one}/decisions`, {
      act: 'approve',
      version: item?.version,
    });
    expect((await lease(ada, { site, want: 0, keep: [two, three] })).mine).toEqual([two, three]);
    await ada.send('POST', `/review/submissions/${two}/flags`, { kind: 'skip' });
    expect((await lease(ada, { site, want: 2, keep: [three] })).mine).toEqual([three, four]);
    await ada.send('DELETE', '/review/leases');
    expect((await lease(ben, { site, want: 3 })).mine).toEqual([two, three, four]);
  });

  it('end by themselves', async () => {
    const { site, items } = await held(1);
    expect((await lease(ada, { site })).mine).toHaveLength(1);
    await database.dataSource.query(`update review_lease set until = now() - interval '1 second'`);
    expect((await lease(ben, { site })).mine).toEqual(idsOf(items));
    expect((await lease(ada, { site })).mine).toEqual([]);
  });

  it('are taken over by a lead, and by nobody else', async () => {
    const { site, items } = await held(1);
    const [open] = idsOf(items);
    await lease(ada, { site, open, want: 1 });
    expect((await lease(ben, { site, open, takeOver: true, want: 0 })).mine).toEqual([]);
    expect((await lease(lead, { site, open, want: 0 })).mine).toEqual([]);
    expect((await lease(lead, { site, open, takeOver: true, want: 0 })).mine).toEqual([open]);
    expect((await lease(ada, { site, keep: [open], want: 1 })).mine).toEqual([]);
  });

  it('forbid nothing: a decision depends on the version alone', async () => {
    const { site, items } = await held(1);
    await lease(ada, { site });
    const { id, version } = items[0] ?? { id: '', version: 0 };
    const answer = await ben.send('POST', `/review/submissions/${id}/decisions`, { act: 'approve', version });
    expect(answer.statusCode).toBe(200);
  });
});

describe('what is passed on', () => {
  it('for a second opinion goes to somebody else, escalated to a lead; the item says by whom and why', async () => {
    const { site, items } = await held(2);
    const [first, second] = idsOf(items);
    await ada.send('POST', `/review/submissions/${first}/flags`, { kind: 'second-opinion', note: 'irony?' });
    await ada.send('POST', `/review/submissions/${second}/flags`, { kind: 'escalate' });
    expect((await lease(ada, { site })).mine).toEqual([]);
    expect((await lease(ben, { site })).mine).toEqual([first]);
    await ben.send('DELETE', '/review/leases');
    expect((await lease(lead, { site })).mine).toEqual([first, second]);
    const page = await ben.get(`/review/submissions?site=${site}&flag=second-opinion`);
    expect(page.json<ReviewPage>().items.map(({ id, flags }) => [id, flags])).toEqual([
      [
        first,
        [{ kind: 'second-opinion', by: expect.any(String), note: 'irony?', at: expect.stringMatching(/Z$/) }],
      ],
    ]);
  });

  it('is refused for what does not wait, and to viewers', async () => {
    const { id } = await rows.approvedComment().then(({ submissionId }) => ({ id: submissionId }));
    const flag = { kind: 'skip' };
    expect((await ada.send('POST', `/review/submissions/${id}/flags`, flag)).statusCode).toBe(404);
    const viewer = await signedInAs(app, database.dataSource, 'viewer');
    expect((await viewer.send('POST', '/review/leases', {})).statusCode).toBe(403);
  });
});
